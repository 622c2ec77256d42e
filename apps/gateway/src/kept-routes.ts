import type { IncomingHttpHeaders } from 'node:http';
import {
  isNotModified,
  type Loaded,
  type ReadCache,
  type ReadyAnswer,
  readyAnswer,
} from '@cartwright/cache';
import {
  type CallContext,
  type ContractDefinition,
  ContractError,
  type RouteDefinition,
} from '@cartwright/contract';
import { inputOf, inServerSpan, type Shortcut } from '@cartwright/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { headersOfAllAnswers } from './headers.ts';
import { contextOf } from './identity.ts';
import type { RequestLimits } from './limits/limit-requests.ts';
import { publicSchema } from './openapi.ts';
import type { AnyClient, GatewayOptions } from './options.ts';

/**
 * Passes the cache by: asked by a storefront in another process, which may know of a change before
 * this one does. Not `Cache-Control: no-cache`, which `fetch` adds to every conditional request.
 */
const readAnewHeader = 'cartwright-read-anew';

/** A public route with what it takes to serve it. */
export interface ServedRoute {
  name: string;
  spanName: string;
  route: RouteDefinition;
  contract: ContractDefinition;
  client: AnyClient;
  options: GatewayOptions;
  limits: RequestLimits;
}

interface KeptRoute extends ServedRoute {
  tagsOf: NonNullable<RouteDefinition['cacheTags']>;
}

/** Serves a route from ready bytes; the service is asked when there are none. */
export function serveKeptRoute(api: FastifyInstance, o: KeptRoute): void {
  const { cache } = o.options;
  api.route({
    method: o.route.method,
    url: o.route.path,
    schema: publicSchema(o.name, o.route, o.contract),
    config: { route: o.route, contract: o.contract },
    onRequest: (request, reply, done) => {
      const kept = isPlain(request.headers) ? cache.findByAlias(request.url) : undefined;
      if (kept === undefined) return done();
      void inServerSpan(request, o.spanName, () => sendPast(request, reply, kept));
    },
    handler: async (request, reply) => {
      const context = await contextOf(request, o.route, o.options.accounts);
      const key = keyOf(o, request);
      const isAnew = request.headers[readAnewHeader] !== undefined;
      const answer = await inServerSpan(request, o.spanName, () =>
        cache.get(key, () => load(o, { request, reply, context }), { isAnew }),
      );
      cache.addAlias(key, request.url);
      sendPast(request, reply, answer);
    },
  });
}

/** Nothing in its headers could change the answer or be refused. */
const isPlain = (headers: IncomingHttpHeaders): boolean =>
  headers[readAnewHeader] === undefined && headers['idempotency-key'] === undefined;

/** The parts are checked and their defaults set, so equal questions have equal keys. */
const keyOf = ({ contract, name }: KeptRoute, { params, query }: FastifyRequest): string =>
  `${contract.service}.${name} ${JSON.stringify([inOrder(params), inOrder(query)])}`;

const inOrder = (members: unknown): [string, unknown][] =>
  Object.entries(Object(members)).sort(([a], [b]) => (a < b ? -1 : 1));

async function load(
  o: KeptRoute,
  asked: { request: FastifyRequest; reply: FastifyReply; context: CallContext },
): Promise<Loaded> {
  const { route, name } = o;
  const { request, reply, context } = asked;
  const call = o.client[name];
  if (call === undefined) throw new ContractError('not-found');
  const { status, body } = await o.limits.run(name, request, () =>
    call(inputOf(route, request), context),
  );
  const parts = { params: Object(request.params), query: Object(request.query), body };
  const tags = o.tagsOf(parts);
  const answer = readyAnswer({
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': route.cacheControl ?? 'no-cache',
      'cache-tag': tags.join(','),
      ...headersOfAllAnswers,
    },
    body: String(reply.code(status).serialize(body)),
    ...(request.routeOptions.url === undefined ? {} : { route: request.routeOptions.url }),
  });
  return { answer, tags };
}

/** Writes the answer past Fastify's hooks: there is nothing left to serialise, hash or add. */
function sendPast(request: FastifyRequest, reply: FastifyReply, answer: ReadyAnswer): void {
  const { status, headerList, body } = partFor(request.headers, answer);
  reply.hijack();
  reply.raw.writeHead(status, headerList);
  // Node sends no body with an answer to HEAD.
  reply.raw.end(body, 'latin1');
}

/** All of the answer, or that the client has it already. */
const partFor = (headers: IncomingHttpHeaders, answer: ReadyAnswer) =>
  isNotModified(answer, headers['if-none-match'])
    ? { status: 304, headerList: answer.notModifiedHeaderList, body: '' }
    : answer;

/**
 * Answers from what is kept before a request is routed: that an answer is kept under this very
 * address says that it has passed every check.
 */
export const keptShortcut =
  (cache: ReadCache): Shortcut =>
  ({ method, headers, url = '' }) => {
    const answer = method === 'GET' && isPlain(headers) ? cache.findByAlias(url) : undefined;
    if (answer?.route === undefined) return undefined;
    const { status, headerList, body } = partFor(headers, answer);
    return { route: answer.route, status, headerList, body };
  };
