import { hash } from 'node:crypto';

export type AnswerHeaders = Readonly<Record<string, string | string[]>>;

/** Names and values in turn, as `writeHead` takes them: it goes through an object more slowly. */
export type HeaderList = (string | string[])[];

/** An answer as it leaves the server: nothing is left to be made when it is asked for. */
export interface ReadyAnswer {
  status: number;
  /** Names in lower case; with `etag` and `content-length`. */
  headers: AnswerHeaders;
  /** The headers of a 304, which has no body. */
  notModifiedHeaders: AnswerHeaders;
  /** The same, made once for all who are sent them. */
  headerList: HeaderList;
  notModifiedHeaderList: HeaderList;
  etag: string;
  body: Buffer;
  /** Pattern of the route that it answers, where one does. */
  route?: string;
}

/**
 * Makes an answer ready. Its ETag is weak: a proxy may compress the body on its way, and RFC 9110
 * wants a strong one to change then.
 */
export function readyAnswer(o: {
  status: number;
  headers: AnswerHeaders;
  body: Buffer;
  route?: string;
}): ReadyAnswer {
  // Memory of its own: a small part of a shared block would keep the whole block.
  const body = Buffer.allocUnsafeSlow(o.body.length);
  o.body.copy(body);
  const etag = `W/"${hash('sha1', body, 'base64url')}"`;
  const { 'content-type': _, ...others } = o.headers;
  const headers = { ...o.headers, 'content-length': String(body.length), etag };
  const notModifiedHeaders = { ...others, etag };
  return {
    status: o.status,
    headers,
    notModifiedHeaders,
    headerList: Object.entries(headers).flat(),
    notModifiedHeaderList: Object.entries(notModifiedHeaders).flat(),
    etag,
    body,
    ...(o.route === undefined ? {} : { route: o.route }),
  };
}

/** Whether the client has this answer already: `If-None-Match`, compared weakly (RFC 9110). */
export function isNotModified(answer: ReadyAnswer, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined || answer.status !== 200) return false;
  if (ifNoneMatch === answer.etag || ifNoneMatch === '*') return true;
  return ifNoneMatch.split(',').some((one) => opaque(one) === opaque(answer.etag));
}

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');
