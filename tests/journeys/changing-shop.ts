import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  setStock,
  shippingOptionOf,
  shopperOf,
  staffOf,
  stockOf,
} from './fixtures.ts';
import { buy } from './orders.ts';

const oneOf = async (shop: TestShop, title: string, stock: number) => {
  const { variantIds, productId } = await createProduct(shop, { title, stock });
  const [variantId = ''] = variantIds;
  return { variantId, productId };
};

/** The shop changes while people shop. */
export function changingShop(theShop: () => TestShop): void {
  test('a price that changes under a cart is told with the old and the new total', async () => {
    const shop = theShop();
    const { variantId } = await oneOf(shop, 'Dearer', 5);
    const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
    const shippingOptionId = await shippingOptionOf(shop, cartId);
    const expectedTotal = { amount: 5_490, currency: 'EUR' };
    const raised = await staffOf(shop).PUT('/api/v1/admin/prices', {
      body: { prices: [{ variantId, price: { amount: 6_000, currency: 'EUR' } }] },
    });
    assert.equal(raised.data?.changed, 1);
    const refused = await checkout(shop, cartId, { shippingOptionId, expectedTotal });
    assert.equal(refused.status, 409);
    assert.equal(refused.body.code, 'price-changed');
    assert.deepEqual(refused.body.oldTotal, expectedTotal);
    assert.deepEqual(refused.body.newTotal, { amount: 6_490, currency: 'EUR' });
    assert.equal((await stockOf(shop, variantId)).reserved, 0);
    const order = await buy(shop, cartId, { expectedTotal: { amount: 6_490, currency: 'EUR' } });
    assert.equal(order.totals.total.amount, 6_490);
  });

  test('a count below what is promised is taken, told, and sells nothing more', async () => {
    const shop = theShop();
    const { variantId } = await oneOf(shop, 'Miscounted', 5);
    await buy(shop, await createCart(shop, [{ variantId, quantity: 4 }]));
    await waitFor('the order to be allocated', async () => {
      const { allocated } = await stockOf(shop, variantId);
      return allocated === 4;
    });
    const late = await createCart(shop, [{ variantId, quantity: 1 }]);
    const shippingOptionId = await shippingOptionOf(shop, late);
    await setStock(shop, variantId, 3);
    const stock = await stockOf(shop, variantId);
    assert.deepEqual(stock, { onHand: 3, reserved: 0, allocated: 4, available: -1 });
    const refused = await checkout(shop, late, { shippingOptionId });
    assert.equal(refused.body.code, 'out-of-stock', JSON.stringify(refused.body));
    await waitFor('the event about it', async () => {
      const { data } = await staffOf(shop).GET('/api/v1/admin/events', {
        params: { query: { service: 'inventory', limit: 100 } },
      });
      return data?.items.some(({ type }) => type === 'inventory.oversold-by-count.v1');
    });
  });

  test('one adjustment with one key counts once, and its key fits no other', async () => {
    const shop = theShop();
    const { variantId } = await oneOf(shop, 'Adjusted', 5);
    const header = { 'idempotency-key': newIdempotencyKey() };
    const adjust = (delta: number) =>
      staffOf(shop).POST('/api/v1/admin/stock-adjustments', {
        params: { header },
        body: { variantId, delta, reason: 'found behind the shelf' },
      });
    const answers = await Promise.all([adjust(2), adjust(2), adjust(2)]);
    assert.equal(new Set(answers.map(({ data }) => data?.entry.id)).size, 1);
    assert.equal((await adjust(3)).error?.code, 'idempotency-key-reused');
    assert.equal((await stockOf(shop, variantId)).onHand, 7);
  });

  test('what is taken out of the shop can no longer be checked out', async () => {
    const shop = theShop();
    const { variantId, productId } = await oneOf(shop, 'Withdrawn', 5);
    const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
    const shippingOptionId = await shippingOptionOf(shop, cartId);
    const hidden = await staffOf(shop).PATCH('/api/v1/admin/products/{id}', {
      params: { path: { id: productId } },
      body: { status: 'draft' },
    });
    assert.ok(hidden.data, JSON.stringify(hidden.error));
    const { data } = await shopperOf(shop).GET('/api/v1/carts/{cartId}', {
      params: { path: { cartId } },
    });
    assert.equal(data?.lines[0]?.problem, 'not-for-sale');
    const refused = await checkout(shop, cartId, { shippingOptionId });
    assert.equal(refused.body.code, 'lines-not-for-sale', JSON.stringify(refused.body));
    assert.equal((await stockOf(shop, variantId)).available, 5);
  });

  test('a cart in another currency has its own prices and never mixes', async () => {
    const shop = theShop();
    const staff = staffOf(shop);
    const store = await staff.PUT('/api/v1/admin/store', {
      body: {
        currencies: [
          { code: 'EUR', pricesIncludeTax: true },
          { code: 'JPY', pricesIncludeTax: true },
        ],
        defaultCurrency: 'EUR',
        homeCountry: 'DE',
      },
    });
    assert.ok(store.data, JSON.stringify(store.error));
    const { variantId } = await oneOf(shop, 'Travelling', 5);
    const inYen = { body: { currency: 'JPY', lines: [{ variantId, quantity: 1 }] } };
    const unpriced = await shopperOf(shop).POST('/api/v1/carts', inYen);
    assert.equal(unpriced.data?.lines[0]?.problem ?? unpriced.error?.code, 'no-price');
    const priced = await staff.PUT('/api/v1/admin/prices', {
      body: { prices: [{ variantId, price: { amount: 8_000, currency: 'JPY' } }] },
    });
    assert.equal(priced.data?.changed, 1);
    const cart = await shopperOf(shop).POST('/api/v1/carts', inYen);
    assert.deepEqual(cart.data?.totals.total, { amount: 8_000, currency: 'JPY' });
    const euros = await createCart(shop, [{ variantId, quantity: 1 }]);
    const seen = await shopperOf(shop).GET('/api/v1/carts/{cartId}', {
      params: { path: { cartId: euros } },
    });
    assert.deepEqual(seen.data?.totals.total, { amount: 5_000, currency: 'EUR' });
  });
}
