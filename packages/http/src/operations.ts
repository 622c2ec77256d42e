import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderMetrics } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';

/** Answers a request that Fastify has only routed; it reads the body itself. */
export type MountHandler = (request: IncomingMessage, response: ServerResponse) => void;

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

/** Serves plain request handlers below their prefixes: sign-in, pictures, the mailbox. */
export function serveMounts(
  app: FastifyInstance,
  mounts: Readonly<Record<string, MountHandler>>,
): void {
  for (const [prefix, handler] of Object.entries(mounts))
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      const bare = prefix.replace(/\/$/, '');
      for (const url of [bare, `${bare}/*`])
        scope.all(url, { schema }, (request, reply) => {
          // Ours alone, whatever a client sends: limits count by it.
          request.raw.headers['cartwright-client-address'] = request.ip;
          reply.hijack();
          handler(request.raw, reply.raw);
        });
    });
}
