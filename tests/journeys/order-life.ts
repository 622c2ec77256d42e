import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import { browse } from './browse.ts';
import { createCart, createProduct, shopperOf, staffOf, stockOf } from './fixtures.ts';
import { linkIn, mailTo } from './mailbox.ts';
import { type BoughtOrder, buy, fulfil, orderAsStaff, paymentOf, refund } from './orders.ts';
import { providerBooks } from './provider-books.ts';

/** The client of whoever holds an order's access token. */
const holderOf = (shop: TestShop, token: string) =>
  createClient({ baseUrl: shop.url, headers: { authorization: `Bearer ${token}` } });

const bookedFor = async (shop: TestShop, tryId: string) =>
  (await providerBooks(shop)).find(({ key }) => key === tryId);

/** A guest's order from the cart to the last refund. */
export function orderLife(theShop: () => TestShop): void {
  let bought: BoughtOrder;
  let tryId: string;
  let lineIds: string[];
  let shoes: string;
  let socks: string;

  test('a guest buys with a code', async () => {
    const shop = theShop();
    [shoes = ''] = (await createProduct(shop, { title: 'Shoes', stock: 10 })).variantIds;
    [socks = ''] = (
      await createProduct(shop, { title: 'Socks', stock: 10, amount: 3000 })
    ).variantIds;
    const made = await staffOf(shop).POST('/api/v1/admin/promotions', {
      body: { code: 'TENTH', title: 'A tenth', effect: { kind: 'percentage', basisPoints: 1000 } },
    });
    assert.ok(made.data, JSON.stringify(made.error));
    const cartId = await createCart(shop, [
      { variantId: shoes, quantity: 2 },
      { variantId: socks, quantity: 1 },
    ]);
    const priced = await shopperOf(shop).PUT('/api/v1/carts/{cartId}/coupons/{code}', {
      params: { path: { cartId, code: 'TENTH' } },
    });
    assert.equal(priced.data?.totals.total.amount, 11_700);
    bought = await buy(shop, cartId, {
      email: 'guest@example.com',
      expectedTotal: { amount: 12_190, currency: 'EUR' },
    });
    assert.deepEqual(bought.totals.total, { amount: 12_190, currency: 'EUR' });
  });

  test('the order is shown for its token and for nothing else', async () => {
    const shop = theShop();
    const other = await buy(shop, await createCart(shop, [{ variantId: socks, quantity: 1 }]));
    const path = { params: { path: { id: bought.id } } };
    const seen = await holderOf(shop, bought.accessToken).GET('/api/v1/orders/{id}', path);
    assert.equal(seen.data?.number, bought.number);
    assert.equal(seen.data?.email, 'guest@example.com');
    assert.equal(seen.data?.shippingAddress.lastName, "O'Brien");
    assert.equal('accessToken' in (seen.data ?? {}), false);
    for (const client of [shopperOf(shop), holderOf(shop, other.accessToken)]) {
      const refused = await client.GET('/api/v1/orders/{id}', path);
      assert.equal(refused.response.status, 404);
      const cancelled = await client.POST('/api/v1/orders/{id}/cancel', {
        params: { ...path.params, header: { 'idempotency-key': newIdempotencyKey() } },
      });
      assert.equal(cancelled.response.status, 404);
    }
  });

  test('the confirmation mail tells the total and leads to the order', async () => {
    const shop = theShop();
    const mail = await mailTo(shop, 'guest@example.com', new RegExp(bought.number));
    assert.match(mail, /121\.90/);
    const link = linkIn(mail, `/orders/${bought.id}`);
    assert.ok(link.startsWith(shop.url), link);
    const page = await browse(link);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(bought.number));
  });

  test('staff fulfil a part, then the rest, and what is captured adds up', async () => {
    const shop = theShop();
    const placed = await orderAsStaff(shop, bought.id);
    tryId = placed.paymentTryId;
    lineIds = [shoes, socks].map(
      (variantId) => placed.lines.find((line) => line.variantId === variantId)?.lineId ?? '',
    );
    const part = { lines: [{ lineId: lineIds[0] ?? '', quantity: 1 }] };
    const first = await fulfil(shop, bought.id, part, 'parcel-1');
    assert.equal(first.status, 201, JSON.stringify(first.body));
    const again = await fulfil(shop, bought.id, part, 'parcel-1');
    assert.equal(again.body.fulfilment?.id, first.body.fulfilment?.id);
    const otherBody = await fulfil(shop, bought.id, {}, 'parcel-1');
    assert.equal(otherBody.body.code, 'idempotency-key-reused');
    const tooMany = { lines: [{ lineId: lineIds[0] ?? '', quantity: 2 }] };
    assert.equal((await fulfil(shop, bought.id, tooMany)).body.code, 'cannot-fulfil');
    assert.equal((await orderAsStaff(shop, bought.id)).status, 'partly-fulfilled');
    assert.equal((await fulfil(shop, bought.id, {})).status, 201);
    const done = await waitFor('everything to be captured', async () => {
      const order = await orderAsStaff(shop, bought.id);
      return order.paymentStatus === 'captured' ? order : undefined;
    });
    assert.equal(done.status, 'fulfilled');
    assert.equal(done.captured.amount, 12_190);
    const sum = done.fulfilments.reduce((total, one) => total + one.captureAmount.amount, 0);
    assert.equal(sum, 12_190);
    assert.equal((await paymentOf(shop, bought.id)).captured.amount, 12_190);
    assert.equal((await bookedFor(shop, tryId))?.captured, 12_190);
    const stock = await waitFor('the goods to leave the shelf', async () => {
      const now = await stockOf(shop, shoes);
      return now.allocated + now.reserved === 0 ? now : undefined;
    });
    assert.deepEqual(stock, { onHand: 8, reserved: 0, allocated: 0, available: 8 });
    await mailTo(shop, 'guest@example.com', /way|sent|shipped/i);
  });

  test('staff give back a part, never more than was captured, and once for one key', async () => {
    const shop = theShop();
    const amount = { amount: 1_000, currency: 'EUR' };
    const asked = await refund(shop, bought.id, { amount, reason: 'scratched' }, 'refund-1');
    assert.equal(asked.status, 201, JSON.stringify(asked.body));
    const again = await refund(shop, bought.id, { amount, reason: 'scratched' }, 'refund-1');
    assert.equal(again.body.refund?.id, asked.body.refund?.id);
    const lines = [{ lineId: lineIds[1] ?? '', quantity: 1 }];
    const socksBack = await refund(shop, bought.id, { lines, reason: 'returned' });
    assert.equal(socksBack.body.refund?.amount.amount, 2_700);
    const twice = await refund(shop, bought.id, { lines, reason: 'returned' });
    assert.equal(twice.body.code, 'refund-too-large');
    const tooMuch = { amount: { amount: 8_491, currency: 'EUR' }, reason: 'all of it' };
    const refused = await refund(shop, bought.id, tooMuch);
    assert.equal(refused.body.code, 'refund-too-large');
    assert.deepEqual(refused.body.refundable, { amount: 8_490, currency: 'EUR' });
    await waitFor('the refunds to be made', async () => {
      const { refunds } = await orderAsStaff(shop, bought.id);
      return refunds.length === 2 && refunds.every(({ status }) => status === 'refunded');
    });
    assert.equal((await orderAsStaff(shop, bought.id)).paymentStatus, 'partly-refunded');
    assert.equal((await paymentOf(shop, bought.id)).refunded.amount, 3_700);
    assert.equal((await bookedFor(shop, tryId))?.refunded, 3_700);
    await mailTo(shop, 'guest@example.com', /refund/i);
  });

  test('a fulfilled order can no longer be cancelled', async () => {
    const shop = theShop();
    const header = { 'idempotency-key': newIdempotencyKey() };
    const params = { path: { id: bought.id }, header };
    const holder = holderOf(shop, bought.accessToken);
    const byGuest = await holder.POST('/api/v1/orders/{id}/cancel', { params });
    assert.equal(byGuest.response.status, 409);
    assert.equal(byGuest.error?.code, 'cannot-cancel');
    const byStaff = await staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', { params });
    assert.equal(byStaff.error?.code, 'cannot-cancel');
  });

  test('a cancelled order frees its stock and its payment', async () => {
    const shop = theShop();
    const email = 'second-thoughts@example.com';
    const before = await stockOf(shop, shoes);
    const cartId = await createCart(shop, [{ variantId: shoes, quantity: 3 }]);
    const order = await buy(shop, cartId, { email });
    await waitFor('the order to be allocated', async () => {
      const { allocated, reserved } = await stockOf(shop, shoes);
      return allocated === 3 && reserved === 0;
    });
    const cancel = (key: string) =>
      holderOf(shop, order.accessToken).POST('/api/v1/orders/{id}/cancel', {
        params: { path: { id: order.id }, header: { 'idempotency-key': key } },
      });
    const cancelled = await cancel('cancel-1');
    assert.equal(cancelled.data?.status, 'cancelled', JSON.stringify(cancelled.error));
    assert.equal((await cancel('cancel-1')).data?.status, 'cancelled');
    assert.equal((await cancel('cancel-2')).error?.code, 'cannot-cancel');
    assert.equal((await fulfil(shop, order.id, {})).status, 409);
    await waitFor('the stock to be free', async () => {
      const now = await stockOf(shop, shoes);
      return now.available === before.available && now.allocated === 0;
    });
    const { paymentTryId } = await orderAsStaff(shop, order.id);
    await waitFor(
      'the authorisation to be given back',
      async () => (await bookedFor(shop, paymentTryId))?.status === 'voided',
    );
    assert.equal((await paymentOf(shop, order.id)).captured.amount, 0);
    await mailTo(shop, email, /cancel/i);
  });

  test('the audit log tells who changed the order', async () => {
    const shop = theShop();
    const entries = await waitFor('the audit log to tell all', async () => {
      const log = await staffOf(shop).GET('/api/v1/admin/audit-log', {
        params: { query: { subject: bought.id } },
      });
      return log.data?.items.length === 4 ? log.data.items : undefined;
    });
    const actions = entries.map(({ action }) => action).reverse();
    assert.deepEqual(actions, [
      'order-fulfilled',
      'order-fulfilled',
      'order-refund-requested',
      'order-refund-requested',
    ]);
    for (const { actorKind, service } of entries)
      assert.deepEqual({ actorKind, service }, { actorKind: 'api-key', service: 'orders' });
  });

  test('the events tell it in order, without a name or an address', async () => {
    const shop = theShop();
    const told: string[] = [];
    let after: string | undefined;
    for (;;) {
      const { data, error } = await staffOf(shop).GET('/api/v1/admin/events', {
        params: { query: { service: 'orders', limit: 100, ...(after ? { after } : {}) } },
      });
      assert.ok(data, JSON.stringify(error));
      assert.doesNotMatch(JSON.stringify(data), /example\.com|O'Brien|Test Street/);
      for (const { type, subject } of data.items) if (subject === bought.id) told.push(type);
      if (data.nextCursor === null) break;
      after = data.nextCursor;
    }
    const steps = told.filter((type) => !type.endsWith('staff-acted.v1'));
    assert.deepEqual(steps.slice(0, 3), [
      'orders.order-placed.v1',
      'orders.fulfilment-created.v1',
      'orders.fulfilment-created.v1',
    ]);
    assert.equal(steps.filter((type) => type === 'orders.order-refunded.v1').length, 2);
  });

  test('our books and the provider’s agree, and staff see who asked', async () => {
    const shop = theShop();
    const asked = await staffOf(shop).POST('/api/v1/admin/payments/reconciliation');
    assert.equal(asked.response.status, 202, JSON.stringify(asked.error));
    const ended = await waitFor('the comparison to end', async () => {
      const { data } = await staffOf(shop).GET('/api/v1/admin/payments/reconciliation');
      return data?.lastRun?.status === 'finished' ? data : undefined;
    });
    assert.deepEqual(ended.items, []);
    await waitFor('the audit log to tell it', async () => {
      const log = await staffOf(shop).GET('/api/v1/admin/audit-log');
      return log.data?.items.some(({ action }) => action === 'reconciliation-started');
    });
  });
}
