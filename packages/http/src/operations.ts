import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { ContractError } from '@cartwright/contract';
import { type Logger, renderMetrics } from '@cartwright/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Answers a request that Fastify has only routed; it reads the body itself. */
export type MountHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

// Hidden from the API document: these are for operators.
const schema = { hide: true };

/** Liveness depends on nothing; readiness names what is missing, of this process only. */
export function serveHealth(app: FastifyInstance, readiness: () => Promise<string[]>): void {
  app.get('/livez', { schema }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema }, async (_, reply) => {
    const missing = await readiness();
    reply.code(missing.length === 0 ? 200 : 503);
    return { status: missing.length === 0 ? 'ready' : 'not-ready', missing };
  });
}

/** Figures for Prometheus. */
export function serveMetrics(app: FastifyInstance): void {
  app.get('/metrics', { schema }, async (_, reply) => {
    const { contentType, body } = await renderMetrics();
    return reply.type(contentType).send(body);
  });
}

/** What mounts answer; TRACE and the like would only be echoed or lost. */
const mountMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Serves plain request handlers below their prefixes: sign-in, pictures, the mailbox. A handler
 * that throws is answered for, since Fastify no longer looks after a request that it gave away.
 */
export function serveMounts(
  app: FastifyInstance,
  mounts: Readonly<Record<string, MountHandler>>,
  log: Logger,
): void {
  for (const [prefix, handler] of Object.entries(mounts))
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      const bare = prefix.replace(/\/$/, '');
      for (const url of [bare, `${bare}/*`])
        scope.all(url, { schema }, async (request, reply) => {
          if (!mountMethods.has(request.method)) throw new ContractError('not-found');
          tellClientAddress(request);
          reply.hijack();
          // Hooks that set these do not run for a request that was given away.
          reply.raw.setHeader('x-content-type-options', 'nosniff');
          reply.raw.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
          try {
            await handler(request.raw, reply.raw);
          } catch (error) {
            log.error({ err: error, route: url }, 'request failed');
            endWithFault(reply.raw);
          }
        });
    });
}

/** Limits count by the address, so it is what this server saw, whatever a client sends. */
function tellClientAddress(request: FastifyRequest): void {
  const { headers } = request.raw;
  for (const name of Object.keys(headers)) if (name.startsWith('cartwright-')) delete headers[name];
  const address = isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip;
  headers['cartwright-client-address'] = address;
  headers['x-forwarded-for'] = address;
}

function endWithFault(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'cache-control': 'no-store' });
  response.end();
}
