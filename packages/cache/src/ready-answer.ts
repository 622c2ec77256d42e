import { hash } from 'node:crypto';

type AnswerHeaders = Readonly<Record<string, string | string[]>>;

/** Names and values in turn, as `writeHead` takes them: it goes through an object more slowly. */
type HeaderList = (string | string[])[];

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
  /** Where it is text, each character is a byte: see `readyAnswer`. */
  body: string | Buffer;
  /** Pattern of the route that it answers, where one does. */
  route?: string;
}

/** With its head it is written from the stack up to 16 KiB; beyond, bytes are quicker. */
const textBytesMax = 15 * 1024;

/**
 * Makes an answer ready. Its ETag is weak: a proxy may compress the body on its way, and RFC 9110
 * wants a strong one to change then. A short text is kept as a text of its bytes: as `latin1` Node
 * writes it and the head in one.
 */
export function readyAnswer(o: {
  status: number;
  headers: AnswerHeaders;
  body: string | Buffer;
  route?: string;
}): ReadyAnswer {
  const bytes = typeof o.body === 'string' ? Buffer.from(o.body) : o.body;
  const isShortText = typeof o.body === 'string' && bytes.length <= textBytesMax;
  const body = isShortText ? bytes.toString('latin1') : ownBytes(bytes);
  const etag = `W/"${hash('sha1', bytes, 'base64url')}"`;
  const { 'content-type': _, ...others } = o.headers;
  const headers = { ...o.headers, 'content-length': String(bytes.length), etag };
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

/** A small part of a shared block of memory would keep the whole block. */
function ownBytes(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

/** The bytes of an answer's body. */
export const bytesOf = ({ body }: ReadyAnswer): Buffer =>
  typeof body === 'string' ? Buffer.from(body, 'latin1') : body;

/** Whether the client has this answer already: `If-None-Match`, compared weakly (RFC 9110). */
export function isNotModified(answer: ReadyAnswer, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined || answer.status !== 200) return false;
  if (ifNoneMatch === answer.etag || ifNoneMatch === '*') return true;
  return ifNoneMatch.split(',').some((one) => opaque(one) === opaque(answer.etag));
}

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');
