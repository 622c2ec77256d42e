import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import { staffOf, stockOf } from '../journeys/fixtures.ts';
import { type ProviderAuthorisation, providerBooks } from '../journeys/provider-books.ts';
import { cartOf, type Situation, submit } from './situation.ts';

/** Orders of one shopper, by the address that each situation has for itself. */
async function ordersOf(shop: TestShop, situation: Situation) {
  const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders', {
    params: { query: { q: situation.email, limit: 100 } },
  });
  assert.ok(data, JSON.stringify(error));
  return data.items;
}

/** An order, and nothing but the order: stock promised once, cart closed, one hold of money. */
export async function assertOrderedOnce(
  shop: TestShop,
  situation: Situation,
  orderId: string,
): Promise<void> {
  const orders = await ordersOf(shop, situation);
  assert.deepEqual(
    orders.map(({ id }) => id),
    [orderId],
  );
  await waitFor(`the reservation of ${situation.name} to become an allocation`, async () => {
    const stock = await stockOf(shop, situation.variantId);
    return stock.reserved === 0;
  });
  assert.deepEqual(await stockOf(shop, situation.variantId), {
    onHand: 1,
    reserved: 0,
    allocated: 1,
    available: 0,
  });
  await waitFor(
    `the cart of ${situation.name} to be closed`,
    async () => (await cartOf(shop, situation)).status === 'ordered',
  );
  const other = await submit(shop, situation, { key: newIdempotencyKey() });
  assert.equal(other?.body.code, 'cart-already-ordered', JSON.stringify(other));
  const holds = await waitFor('the payment to know its order', async () => {
    const payments = await paymentsOf(shop, { orderId });
    return payments.length > 0 ? payments : undefined;
  });
  assert.equal(holds.length, 1);
}

/** No order and nothing held: the same shopper can buy the same thing now. */
export async function assertNothingHeld(shop: TestShop, situation: Situation): Promise<void> {
  assert.deepEqual(await ordersOf(shop, situation), []);
  assert.deepEqual(await stockOf(shop, situation.variantId), {
    onHand: 1,
    reserved: 0,
    allocated: 0,
    available: 1,
  });
  assert.equal((await cartOf(shop, situation)).status, 'open');
}

export async function paymentsOf(shop: TestShop, query: { orderId?: string; attemptId?: string }) {
  const items = [];
  let cursor: string | null | undefined;
  do {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/payments', {
      params: { query: { ...query, limit: 100, ...(cursor ? { cursor } : {}) } },
    });
    assert.ok(data, JSON.stringify(error));
    items.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor);
  return items;
}

/** Waits until no attempt is open: every one is decided within a bounded time. */
export async function assertAllDecided(
  shop: TestShop,
  o: { timeoutMs?: number } = {},
): Promise<void> {
  await waitFor(
    'every checkout attempt to be decided',
    async () => {
      const { data, error } = await staffOf(shop).GET('/api/v1/admin/checkouts', {
        params: { query: { limit: 1 } },
      });
      assert.ok(data, JSON.stringify(error));
      return data.items.length === 0;
    },
    { timeoutMs: o.timeoutMs ?? 60_000 },
  );
}

/** Line by line, what both sides say of every payment that the provider has ever seen. */
export async function assertBooksAgree(shop: TestShop): Promise<ProviderAuthorisation[]> {
  const last = { ours: '', theirs: '' };
  const look = async () => {
    const theirs = await providerBooks(shop);
    const ours = new Map((await paymentsOf(shop, {})).map((payment) => [payment.tryId, payment]));
    last.theirs = theirs.map(lineOf).sort().join('\n');
    last.ours = [...ours.values()]
      // Payments that were never made are in our books only.
      .filter(({ paymentId }) => paymentId !== null)
      .map(({ tryId, status, amount, captured, refunded }) =>
        lineOf({
          key: tryId,
          status,
          amount: amount.amount,
          captured: captured.amount,
          refunded: refunded.amount,
        }),
      )
      .sort()
      .join('\n');
    return last.ours === last.theirs ? theirs : undefined;
  };
  try {
    return await waitFor('both books to agree', look, { timeoutMs: 30_000 });
  } catch {
    // The difference says more than the time that passed.
    assert.equal(last.ours, last.theirs);
    throw new Error('the books differed until the wait was over');
  }
}

const lineOf = (payment: ProviderAuthorisation): string =>
  `${payment.key} ${payment.status} ${payment.amount} ${payment.captured} ${payment.refunded}`;
