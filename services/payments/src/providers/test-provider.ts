import { createHmac, timingSafeEqual } from 'node:crypto';
import { openOnce } from '@cartwright/http';
import { MoneySchema } from '@cartwright/money';
import { inSpan, spanAttributes, spanNames } from '@cartwright/telemetry';
import Type, { type Static } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Value } from 'typebox/value';
import type {
  LookUpAnswer,
  PaymentProvider,
  ProviderAnswer,
  ProviderPayment,
  WebhookReading,
} from '../domain/provider.ts';
import { createExchange, type Exchange, type HttpAnswer } from './exchange-json.ts';

/** Both ways: older is a replay, newer a clock that cannot be trusted. */
const SIGNATURE_AGE_MAX_MS = 300_000;
const ANSWER_BYTES_MAX = 1_048_576;

const nullableText = Type.Union([Type.String(), Type.Null()]);
const Payment = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  key: Type.String({ minLength: 1, maxLength: 200 }),
  amount: MoneySchema,
  status: Type.Union([
    Type.Literal('authorised'),
    Type.Literal('declined'),
    Type.Literal('action-required'),
    Type.Literal('pending'),
    Type.Literal('voided'),
  ]),
  reason: nullableText,
  action: Type.Union([Type.Object({ url: Type.String(), expiresAt: Type.String() }), Type.Null()]),
  captured: Type.Integer({ minimum: 0 }),
  refunded: Type.Integer({ minimum: 0 }),
  captures: Type.Array(Type.Object({ key: Type.String() })),
  refunds: Type.Array(Type.Object({ key: Type.String() })),
});
const Listing = Type.Object({ items: Type.Array(Payment), nextCursor: nullableText });
const Seen = Type.Object({ authorisation: Payment });
const Refused = Type.Object({ error: Type.Object({ code: Type.String() }) });
const Webhook = Type.Object({ type: Type.String(), data: Payment });

let compiled: Validator<Record<never, never>, typeof Payment> | undefined;

/** The one check that every order needs; compiled by the first. */
function isPayment(body: unknown): body is Static<typeof Payment> {
  compiled ??= Compile(Payment);
  return compiled.Check(body);
}

const asPayment = (payment: Static<typeof Payment>): ProviderPayment => ({
  key: payment.key,
  paymentId: payment.id,
  status: payment.status,
  reason: payment.reason,
  action: payment.action,
  amount: payment.amount,
  capturedMinor: payment.captured,
  refundedMinor: payment.refunded,
  captureKeys: payment.captures.map(({ key }) => key),
  refundKeys: payment.refunds.map(({ key }) => key),
});

type Call = (order: Exchange) => Promise<HttpAnswer | undefined>;

/** The adapter of the test payment method: HTTP to a process with books of its own. */
export function createTestProvider(o: {
  url: string;
  secret: string;
  timeoutMs: number;
}): PaymentProvider {
  const connections = openOnce(() => openConnections(o));
  const call = createCall({ ...o, connections: connections.get });
  const keyPath = (key: string) => `/v1/keys/${encodeURIComponent(key)}`;
  const paymentPath = (id: string) => `/v1/authorisations/${encodeURIComponent(id)}`;
  const move = async (path: string, key: string, amountMinor: number) =>
    readAnswer(await call({ method: 'POST', path, key, body: { amount: amountMinor } }));
  return {
    name: 'test',
    title: 'Test payment (no real money)',
    authorise: async (order) =>
      readAnswer(
        await call({
          method: 'POST',
          path: '/v1/authorisations',
          key: order.key,
          timeoutMs: order.timeoutMs,
          body: {
            amount: order.amount.amount,
            currency: order.amount.currency,
            reference: order.reference,
            token: order.token,
            returnUrl: order.returnUrl,
          },
        }),
      ),
    capture: ({ paymentId, key, amount }) =>
      move(`${paymentPath(paymentId)}/captures`, key, amount.amount),
    refund: ({ paymentId, key, amount }) =>
      move(`${paymentPath(paymentId)}/refunds`, key, amount.amount),
    release: async ({ paymentId }) =>
      readAnswer(await call({ method: 'POST', path: `${paymentPath(paymentId)}/void` })),
    lookUp: async (key) =>
      readLookUp(await call({ method: 'GET', path: keyPath(key) }), (body) =>
        Value.Check(Type.Object({ seen: Type.Literal(false) }), body),
      ),
    fence: async (key) =>
      readLookUp(await call({ method: 'POST', path: `${keyPath(key)}/fence` }), (body) =>
        Value.Check(Type.Object({ fenced: Type.Literal(true) }), body),
      ),
    async list({ changedFrom, cursor }) {
      const query = new URLSearchParams({
        changedFrom: String(changedFrom.getTime()),
        limit: '100',
        ...(cursor === null ? {} : { after: cursor }),
      });
      const answer = await call({ method: 'GET', path: `/v1/authorisations?${query}` });
      if (answer?.status !== 200 || !Value.Check(Listing, answer.body))
        throw new Error('the test payment provider did not list its payments');
      return {
        items: answer.body.items.map(asPayment),
        nextCursor: answer.body.nextCursor,
      };
    },
    readWebhook: (webhook) => readWebhook({ ...webhook, secret: o.secret }),
    close: () => connections.close((pool) => pool.destroy()),
  };
}

/** Loaded by the first payment. */
async function openConnections({ url, timeoutMs }: { url: string; timeoutMs: number }) {
  const { Pool } = await import('undici');
  return new Pool(url, { connections: 64, connect: { timeout: Math.min(timeoutMs, 3_000) } });
}

function createCall(o: {
  secret: string;
  timeoutMs: number;
  connections: () => ReturnType<typeof openConnections>;
}): Call {
  const exchange = createExchange({ bearer: o.secret, bytesMax: ANSWER_BYTES_MAX });
  const send: Call = async (order) => {
    try {
      return await exchange(await o.connections(), { timeoutMs: o.timeoutMs, ...order });
    } catch {
      // Refused, cut, timed out or not JSON: what the provider did is unknown in all of them.
      return undefined;
    }
  };
  return (order) =>
    inSpan(
      spanNames.askProvider,
      { [spanAttributes.httpMethod]: order.method },
      async (span) => {
        const answer = await send(order);
        if (answer !== undefined) span?.setAttribute(spanAttributes.httpStatus, answer.status);
        return answer;
      },
      { kind: 'client' },
    );
}

function readAnswer(answer: HttpAnswer | undefined): ProviderAnswer {
  if (answer?.status === 200 && isPayment(answer.body))
    return { kind: 'payment', payment: asPayment(answer.body) };
  // Only these say that nothing was done; a 401, 429 or 5xx says nothing about the payment.
  const isRefusal = answer !== undefined && [400, 404, 409].includes(answer.status);
  if (isRefusal && Value.Check(Refused, answer.body))
    return { kind: 'refused', reason: answer.body.error.code };
  return { kind: 'no-answer' };
}

function readLookUp(
  answer: HttpAnswer | undefined,
  isNotSeen: (body: unknown) => boolean,
): LookUpAnswer {
  if (answer?.status !== 200) return { kind: 'no-answer' };
  if (Value.Check(Seen, answer.body))
    return { kind: 'payment', payment: asPayment(answer.body.authorisation) };
  return isNotSeen(answer.body) ? { kind: 'not-seen' } : { kind: 'no-answer' };
}

function readWebhook(o: {
  rawBody: string;
  headers: Readonly<Record<string, string>>;
  nowMs: number;
  secret: string;
}): WebhookReading {
  const signature = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(
    o.headers['test-provider-signature'] ?? '',
  );
  const [, seconds, mac] = signature ?? [];
  if (seconds === undefined || mac === undefined) return { kind: 'signature-wrong' };
  const expected = createHmac('sha256', o.secret).update(`${seconds}.${o.rawBody}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(mac, 'hex'))) return { kind: 'signature-wrong' };
  if (Math.abs(o.nowMs - Number(seconds) * 1_000) > SIGNATURE_AGE_MAX_MS) return { kind: 'stale' };
  let body: unknown;
  try {
    body = JSON.parse(o.rawBody);
  } catch {
    // The signature was right, so the provider itself sent something that is not JSON.
    return { kind: 'malformed' };
  }
  if (!Value.Check(Webhook, body)) return { kind: 'malformed' };
  return { kind: 'payment', payment: asPayment(body.data) };
}
