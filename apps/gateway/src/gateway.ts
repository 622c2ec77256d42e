import { hash } from 'node:crypto';
import { ContractError } from '@cartwright/contract';
import {
  createHttpServer,
  inputOf,
  inServerSpan,
  serveHealth,
  serveMetrics,
  serveMounts,
} from '@cartwright/http';
import etag from '@fastify/etag';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { headersOfAllAnswers } from './headers.ts';
import { contextOf } from './identity.ts';
import { keptShortcut, type ServedRoute, serveKeptRoute } from './kept-routes.ts';
import { limitRequests } from './limits/limit-requests.ts';
import { describeApi, publicSchema } from './openapi.ts';
import { serveEvents } from './operations.ts';
import type { GatewayOptions } from './options.ts';

type Gateway = FastifyInstance;

const apiPrefix = '/api/v1';

/**
 * The public door: every public route of every contract, sign-in, and what operations need. It
 * knows who calls and whether they may; what the call means is the service's business.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const kept = keptShortcut(options.cache);
  const app = createHttpServer({
    log: options.log,
    name: 'gateway',
    trustedProxies: options.trustedProxies,
    shortcut: (request) => kept(request) ?? limits.shortcut(request),
  });
  const operations = new Map(
    options.services.flatMap(({ contract }) =>
      Object.entries(contract.routes).map(([name, route]) => [route, name] as const),
    ),
  );
  const limits = await limitRequests(app, { ...options, operations });
  app.addHook('onSend', (_, reply, payload, done) => {
    reply.headers(headersOfAllAnswers);
    done(null, payload);
  });
  await app.register(swagger, describeApi(options.services.map(({ contract }) => contract)));
  await serveDocument(app);
  serveHealth(app, options.readiness);
  if (options.servesMetrics) serveMetrics(app);
  serveMounts(app, options.mounts, options.log);
  await app.register(
    async (api) => {
      await api.register(async (reads) => {
        // Nobody asks whether the answer to a change is still the same.
        await reads.register(etag, { weak: true, hashFn: (body) => hash('sha1', body, 'base64') });
        for (const { contract, client } of options.services)
          for (const [name, route] of Object.entries(contract.routes))
            if (route.access.kind === 'public') {
              const spanName = `${route.method} ${apiPrefix}${route.path}`;
              const scope = route.method === 'GET' ? reads : api;
              serveRoute(scope, { name, spanName, route, contract, client, options, limits });
            }
        serveEvents(reads, options);
      });
    },
    { prefix: apiPrefix },
  );
  return app;
}

/**
 * The document as bytes that are made once: anyone may ask for it at any time, and half a megabyte
 * that was made for each would stop the shop. The pages that show it would make it anew as well, as
 * YAML in half a second, so they are led to the same bytes.
 */
async function serveDocument(app: FastifyInstance): Promise<void> {
  let document: Buffer | undefined;
  app.get('/api/openapi.json', { schema: { hide: true } }, (_, reply) => {
    document ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply.type('application/json; charset=utf-8').send(document);
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    uiHooks: {
      onRequest: (request, reply, done) => {
        const isDocument = /\/(json|yaml)$/.test(request.routeOptions.url ?? '');
        if (isDocument) reply.redirect('/api/openapi.json');
        else done();
      },
    },
  });
}

function serveRoute(api: FastifyInstance, o: ServedRoute): void {
  const { cacheTags: tagsOf } = o.route;
  if (tagsOf === undefined) serveAskedRoute(api, o);
  else serveKeptRoute(api, { ...o, tagsOf });
}

/** Serves a route by asking its service each time. */
function serveAskedRoute(api: FastifyInstance, o: ServedRoute): void {
  const { route, contract, name } = o;
  api.route({
    method: route.method,
    url: route.path,
    schema: publicSchema(name, route, contract),
    ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
    config: { route, contract },
    // Before the body is read, so that a stranger's bytes are not parsed.
    onRequest: async (request) => {
      request.publicCall = await contextOf(request, route, o.options.accounts);
    },
    handler: async (request, reply) => {
      const context = request.publicCall;
      const call = o.client[name];
      if (context === undefined || call === undefined) throw new ContractError('not-found');
      const answer = await o.limits.run(name, request, () =>
        inServerSpan(request, o.spanName, () => call(inputOf(route, request), context)),
      );
      reply.header('cache-control', route.cacheControl ?? 'no-store');
      return reply.code(answer.status).send(answer.body ?? undefined);
    },
  });
}
