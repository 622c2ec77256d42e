import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRICE_AMOUNT_MAX } from '@cartwright/pricing/contract';
import { startTestShop } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  shopperOf,
} from './fixtures.ts';

/** Ten of them come to more minor units than a number holds exactly; nine do not. */
const dearest = { quantity: 999, amount: PRICE_AMOUNT_MAX };
const sizes = Array.from({ length: 10 }, (_, index) => String(index));

test('a cart whose sum is beyond counting is shown, not sold, and can be made smaller', async (t) => {
  const shop = await startTestShop();
  t.after(() => shop.stop());
  await openForBusiness(shop);
  const { variantIds } = await createProduct(shop, {
    ...dearest,
    title: 'Dear',
    stock: 999,
    sizes,
  });
  const lines = variantIds.map((variantId) => ({ variantId, quantity: dearest.quantity }));
  const cartId = await createCart(shop, lines.slice(1));
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const params = { path: { cartId } };

  const added = await shopperOf(shop).POST('/api/v1/carts/{cartId}/lines', {
    params,
    body: { lines: lines.slice(0, 1) },
  });
  assert.ok(added.data, JSON.stringify(added.error));
  assert.deepEqual([...new Set(added.data.lines.map(({ problem }) => problem))], ['no-price']);
  const shown = await shopperOf(shop).GET('/api/v1/carts/{cartId}', { params });
  assert.equal(shown.data?.lines.length, 10, JSON.stringify(shown.error));
  const refused = await checkout(shop, cartId, { shippingOptionId });
  assert.equal(refused.status, 422, JSON.stringify(refused.body));
  assert.equal(refused.body.code, 'lines-not-for-sale');

  const lineId = shown.data.lines[0]?.id ?? '';
  const smaller = await shopperOf(shop).DELETE('/api/v1/carts/{cartId}/lines/{lineId}', {
    params: { path: { cartId, lineId } },
  });
  assert.equal(smaller.data?.totals.total.amount, 9 * dearest.quantity * dearest.amount);
});
