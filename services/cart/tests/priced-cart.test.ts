import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { catalog } from '@cartwright/catalog';
import { catalogContract } from '@cartwright/catalog/contract';
import { inventory } from '@cartwright/inventory';
import { inventoryContract } from '@cartwright/inventory/contract';
import { pricing } from '@cartwright/pricing';
import { pricingContract } from '@cartwright/pricing/contract';
import { asAnyone, asStaff, startServices, type TestServices } from '@cartwright/testing';
import { cartContract } from '../contract/index.ts';
import { cart } from '../src/service.ts';

let shop: TestServices;
before(async () => {
  shop = await startServices([catalog, pricing, inventory, cart]);
  await openForBusiness();
});
after(() => shop.stop());

async function openForBusiness(): Promise<void> {
  const staff = shop.client(pricingContract);
  await staff.setStore(
    {
      body: {
        currencies: [{ code: 'EUR', pricesIncludeTax: true }],
        defaultCurrency: 'EUR',
        homeCountry: 'DE',
      },
    },
    asStaff(),
  );
  const rates = [{ country: 'DE', category: 'standard', rateBasisPoints: 1900 }];
  await staff.setTaxRates({ body: { rates } }, asStaff());
}

/** A published product with one variant, priced and counted. */
async function sell(amount: number, onHand: number): Promise<string> {
  const made = await shop.client(catalogContract).createProduct(
    {
      body: {
        title: `O'Brien <b>shoe</b> ${randomUUID()}`,
        status: 'published',
        options: [{ name: 'Size', values: ['42'] }],
        variants: [{ options: { Size: '42' } }],
      },
    },
    asStaff(),
  );
  const variantId = made.body.variants[0]?.id ?? '';
  const price = { amount, currency: 'EUR' };
  const prices = [{ variantId, price }];
  await shop.client(pricingContract).setPrices({ body: { prices } }, asStaff());
  await shop
    .client(inventoryContract)
    .adjustStock(
      { body: { variantId, onHand, reason: 'first count' } },
      asStaff({ idempotencyKey: randomUUID() }),
    );
  return variantId;
}

test('a cart is described, priced and checked for stock by its neighbours', async () => {
  const carts = shop.client(cartContract);
  const variantId = await sell(11_900, 3);
  const body = { lines: [{ variantId, quantity: 2 }] };
  const made = await carts.createCart({ body }, asAnyone());
  assert.equal(made.status, 201);
  const [line] = made.body.lines;
  assert.match(line?.title ?? '', /^O'Brien <b>shoe<\/b>/);
  assert.deepEqual(line?.availability, { available: true, left: 3, message: 'Only 3 left' });
  assert.equal(line?.problem, null);
  assert.deepEqual(made.body.totals.total, { amount: 23_800, currency: 'EUR' });
  assert.deepEqual(made.body.totals.taxTotal, { amount: 3_800, currency: 'EUR' });
  const params = { cartId: made.body.id };
  const answers = await Promise.all(
    [1, 2].map(() => carts.getCart({ params, query: { country: 'DE' } }, asAnyone())),
  );
  assert.deepEqual(answers[0], answers[1]);
  const other = { currency: 'JPY' };
  await assert.rejects(carts.createCart({ body: other }, asAnyone()), { code: 'invalid-input' });
  const code = 'NO-SUCH-CODE';
  await assert.rejects(carts.applyCoupon({ params: { ...params, code } }, asAnyone()), {
    code: 'coupon-not-valid',
    data: { code, reason: 'unknown' },
  });
});
