import {
  type CallContext,
  type Client,
  type ContractDefinition,
  ContractError,
  type RouteDefinition,
} from '@cartwright/contract';
import { currentTraceparent, inSpan } from '@cartwright/telemetry';
import { remainingMs } from './context.ts';
import { isOverload } from './load-shedding.ts';
import type { Answer } from './local-binding.ts';
import { beforeDeadline, refuseInTransaction } from './local-binding.ts';
import { openOnce } from './open-once.ts';
import { fromProblem } from './problems.ts';
import { signInternalToken } from './tokens.ts';

/** Bigger answers than this are a mistake: pages and batches are bounded far below. */
const answerBytesMax = 16 * 1024 * 1024;

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  rawBody?: string;
  headers?: Record<string, string>;
}

/**
 * What a gateway has under way of its largest class. Fewer would be a line of their own, in which
 * calls wait although their callee could serve or refuse them.
 */
const connectionsDefaultMax = 2_048;

/** Addresses of a service: public routes and internal routes have ports of their own. */
export interface ServiceAddress {
  publicUrl: string;
  internalUrl: string;
}

/** Calls a service in another process over HTTP, with the promises of the local binding. */
export function httpClient<C extends ContractDefinition>(o: {
  contract: C;
  caller: string;
  address: ServiceAddress;
  key: Uint8Array;
  connectionsMax?: number;
}): Client<C> & { close(): Promise<void> } {
  const connections = openOnce(() => openConnections(o.connectionsMax ?? connectionsDefaultMax));
  const calls = Object.entries(o.contract.routes).map(([name, route]) => {
    const call = (input: Parts, context: CallContext): Promise<Answer> => {
      refuseInTransaction(o.contract, name);
      return inSpan(
        `${o.contract.service}.${name}`,
        {},
        () => {
          const late = new AbortController();
          const attempt = () => once(o, connections.get, route, input, context, late.signal);
          const work = withRetries(route, context, attempt);
          return beforeDeadline(work, context, () => late.abort());
        },
        { kind: 'client' },
      );
    };
    return [name, call] as const;
  });
  // Built from the contract's own routes, so it has exactly their names.
  const client = Object.fromEntries(calls) as unknown as Client<C>;
  return Object.assign(client, {
    close: () => connections.close(({ agent }) => agent.close()),
  });
}

/** Loaded by the first call: where all services run in one process there is none. */
async function openConnections(connections: number) {
  const { Agent, request } = await import('undici');
  const agent = new Agent({
    connections,
    keepAliveTimeout: 10_000,
    // The deadline is the limit of all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { agent, request };
}

/** Repeatable calls are tried again at most twice, with jitter, while the deadline allows. */
async function withRetries(
  route: RouteDefinition,
  context: CallContext,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  const isRepeatable = route.method === 'GET' || route.repeatable === true;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isPassing =
        error instanceof ContractError &&
        (error.code === 'unavailable' || error.code === 'outcome-unknown') &&
        !isOverload(error);
      const pauseMs = 20 * 2 ** tries * (0.5 + Math.random());
      if (!isRepeatable || !isPassing || tries > 2 || remainingMs(context) < pauseMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/**
 * Asks once. At the deadline, a call that still waits for a connection is dropped when it gets one,
 * and one under way loses its connection; the callee ends what it began.
 */
async function once(
  o: { contract: ContractDefinition; caller: string; address: ServiceAddress; key: Uint8Array },
  connections: () => ReturnType<typeof openConnections>,
  route: RouteDefinition,
  input: Parts,
  context: CallContext,
  signal: AbortSignal,
): Promise<Answer> {
  const base = route.access.kind === 'public' ? o.address.publicUrl : o.address.internalUrl;
  if (remainingMs(context) === 0) throw new ContractError('outcome-unknown');
  const token = await signInternalToken(o.key, {
    caller: o.caller,
    audience: o.contract.service,
    actor: context.actor,
  });
  const body = bodyOf(route, input);
  try {
    const { agent, request } = await connections();
    const response = await request(base + addressOf(route, input), {
      method: route.method,
      dispatcher: agent,
      signal,
      headers: headersOf(token, context, input, body !== null),
      body,
    });
    const text = await readBounded(response.body);
    if (response.statusCode >= 400) throw fromProblem(parseJson(text), o.contract, route);
    return { status: response.statusCode, body: text === '' ? null : parseJson(text) };
  } catch (error) {
    if (error instanceof ContractError) throw error;
    throw new ContractError(wasNeverSent(error) ? 'unavailable' : 'outcome-unknown', {
      cause: error,
    });
  }
}

/**
 * A tenth of the time, at most a second, is kept back for the way of the answer: under load a
 * callee that answers at its very deadline (checkout's 202) would be too late for its caller.
 */
const timeoutOfCallee = (remaining: number): number =>
  Math.ceil(remaining - Math.min(1_000, remaining / 10));

function bodyOf(route: RouteDefinition, input: Parts): string | null {
  if (route.rawBody === true) return input.rawBody ?? '';
  return input.body === undefined ? null : JSON.stringify(input.body);
}

function headersOf(
  token: string,
  context: CallContext,
  input: Parts,
  hasBody: boolean,
): Record<string, string> {
  const traceparent = currentTraceparent();
  return {
    authorization: `Bearer ${token}`,
    'cartwright-timeout-ms': String(timeoutOfCallee(remainingMs(context))),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(context.idempotencyKey === undefined ? {} : { 'idempotency-key': context.idempotencyKey }),
    ...(context.bearer === undefined ? {} : { 'cartwright-bearer': context.bearer }),
    ...(context.clientAddress === undefined
      ? {}
      : { 'cartwright-client-address': context.clientAddress }),
    ...(input.headers === undefined
      ? {}
      : { 'cartwright-forwarded-headers': encodeURIComponent(JSON.stringify(input.headers)) }),
  };
}

function addressOf(route: RouteDefinition, input: Parts): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const segment = String(input.params?.[name] ?? '');
    // Both would be resolved on the way, however they are written, and lead to another route.
    if (segment === '.' || segment === '..') throw new ContractError('not-found');
    return encodeURIComponent(segment);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > answerBytesMax) throw new ContractError('internal-error');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ContractError('internal-error', { cause });
  }
}

/** Refused before a byte went out, so the work was certainly not done. A fetch wraps the reason. */
export const wasNeverSent = (error: unknown): boolean => {
  const { code, cause } = Object(error);
  return neverSent.includes(code) || (cause !== undefined && wasNeverSent(cause));
};

const neverSent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
