/** Redirect after a form: the browser asks for the page anew, so a reload sends nothing twice. */
export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { location: path } });

/** Two slashes at its beginning would name another site. */
const pathPattern = /^\/(?![/\\])[^\s\\]{0,1000}$/;

/** A path of this shop, or the fallback: addresses from forms never lead to other sites. */
export function localPath(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || !pathPattern.test(value)) return fallback;
  const base = 'http://shop.invalid';
  const url = URL.canParse(value, base) ? new URL(value, base) : undefined;
  // Dots are resolved meanwhile: what began with one slash may begin with two.
  return url?.origin === base && pathPattern.test(url.pathname)
    ? `${url.pathname}${url.search}`
    : fallback;
}
