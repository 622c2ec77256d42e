import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { findByKey, findChanged, isFenced, present } from './authorisation.ts';
import { authorise, type Gateway } from './authorise.ts';
import { addChallengeRoutes } from './challenge-routes.ts';
import { Overloaded } from './group-commit.ts';
import { fence, move, release } from './move-money.ts';
import { CutConnection, Refusal } from './refusal.ts';

const BODY_BYTES_MAX = 16_384;
/** Ten million of a currency with two digits: above it an amount is a mistake. */
const AMOUNT_MAX = 1_000_000_000;

const amount = { type: 'integer', minimum: 0, maximum: AMOUNT_MAX };
const key = { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' };
const keyParams = { type: 'object', properties: { key } };
const idParams = {
  type: 'object',
  properties: { id: { type: 'string', pattern: '^pay_[0-9a-f]{32}$' } },
};
const keyHeader = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': key },
};
const amountBody = {
  type: 'object',
  additionalProperties: false,
  required: ['amount'],
  properties: { amount },
};

export interface Control {
  dataDir: string;
  secret: string;
  webhookUrl: () => string;
  setWebhookUrl: (url: string) => void;
  stop: () => void;
}

const digest = (value: string) => createHash('sha256').update(value).digest();
/** Names a secret without telling it. */
export const fingerprint = (secret: string): string => digest(secret).toString('hex').slice(0, 16);

/** The provider's HTTP server; it answers every input and never ends because of one. */
export function createServer(gateway: Gateway, control: Control): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    routerOptions: { maxParamLength: 250 },
  });
  app.setErrorHandler((error, _request, reply) => answerError(error, reply));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 'not-found', message: 'there is nothing here' } }),
  );
  app.get('/health', async () => ({
    service: 'cartwright-test-payment-provider',
    dataDir: control.dataDir,
    pid: process.pid,
    secretFingerprint: fingerprint(control.secret),
    webhookUrl: control.webhookUrl(),
  }));
  app.get('/books', async () => readBooks(gateway));
  addChallengeRoutes(app, gateway);
  app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request) => {
      const given = request.headers.authorization ?? '';
      if (!timingSafeEqual(digest(given), digest(`Bearer ${control.secret}`)))
        throw new Refusal(401, 'not-allowed', 'the bearer is not the secret');
    });
    addAuthorisationRoutes(guarded, gateway);
    addMovementRoutes(guarded, gateway);
    addControlRoutes(guarded, control);
  });
  return app;
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply | undefined {
  if (error instanceof CutConnection) {
    reply.hijack();
    reply.raw.socket?.destroy();
    return undefined;
  }
  if (error instanceof Refusal)
    return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
  if (error instanceof Overloaded)
    return reply.code(503).send({ error: { code: 'overloaded', message: error.message } });
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  if (status >= 500) process.stderr.write(`${JSON.stringify({ error: String(error) })}\n`);
  const message = status < 500 && error instanceof Error ? error.message : 'internal error';
  return reply
    .code(status)
    .send({ error: { code: status < 500 ? 'invalid-request' : 'internal-error', message } });
}

function addAuthorisationRoutes(app: FastifyInstance, gateway: Gateway): void {
  app.post<{
    Headers: { 'idempotency-key': string };
    Body: {
      amount: number;
      currency: string;
      reference: string;
      token: string;
      returnUrl?: string;
    };
  }>(
    '/v1/authorisations',
    {
      schema: {
        headers: keyHeader,
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['amount', 'currency', 'reference', 'token'],
          properties: {
            amount,
            currency: { type: 'string', pattern: '^[A-Z]{3}$' },
            reference: { type: 'string', minLength: 1, maxLength: 200 },
            token: { type: 'string', minLength: 1, maxLength: 200 },
            returnUrl: { type: 'string', maxLength: 2_000, pattern: '^https?://' },
          },
        },
      },
    },
    (request) =>
      authorise(gateway, {
        key: request.headers['idempotency-key'],
        amount: request.body.amount,
        currency: request.body.currency,
        reference: request.body.reference,
        token: request.body.token,
        returnUrl: request.body.returnUrl ?? null,
      }),
  );

  app.get<{ Querystring: { after?: string; changedFrom?: string; limit?: string } }>(
    '/v1/authorisations',
    {
      schema: {
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            after: { type: 'string', pattern: '^[0-9]{1,15}$' },
            changedFrom: { type: 'string', pattern: '^[0-9]{1,15}$' },
            limit: { type: 'string', pattern: '^([1-9][0-9]?|100)$' },
          },
        },
      },
    },
    async (request) => {
      const limit = Number(request.query.limit ?? 100);
      const rows = findChanged(gateway.books, {
        after: Number(request.query.after ?? 0),
        from: Number(request.query.changedFrom ?? 0),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map((row) => present(gateway.books, row, gateway.publicUrl())),
        nextCursor: rows.length > limit && last !== undefined ? String(last.sequence) : null,
      };
    },
  );
}

function addMovementRoutes(app: FastifyInstance, gateway: Gateway): void {
  for (const kind of ['capture', 'refund'] as const) {
    app.post<{
      Params: { id: string };
      Headers: { 'idempotency-key': string };
      Body: { amount: number };
    }>(
      `/v1/authorisations/:id/${kind}s`,
      { schema: { params: idParams, headers: keyHeader, body: amountBody } },
      (request) =>
        move(gateway, {
          kind,
          authorisationId: request.params.id,
          key: request.headers['idempotency-key'],
          amount: request.body.amount,
        }),
    );
  }
  app.post<{ Params: { id: string } }>(
    '/v1/authorisations/:id/void',
    { schema: { params: idParams } },
    (request) => release(gateway, request.params.id),
  );
  app.get<{ Params: { key: string } }>(
    '/v1/keys/:key',
    { schema: { params: keyParams } },
    async (request) => {
      const row = findByKey(gateway.books, request.params.key);
      return row === undefined
        ? { seen: false, fenced: isFenced(gateway.books, request.params.key) }
        : { seen: true, authorisation: present(gateway.books, row, gateway.publicUrl()) };
    },
  );
  app.post<{ Params: { key: string } }>(
    '/v1/keys/:key/fence',
    { schema: { params: keyParams } },
    (request) => fence(gateway, request.params.key),
  );
}

function addControlRoutes(app: FastifyInstance, control: Control): void {
  app.post<{ Body: { url: string } }>(
    '/control/webhook-url',
    {
      schema: {
        body: {
          type: 'object',
          required: ['url'],
          properties: { url: { type: 'string', maxLength: 2_000, pattern: '^https?://' } },
        },
      },
    },
    async (request) => {
      control.setWebhookUrl(request.body.url);
      return { webhookUrl: control.webhookUrl() };
    },
  );
  app.post('/control/stop', async () => {
    setImmediate(control.stop);
    return { stopping: true };
  });
}

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
