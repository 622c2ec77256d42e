import { randomUUID } from 'node:crypto';
import { asAnyone, asStaff, startServices } from '@cartwright/testing';
import { ordersContract } from '../contract/index.ts';
import type { PlaceOrder } from '../contract/shapes.ts';
import { orders } from '../src/service.ts';
import { fakeAccounts, fakePayments } from './fake-neighbours.ts';
import { sampleOrder } from './sample-order.ts';

/** Orders on a real database, beside pretended payments and accounts. */
export async function startOrders(env: Readonly<Record<string, string>> = {}) {
  const shoppers = new Map<string, { email: string; emailVerified: boolean }>();
  const { payments, service } = fakePayments();
  const shop = await startServices([service, fakeAccounts(shoppers), orders], { env });
  const api = shop.client(ordersContract);
  const asVerify = shop.client(ordersContract, 'verify');
  const asCheckout = shop.client(ordersContract, 'checkout');
  return {
    shop,
    api,
    asCheckout,
    payments,
    shoppers,
    /** Whether `verify` is told that a closed order's payment should have been released by now. */
    isReleaseOverdue: async (attemptId: string) => {
      const body = { after: null, limit: 1, only: [attemptId] };
      const page = await asVerify.verifyOrders({ body }, asAnyone());
      return page.body.items[0]?.isReleaseOverdue;
    },
    asNotifications: shop.client(ordersContract, 'notifications'),
    place: async (given: Partial<PlaceOrder> = {}, attemptId: string = randomUUID()) => {
      const input = { params: { attemptId }, body: sampleOrder(given) };
      return (await asCheckout.place(input, asAnyone())).body.order;
    },
    fulfil: (id: string, lines?: { lineId: string; quantity: number }[], key = randomUUID()) =>
      api.createFulfilment(
        { params: { id }, body: lines === undefined ? {} : { lines } },
        asStaff({ idempotencyKey: key }),
      ),
    refund: (
      id: string,
      body: {
        amount?: { amount: number; currency: string };
        lines?: { lineId: string; quantity: number }[];
      },
      key = randomUUID(),
    ) =>
      api.createRefund(
        { params: { id }, body: { reason: 'broken', ...body } },
        asStaff({ idempotencyKey: key }),
      ),
    cancelAsStaff: (id: string) =>
      api.cancelOrderAsStaff({ params: { id } }, asStaff({ idempotencyKey: randomUUID() })),
    retryCapture: (id: string, fulfilmentId: string, key = randomUUID()) =>
      api.retryCapture({ params: { id, fulfilmentId } }, asStaff({ idempotencyKey: key })),
    see: async (id: string) => (await api.getOrderForStaff({ params: { id } }, asStaff())).body,
  };
}

export const sumOf = (amounts: Iterable<{ amount: number }>): number =>
  [...amounts].reduce((sum, { amount }) => sum + amount, 0);
