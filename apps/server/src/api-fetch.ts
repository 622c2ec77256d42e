import {
  createDocuments,
  type Documents,
  type ReadCache,
  type ReadyAnswer,
} from '@cartwright/cache';
import { StartupProblem } from '@cartwright/database';
import type { FastifyInstance, InjectOptions } from 'fastify';

export type ApiFetch = (request: Request) => Promise<Response>;

/** What pages ask for again and again: some 25 lists of 24 products. Objects take fourfold. */
const documentBytesMax = 2 * 1024 * 1024;

/**
 * A kept answer as the client of the API reads it: its JSON was parsed once, for all. It has no
 * stream, which would be made anew for each page.
 */
class KeptResponse extends Response {
  readonly #kept: ReadyAnswer;
  readonly #documents: Documents;

  constructor(kept: ReadyAnswer, documents: Documents) {
    super(null, { status: kept.status, headers: headersOf(kept.headers) });
    this.#kept = kept;
    this.#documents = documents;
  }

  override async json(): Promise<unknown> {
    return this.#documents.of(this.#kept);
  }

  override async text(): Promise<string> {
    return this.#kept.body.toString();
  }
}

/**
 * Answers API requests from a gateway in this process, without a socket. An answer that is kept is
 * taken from the cache at once, which saves the way through the server.
 */
export function fetchFrom(app: FastifyInstance, cache: ReadCache): ApiFetch {
  const documents = createDocuments(documentBytesMax);
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const kept = request.method === 'GET' ? cache.findByAlias(pathname + search) : undefined;
    if (kept !== undefined) return new KeptResponse(kept, documents);
    return askServer(app, request, pathname + search);
  };
}

async function askServer(app: FastifyInstance, request: Request, url: string): Promise<Response> {
  const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  const answer = await app.inject({
    // Fastify knows the same methods as the Request it came from.
    method: request.method as InjectOptions['method'],
    url,
    headers: headersWithoutAddress(request.headers),
    // Limits count by it: without, every shopper would come from this machine.
    ...remoteAddressOf(request.headers),
    ...(payload === undefined ? {} : { payload }),
  } as InjectOptions);
  const hasBody = ![204, 304].includes(answer.statusCode);
  return new Response(hasBody ? new Uint8Array(answer.rawPayload) : null, {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
  });
}

/** The storefront names the browser's address, as its own server saw it. */
function remoteAddressOf(headers: Headers): { remoteAddress?: string } {
  const address = headers.get('x-forwarded-for');
  return address === null ? {} : { remoteAddress: address };
}

const headersWithoutAddress = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name !== 'x-forwarded-for'));

function headersOf(
  from: Readonly<Record<string, number | string | string[] | undefined>>,
): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(from))
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) headers.append(name, String(item));
  return headers;
}

/** Sends API requests to a gateway in another process; with `isAnew` past its cache. */
export function fetchAt(gatewayUrl: string | undefined, { isAnew = false } = {}): ApiFetch {
  if (gatewayUrl === undefined)
    throw new StartupProblem('A storefront in a process of its own needs GATEWAY_URL.');
  return (request) => {
    const { pathname, search } = new URL(request.url);
    const sent = new Request(`${gatewayUrl}${pathname}${search}`, request);
    if (isAnew) sent.headers.set('cartwright-read-anew', '1');
    return fetch(sent);
  };
}
