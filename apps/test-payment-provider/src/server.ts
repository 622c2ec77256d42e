import { hash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import { answerRequests, type Route } from './answer-requests.ts';
import { findByKey, findChanged, isFenced, present } from './authorisation.ts';
import { authorise, type Gateway } from './authorise.ts';
import { challengeRoutes } from './challenge-routes.ts';
import { amountOf, keyOf, members, numberOf, textOf } from './checks.ts';
import { fence, move, release } from './move-money.ts';

interface Control {
  dataDir: string;
  secret: string;
  webhookUrl: () => string;
  setWebhookUrl: (url: string) => void;
  stop: () => void;
}

const digest = (value: string) => hash('sha256', value, 'buffer');
/** Names a secret without telling it. */
const fingerprint = (secret: string): string => digest(secret).toString('hex').slice(0, 16);

/** The provider's HTTP server; it answers every input and never ends because of one. */
export function createProviderServer(gateway: Gateway, control: Control): Server {
  const bearer = digest(`Bearer ${control.secret}`);
  return answerRequests(
    [
      ...openRoutes(gateway, control),
      ...challengeRoutes(gateway),
      ...authorisationRoutes(gateway),
      ...movementRoutes(gateway),
      ...controlRoutes(control),
    ],
    (authorization) => timingSafeEqual(digest(authorization), bearer),
  );
}

const openRoutes = (gateway: Gateway, control: Control): Route[] => [
  {
    method: 'GET',
    path: /^\/health$/,
    isOpen: true,
    answer: () => ({
      service: 'cartwright-test-payment-provider',
      dataDir: control.dataDir,
      pid: process.pid,
      secretFingerprint: fingerprint(control.secret),
      webhookUrl: control.webhookUrl(),
    }),
  },
  { method: 'GET', path: /^\/books$/, isOpen: true, answer: () => readBooks(gateway) },
];

const position = { default: 0, pattern: /^[0-9]{1,15}$/ };
const webAddress = { pattern: /^https?:\/\//, lengthMax: 2_000 };

const authorisationRoutes = (gateway: Gateway): Route[] => [
  {
    method: 'POST',
    path: /^\/v1\/authorisations$/,
    answer: ({ idempotencyKey, body }) => {
      const names = ['amount', 'currency', 'reference', 'token', 'returnUrl'];
      const given = members(body, names);
      return authorise(gateway, {
        key: keyOf(idempotencyKey),
        amount: amountOf(given),
        currency: textOf(given, 'currency', { pattern: /^[A-Z]{3}$/, lengthMax: 3 }),
        reference: textOf(given, 'reference', { lengthMax: 200 }),
        token: textOf(given, 'token', { lengthMax: 200 }),
        returnUrl: given.returnUrl === undefined ? null : textOf(given, 'returnUrl', webAddress),
      });
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/authorisations$/,
    answer: ({ query }) => {
      members(query, ['after', 'changedFrom', 'limit']);
      const limit = numberOf(query, 'limit', { default: 100, pattern: /^([1-9][0-9]?|100)$/ });
      const rows = findChanged(gateway.books, {
        after: numberOf(query, 'after', position),
        from: numberOf(query, 'changedFrom', position),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map((row) => present(gateway.books, row, gateway.publicUrl())),
        nextCursor: rows.length > limit && last !== undefined ? String(last.sequence) : null,
      };
    },
  },
];

const movementRoutes = (gateway: Gateway): Route[] => [
  moveRoute(gateway, 'capture', /^\/v1\/authorisations\/(?<id>pay_[0-9a-f]{32})\/captures$/),
  moveRoute(gateway, 'refund', /^\/v1\/authorisations\/(?<id>pay_[0-9a-f]{32})\/refunds$/),
  {
    method: 'POST',
    path: /^\/v1\/authorisations\/(?<id>pay_[0-9a-f]{32})\/void$/,
    answer: ({ params }) => release(gateway, params.id ?? ''),
  },
  {
    method: 'GET',
    path: /^\/v1\/keys\/(?<key>[^/]+)$/,
    answer: ({ params }) => {
      const key = keyOf(params.key);
      const row = findByKey(gateway.books, key);
      return row === undefined
        ? { seen: false, fenced: isFenced(gateway.books, key) }
        : { seen: true, authorisation: present(gateway.books, row, gateway.publicUrl()) };
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/keys\/(?<key>[^/]+)\/fence$/,
    answer: ({ params }) => fence(gateway, keyOf(params.key)),
  },
];

const moveRoute = (gateway: Gateway, kind: 'capture' | 'refund', path: RegExp): Route => ({
  method: 'POST',
  path,
  answer: ({ params, idempotencyKey, body }) =>
    move(gateway, {
      kind,
      authorisationId: params.id ?? '',
      key: keyOf(idempotencyKey),
      amount: amountOf(members(body, ['amount'])),
    }),
});

const controlRoutes = (control: Control): Route[] => [
  {
    method: 'POST',
    path: /^\/control\/webhook-url$/,
    answer: ({ body }) => {
      control.setWebhookUrl(textOf(members(body, ['url']), 'url', webAddress));
      return { webhookUrl: control.webhookUrl() };
    },
  },
  {
    method: 'POST',
    path: /^\/control\/stop$/,
    answer: () => {
      setImmediate(control.stop);
      return { stopping: true };
    },
  },
];

/** Everything in the books, for tests that compare them with the shop's. */
function readBooks(gateway: Gateway) {
  const { books } = gateway;
  return {
    authorisations: books
      .all(
        `select id, key, reference, token, amount, currency, status, reason, captured, refunded,
                created_at as createdAt
           from authorisation
          order by created_at, id`,
      )
      .map((row) => ({ ...row })),
    captures: books.all(`select key, authorisation_id as authorisationId, amount
                           from movement where kind = 'capture' order by created_at, key`),
    refunds: books.all(`select key, authorisation_id as authorisationId, amount
                          from movement where kind = 'refund' order by created_at, key`),
    voids: books.all(`select authorisation_id as authorisationId, released
                        from void order by created_at`),
    fencedKeys: books.all('select key from fenced_key order by key').map((row) => row.key),
    webhooks: books.all(`select event_id as eventId, type, json_extract(body, '$.data.key') as key,
                                tries, delivered_at as deliveredAt
                           from webhook order by id`),
  };
}
