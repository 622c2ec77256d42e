import { type Handlers, readIdCursor } from '@cartwright/contract';
import type { paymentsContract } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { getReconciliation } from '../queries/get-reconciliation.ts';
import { listPayments } from '../queries/list-payments.ts';
import { authorise } from '../use-cases/authorise.ts';
import { getTry } from '../use-cases/get-try.ts';
import { intend } from '../use-cases/intend.ts';
import { moveMoney } from '../use-cases/move-money.ts';
import { receiveWebhook } from '../use-cases/receive-webhook.ts';
import { startReconciliation } from '../use-cases/start-reconciliation.ts';
import { voidPayment, voidTry } from '../use-cases/void-try.ts';
import { verifyHandlers } from './verify-handlers.ts';

const PAGE_DEFAULT = 24;

/** Contract to use case, nothing else. */
export const handlers = (parts: PaymentsParts): Handlers<typeof paymentsContract> => ({
  ...verifyHandlers(parts),
  intend: async ({ params, body }, { deadline }) => {
    await intend(parts, { tryId: params.tryId, body }, deadline);
    return { status: 200, body: {} };
  },
  authorise: async ({ params, body }, context) => ({
    status: 200,
    body: await authorise(parts, { tryId: params.tryId, body }, context),
  }),
  getTry: async ({ params, query }) => ({
    status: 200,
    body: await getTry(parts, { tryId: params.tryId, isRefreshed: query.refresh ?? false }),
  }),
  voidTry: async ({ params }) => ({ status: 200, body: await voidTry(parts, params.tryId) }),
  voidPayment: async ({ params }) => ({
    status: 200,
    body: await voidPayment(parts, params.tryId),
  }),
  capture: async ({ params, body }) => {
    const { tryId, amount } = body;
    const { status, reason } = await moveMoney(parts, {
      id: params.captureId,
      kind: 'capture',
      tryId,
      amount,
    });
    return { status: 200, body: { status: names.capture[status], reason } };
  },
  refund: async ({ params, body }) => {
    const { tryId, amount } = body;
    const { status, reason } = await moveMoney(parts, {
      id: params.refundId,
      kind: 'refund',
      tryId,
      amount,
    });
    return { status: 200, body: { status: names.refund[status], reason } };
  },
  receiveWebhook: async ({ params, rawBody, headers }) => {
    await receiveWebhook(parts, { provider: params.provider, rawBody, headers });
    return { status: 200, body: { received: true } };
  },
  listPaymentMethods: async () => ({
    status: 200,
    body: {
      items: [...parts.providers].map(([method, { title }]) => ({ method, title })),
    },
  }),
  listPayments: async ({ query }) => ({
    status: 200,
    body: await listPayments(parts.db, {
      orderId: query.orderId ?? null,
      attemptId: query.attemptId ?? null,
      limit: query.limit ?? PAGE_DEFAULT,
      before: readIdCursor(query.cursor),
    }),
  }),
  getReconciliation: async ({ query }) => ({
    status: 200,
    body: await getReconciliation(parts.db, {
      limit: query.limit ?? PAGE_DEFAULT,
      after: readIdCursor(query.cursor),
    }),
  }),
  startReconciliation: async (_input, context) => ({
    status: 202,
    body: await startReconciliation(parts, context.actor),
  }),
});

const names = {
  capture: { requested: 'pending', done: 'captured', failed: 'failed' },
  refund: { requested: 'pending', done: 'refunded', failed: 'failed' },
} as const;
