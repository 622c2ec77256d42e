/** Asks for the address of a redirect instead of the redirect: the page then goes there itself. */
const header = 'cartwright-follow';

/**
 * What a form answers. A page whose script sends the form gets the address to go to as data, so
 * that the next page is opened once and keeps its message.
 */
export const followable = (request: Request, response: Response): Response =>
  response.status === 303 && request.headers.get(header) === 'self'
    ? new Response(null, { status: 204, headers: response.headers })
    : response;
