import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import type { TestShop } from '@cartwright/testing';
import { asHeader, browse } from '../journeys/browse.ts';
import { createCart, shippingOptionOf, staffOf } from '../journeys/fixtures.ts';
import { linkIn, mailTo } from '../journeys/mailbox.ts';
import { fulfil } from '../journeys/orders.ts';
import { register, type SignedIn } from '../journeys/sign-in.ts';
import { markedAddress, markedEmail } from './traces.ts';

/** A shop with something to sell. */
export interface Stage {
  shop: TestShop;
  variantId: string;
}

interface Answer {
  status: number;
  order?: { id: string; accessToken: string };
  attempt?: { action?: { url: string } };
}

export async function submit(
  { shop, variantId }: Stage,
  token: string,
  o: { cookie?: string; email?: string } = {},
): Promise<Answer> {
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const response = await fetch(`${shop.url}/api/v1/carts/${cartId}/checkout`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': newIdempotencyKey(),
      ...(o.cookie === undefined ? {} : { cookie: o.cookie }),
    },
    body: JSON.stringify({
      email: o.email ?? markedEmail,
      shippingAddress: markedAddress,
      billingAddress: markedAddress,
      shippingOptionId: await shippingOptionOf(shop, cartId),
      payment: { method: 'test', token },
    }),
  });
  const body: Omit<Answer, 'status'> = await response.json();
  return { status: response.status, ...body };
}

export async function order(stage: Stage, o: { cookie?: string; email?: string } = {}) {
  const answer = await submit(stage, 'approve', o);
  assert.ok(answer.order, JSON.stringify(answer));
  return answer.order;
}

export async function cancel({ shop }: Stage, orderId: string): Promise<void> {
  const { response } = await staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', {
    params: { path: { id: orderId }, header: { 'idempotency-key': newIdempotencyKey() } },
  });
  assert.equal(response.status, 200);
}

/** Staff have done what each withdrawal from the order asks for. */
export async function handleWithdrawals({ shop }: Stage, orderId: string): Promise<void> {
  const staff = staffOf(shop);
  const { data } = await staff.GET('/api/v1/admin/orders/{id}', {
    params: { path: { id: orderId } },
  });
  assert.ok(data?.withdrawals.length, 'the order has a withdrawal');
  for (const { id: withdrawalId } of data.withdrawals) {
    const { response } = await staff.POST(
      '/api/v1/admin/orders/{id}/withdrawals/{withdrawalId}/handled',
      { params: { path: { id: orderId, withdrawalId } } },
    );
    assert.equal(response.status, 200);
  }
}

/** Registered, verified, with an address, a reset under way, and orders in every state. */
export async function livedIn(
  stage: Stage,
): Promise<{ ada: SignedIn; open: string; closed: string[] }> {
  const { shop } = stage;
  const email = markedEmail;
  const ada = await register(shop, email);
  const link = linkIn(await mailTo(shop, email, /address/i), '/api/auth/verify-email');
  assert.equal((await browse(link, new Map(ada.cookies))).status, 200);
  const saved = await ada.client.POST('/api/v1/me/addresses', { body: markedAddress });
  assert.ok(saved.data, JSON.stringify(saved.error));
  await ada.client.PATCH('/api/v1/me', { body: { name: 'Zmarkname' } });
  await fetch(`${shop.url}/api/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: shop.url },
    body: JSON.stringify({ email, redirectTo: '/reset-password' }),
  });
  await mailTo(shop, email, /password/i);
  const cookie = asHeader(ada.cookies);
  assert.equal((await submit(stage, 'decline', { cookie })).status, 402);
  // To somebody else's address, as for a present: found by who was signed in alone.
  assert.equal((await submit(stage, 'decline', { cookie, email: 'gift@example.com' })).status, 402);
  const own = await order(stage, { cookie });
  const asGuest = await order(stage, { email: email.toUpperCase() });
  const open = await order(stage, { cookie });
  for (const id of [own.id, open.id]) {
    const { response } = await ada.client.POST('/api/v1/orders/{id}/withdrawal', {
      params: { path: { id } },
      body: { name: 'Zmarkname', goods: 'sent to 1 Zmarkstreet' },
    });
    assert.equal(response.status, 200);
  }
  assert.equal((await fulfil(shop, own.id, {})).status, 201);
  await handleWithdrawals(stage, own.id);
  await cancel(stage, asGuest.id);
  await mailTo(shop, email, /on its way/i);
  await mailTo(shop, email, /withdrawal/i);
  return { ada, open: open.id, closed: [own.id, asGuest.id] };
}

/** What of the shopper stays until the open order is closed. */
export const keptForDelivery = [
  'orders.orders',
  'orders.withdrawal',
  'checkout.checkout_attempt',
  'notifications.mail',
];
