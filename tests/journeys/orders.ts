import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import {
  type CheckoutAnswer,
  checkout,
  decidedAttempt,
  shippingOptionOf,
  staffOf,
} from './fixtures.ts';

export type BoughtOrder = NonNullable<CheckoutAnswer['order']>;

/** Checks a cart out, waits for its decision and answers the order. */
export async function buy(
  shop: TestShop,
  cartId: string,
  o: { email?: string; expectedTotal?: { amount: number; currency: string } } = {},
): Promise<BoughtOrder> {
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const answer = await checkout(shop, cartId, { ...o, shippingOptionId });
  const attemptId = answer.body.attempt?.id;
  const { body } = attemptId === undefined ? answer : await decidedAttempt(shop, attemptId, cartId);
  assert.ok(body.order, JSON.stringify(body));
  return body.order;
}

export async function orderAsStaff(shop: TestShop, id: string) {
  const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', {
    params: { path: { id } },
  });
  assert.ok(data, JSON.stringify(error));
  return data;
}

/** The one payment of an order, as our books tell it. */
export async function paymentOf(shop: TestShop, orderId: string) {
  // Payments learns of the order by its event, which takes up to a poll in the split shape.
  const items = await waitFor('payments to hear of the order', async () => {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/payments', {
      params: { query: { orderId } },
    });
    assert.ok(data, JSON.stringify(error));
    return data.items.length > 0 ? data.items : undefined;
  });
  assert.equal(items.length, 1);
  const [payment] = items;
  assert.ok(payment);
  return payment;
}

type LineQuantities = { lineId: string; quantity: number }[];

interface StaffAnswer {
  code?: string;
  fulfilment?: { id: string };
  refund?: { id: string; amount: { amount: number; currency: string } };
  refundable?: { amount: number; currency: string };
}

export const fulfil = (
  shop: TestShop,
  orderId: string,
  body: { lines?: LineQuantities },
  key = newIdempotencyKey(),
) => asStaff(shop, `/admin/orders/${orderId}/fulfilments`, body, key);

export const refund = (
  shop: TestShop,
  orderId: string,
  body: { amount?: { amount: number; currency: string }; lines?: LineQuantities; reason: string },
  key = newIdempotencyKey(),
) => asStaff(shop, `/admin/orders/${orderId}/refunds`, body, key);

/** Refusals as well as answers, so without the client that keeps them apart. */
async function asStaff(
  shop: TestShop,
  path: string,
  body: object,
  key: string,
): Promise<{ status: number; body: StaffAnswer }> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  const answer: StaffAnswer = await response.json();
  return { status: response.status, body: answer };
}
