import { createDocuments, type ReadCache } from '@cartwright/cache';
import { ContractError } from '@cartwright/contract';
import { StartupProblem } from '@cartwright/database';
import { openOnce, toProblem, wasNeverSent } from '@cartwright/http';
import type { FastifyInstance } from 'fastify';
import { type InjectOptions, inject } from 'light-my-request';
import { headersOf } from './headers-of.ts';

export type ApiFetch = (request: Request) => Promise<Response>;

/** What pages ask for again and again: some 25 lists of 24 products. Objects take fourfold. */
const documentBytesMax = 2 * 1024 * 1024;

/**
 * Answers API requests from a gateway in this process, without a socket. An answer that is kept is
 * taken from the cache at once, which saves the way through the server.
 */
export function fetchFrom(app: FastifyInstance, cache: ReadCache): ApiFetch {
  const documents = createDocuments(documentBytesMax);
  // A class that extends Node's Response loads its fetch, which an idle shop does not need.
  const keptResponse = openOnce(() => import('./kept-response.ts'));
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const kept = request.method === 'GET' ? cache.findByAlias(pathname + search) : undefined;
    if (kept !== undefined) {
      const { KeptResponse } = await keptResponse.get();
      return new KeptResponse(kept, documents);
    }
    return askServer(app, request, pathname + search);
  };
}

async function askServer(app: FastifyInstance, request: Request, url: string): Promise<Response> {
  const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  // Not `app.inject`, which refuses to ask a server that closes: pages under way would fail.
  const answer = await inject(app.routing, {
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

/** Checkout, the slowest call, answers within 30 s; whoever ordered is told of it by this page. */
const answerMsMax = 40_000;

interface FetchAtOptions {
  /** Told why the gateway did not answer; whoever asked sees a problem without the reason. */
  onFault: (error: unknown) => void;
  /** Whether the gateway's cache is passed by. */
  isAnew?: boolean;
  answerMs?: number;
}

/** Sends API requests to a gateway in another process. */
export function fetchAt(
  gatewayUrl: string | undefined,
  { onFault, isAnew = false, answerMs = answerMsMax }: FetchAtOptions,
): ApiFetch {
  if (gatewayUrl === undefined)
    throw new StartupProblem('A storefront in a process of its own needs GATEWAY_URL.');
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const sent = new Request(`${gatewayUrl}${pathname}${search}`, request);
    if (isAnew) sent.headers.set('cartwright-read-anew', '1');
    const tooLate = AbortSignal.timeout(answerMs);
    try {
      return await fetch(sent, { signal: AbortSignal.any([request.signal, tooLate]) });
    } catch (error) {
      if (request.signal.aborted) throw error;
      onFault(error);
      return silence(wasNeverSent(error) ? 'GET' : request.method);
    }
  };
}

/** As a gateway tells of a service that is silent or gone: what was to be done may be done. */
function silence(method: string): Response {
  const isRead = method === 'GET' || method === 'HEAD';
  const problem = toProblem(new ContractError(isRead ? 'unavailable' : 'outcome-unknown'));
  return Response.json(problem, { status: problem.status });
}
