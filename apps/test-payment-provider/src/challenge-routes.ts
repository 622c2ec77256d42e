import type { FastifyInstance } from 'fastify';
import { findById } from './authorisation.ts';
import { decide, type Gateway } from './authorise.ts';
import { challengePage } from './challenge-page.ts';
import { Refusal } from './refusal.ts';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** The pages that a shopper's browser opens; the id in the address is the right to decide. */
export function addChallengeRoutes(app: FastifyInstance, gateway: Gateway): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    (_request, body, done) => done(null, String(body)),
  );

  app.get<{ Params: { id: string } }>('/challenges/:id', async (request, reply) => {
    const row = findById(gateway.books, request.params.id);
    if (row === undefined) throw new Refusal(404, 'not-found', 'there is no such challenge');
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(challengePage(row));
  });

  app.post<{ Params: { id: string } }>('/challenges/:id', async (request, reply) => {
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const decision = form.get('decision');
    if (decision !== 'confirm' && decision !== 'refuse')
      throw new Refusal(400, 'invalid-request', 'decision must be confirm or refuse');
    const row = await gateway.books.commits.write(() => {
      const found = findById(gateway.books, request.params.id);
      if (found === undefined) throw new Refusal(404, 'not-found', 'there is no such challenge');
      const isOpen = found.status === 'action-required' && (found.expires_at ?? 0) > Date.now();
      if (isOpen) {
        decide(gateway, {
          id: found.id,
          key: found.key,
          status: decision === 'confirm' ? 'authorised' : 'declined',
          reason: decision === 'confirm' ? null : 'challenge-refused',
        });
      }
      return found;
    });
    gateway.wake();
    return reply.redirect(row.return_url ?? `/challenges/${row.id}`, 303);
  });
}
