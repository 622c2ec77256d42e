import { Page, type Route } from './answer-requests.ts';
import { findById } from './authorisation.ts';
import { decide, type Gateway } from './authorise.ts';
import { challengePage } from './challenge-page.ts';
import { Refusal } from './refusal.ts';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const path = /^\/challenges\/(?<id>[^/]{1,100})$/;

/** The pages that a shopper's browser opens; the id in the address is the right to decide. */
export const challengeRoutes = (gateway: Gateway): Route[] => [
  {
    method: 'GET',
    path,
    isOpen: true,
    answer: ({ params }) => {
      const row = findById(gateway.books, params.id ?? '');
      if (row === undefined) throw new Refusal(404, 'not-found', 'there is no such challenge');
      return new Page({
        status: 200,
        headers: {
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'cache-control': 'no-store',
          'content-type': 'text/html; charset=utf-8',
        },
        text: challengePage(row),
      });
    },
  },
  {
    method: 'POST',
    path,
    isOpen: true,
    answer: ({ params, body }) => takeDecision(gateway, params.id ?? '', body),
  },
];

async function takeDecision(gateway: Gateway, id: string, body: unknown): Promise<Page> {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const decision = form.get('decision');
  if (decision !== 'confirm' && decision !== 'refuse')
    throw new Refusal(400, 'invalid-request', 'decision must be confirm or refuse');
  const row = await gateway.books.commits.write(() => {
    const found = findById(gateway.books, id);
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
  const location = row.return_url ?? `/challenges/${row.id}`;
  return new Page({ status: 303, headers: { location }, text: '' });
}
