import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  shippingOptionOf,
  shopperOf,
  staffOf,
} from '../journeys/fixtures.ts';

/** One checkout of two pieces of a variant of its own, and what became of it. */
export interface StoryIds {
  attemptId: string;
  tryId: string;
  variantId: string;
  /** Empty as long as there is no order. */
  orderId: string;
}

export interface StoryOptions {
  name: string;
  /** A code of its own, for ten per cent. */
  hasCode?: boolean;
  /** Waits for the shopper instead of being ordered. */
  isOpen?: boolean;
}

/** Sells two pieces of a new product, or leaves the checkout open at the payment. */
export async function tellStory(shop: TestShop, o: StoryOptions): Promise<StoryIds> {
  const product = await createProduct(shop, { title: o.name, stock: 10 });
  const [variantId = ''] = product.variantIds;
  const cartId = await createCart(shop, [{ variantId, quantity: 2 }]);
  if (o.hasCode === true) await applyCode(shop, cartId, o.name.toUpperCase());
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const token = o.isOpen === true ? 'challenge' : 'approve';
  const answer = await checkout(shop, cartId, { shippingOptionId, token });
  if (o.isOpen !== true) {
    assert.equal(answer.status, 201, JSON.stringify(answer));
    return { variantId, ...(await idsOfOrder(shop, answer.body.order?.id ?? '')) };
  }
  assert.equal(answer.status, 202, JSON.stringify(answer));
  const attemptId = answer.body.attempt?.id ?? '';
  const { data } = await staffOf(shop).GET('/api/v1/admin/checkouts', {
    params: { query: { limit: 100 } },
  });
  const attempt = data?.items.find(({ id }) => id === attemptId);
  assert.ok(attempt, 'the open attempt is listed');
  return { variantId, attemptId, tryId: attempt.paymentTryId, orderId: '' };
}

async function applyCode(shop: TestShop, cartId: string, code: string): Promise<void> {
  const promotion = await staffOf(shop).POST('/api/v1/admin/promotions', {
    body: { code, title: code, effect: { kind: 'percentage', basisPoints: 1_000 } },
  });
  assert.ok(promotion.data, JSON.stringify(promotion.error));
  const applied = await shopperOf(shop).PUT('/api/v1/carts/{cartId}/coupons/{code}', {
    params: { path: { cartId, code } },
  });
  assert.ok(applied.data, JSON.stringify(applied.error));
}

async function idsOfOrder(shop: TestShop, orderId: string) {
  const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', {
    params: { path: { id: orderId } },
  });
  assert.ok(data, JSON.stringify(error));
  return { orderId, attemptId: data.attemptId, tryId: data.paymentTryId };
}

/** Sends everything and waits until its money is taken. */
export async function fulfil(shop: TestShop, orderId: string): Promise<void> {
  const made = await staffOf(shop).POST('/api/v1/admin/orders/{id}/fulfilments', {
    params: { path: { id: orderId }, header: { 'idempotency-key': newIdempotencyKey() } },
    body: {},
  });
  assert.ok(made.data, JSON.stringify(made.error));
  await waitForPayment(shop, orderId, 'captured');
}

/** Gives five euros back and waits until they are. */
export async function refund(shop: TestShop, orderId: string): Promise<void> {
  const made = await staffOf(shop).POST('/api/v1/admin/orders/{id}/refunds', {
    params: { path: { id: orderId }, header: { 'idempotency-key': newIdempotencyKey() } },
    body: { amount: { amount: 500, currency: 'EUR' }, reason: 'scratched' },
  });
  assert.ok(made.data, JSON.stringify(made.error));
  await waitForPayment(shop, orderId, 'partly-refunded');
}

export async function cancel(shop: TestShop, orderId: string): Promise<void> {
  const made = await staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', {
    params: { path: { id: orderId }, header: { 'idempotency-key': newIdempotencyKey() } },
  });
  assert.ok(made.data, JSON.stringify(made.error));
  await waitForPayment(shop, orderId, 'voided');
}

async function waitForPayment(shop: TestShop, orderId: string, status: string): Promise<void> {
  await waitFor(
    `order ${orderId} to be ${status}`,
    async () => {
      const { data } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', {
        params: { path: { id: orderId } },
      });
      return data?.paymentStatus === status;
    },
    { timeoutMs: 30_000 },
  );
}
