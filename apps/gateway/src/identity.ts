import type { accountsContract } from '@cartwright/accounts/contract';
import {
  type Actor,
  type CallContext,
  type Client,
  ContractError,
  type RouteDefinition,
} from '@cartwright/contract';
import { checkAccess, checkIdempotencyKey, headerText } from '@cartwright/http';
import type { FastifyRequest } from 'fastify';
import type { GatewayOptions } from './options.ts';

declare module 'fastify' {
  interface FastifyRequest {
    publicCall?: CallContext;
  }
}

interface Identity {
  actor: Actor;
  /** A bearer secret that is not an API key: a cart id or an order's access token. */
  bearer?: string;
}

const anonymous: Identity = { actor: { kind: 'anonymous' } };

/** API keys are told from other bearer secrets by their prefix. */
const apiKeyPrefix = 'cwk_';

/**
 * Finds out on whose behalf a request is made. Public, cacheable reads are the same for everyone,
 * so nobody is asked for them.
 */
async function identify(
  request: FastifyRequest,
  route: RouteDefinition,
  accounts: Pick<Client<typeof accountsContract>, 'identify'>,
  deadline: number,
): Promise<Identity> {
  if (route.cacheControl?.startsWith('public')) return anonymous;
  const bearer = bearerOf(request);
  const isApiKey = bearer?.startsWith(apiKeyPrefix) ?? false;
  const cookie = sessionCookie(request);
  if (bearer !== undefined && isApiKey) return ask({ cookie: null, apiKey: bearer });
  if (cookie === undefined) return bearer === undefined ? anonymous : { ...anonymous, bearer };
  refuseForeignOrigin(request);
  const known = await ask({ cookie, apiKey: null });
  return bearer === undefined ? known : { ...known, bearer };

  async function ask(body: { cookie: string | null; apiKey: string | null }): Promise<Identity> {
    const answer = await accounts.identify({ body }, { actor: { kind: 'anonymous' }, deadline });
    return { actor: answer.body.actor };
  }
}

function bearerOf(request: FastifyRequest): string | undefined {
  const token = /^Bearer (\S{1,500})$/i.exec(request.headers.authorization ?? '')?.[1];
  return token ?? headerText(request.headers['x-order-access-token']);
}

/**
 * Of the cookie header what tells the session, and whether it ends with the browser; nothing where
 * there is none. What others below the same name have set may be long, and is not ours to pass on.
 */
function sessionCookie(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  if (!cookie?.includes('session_token=')) return undefined;
  const own = cookie
    .split(';')
    .filter((pair) => /^[^=]*\.(session_token|dont_remember)=/.test(pair));
  return own.length === 0 ? undefined : own.join(';').trim();
}

/**
 * A browser sends our cookie with requests that other sites start; SameSite stops most, this stops
 * the rest. Clients that are not browsers send neither header.
 */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const isForeign =
    request.headers['sec-fetch-site'] === 'cross-site' ||
    (origin !== undefined && hostOf(origin) !== request.host);
  if (isForeign)
    throw new ContractError('not-allowed', { detail: 'The request came from another site' });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

const timeoutDefaultMs = 10_000;

/** Who calls, how long it may take and under which key. Refuses before any work is done. */
export async function contextOf(
  request: FastifyRequest,
  route: RouteDefinition,
  accounts: GatewayOptions['accounts'],
): Promise<CallContext> {
  const deadline = Date.now() + (route.timeoutMs ?? timeoutDefaultMs);
  const identity = await identify(request, route, accounts, deadline);
  checkAccess(route, { caller: 'gateway', actor: identity.actor });
  const idempotencyKey = headerText(request.headers['idempotency-key']);
  checkIdempotencyKey(route, idempotencyKey);
  return {
    ...identity,
    deadline,
    clientAddress: request.ip,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}
