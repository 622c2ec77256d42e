import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from './site.ts';

/** 60 kB of page become 9.2 kB; level 5 makes 8.4 kB of them in four times the time. */
const level = 2;
/** Less than a packet of the network holds: nothing would be saved. */
const bytesMin = 1_000;

/** Whether a browser takes gzip, as all of them do; `q=0` says no (RFC 9110). */
export const takesGzip = (acceptEncoding: string | undefined): boolean =>
  (acceptEncoding ?? '')
    .split(',')
    .some((part) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(part));

/** The bytes for the wire. At once: to hand them to another thread takes longer than to pack. */
const packBytes = (bytes: Uint8Array): Buffer => gzipSync(bytes, { level });

/** A page as it is kept: a fifth of the memory, and nothing to pack when it is asked for. */
export function packPage(page: Page): Page {
  if (page.body.length < bytesMin) return page;
  return {
    status: page.status,
    headers: { ...page.headers, 'content-encoding': 'gzip' },
    body: packBytes(page.body),
  };
}

/** The same page for a client that takes no gzip. */
export function unpackPage(page: Page): Page {
  if (page.headers['content-encoding'] === undefined) return page;
  const { 'content-encoding': _, ...headers } = page.headers;
  const body = page.body.length === 0 ? page.body : gunzipSync(page.body);
  const length =
    headers['content-length'] === undefined ? {} : { 'content-length': `${body.length}` };
  return { status: page.status, headers: { ...headers, ...length }, body };
}

/** A page for one visitor, packed when its browser takes that. */
export async function packResponse(request: Request, response: Response): Promise<Response> {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!isPage || response.body === null) return response;
  response.headers.append('vary', 'accept-encoding');
  if (!takesGzip(request.headers.get('accept-encoding') ?? undefined)) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  if (bytes.length < bytesMin) return new Response(bytes, { status, statusText, headers });
  const packed = packBytes(bytes);
  headers.set('content-encoding', 'gzip');
  headers.set('content-length', String(packed.length));
  return new Response(new Uint8Array(packed), { status, statusText, headers });
}
