import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitFor } from '@cartwright/testing';
import { checkout, createCart, createProduct, stockOf } from '../journeys/fixtures.ts';
import { startSharedShops } from './shared-database.ts';
import { underLoad } from './under-load.ts';

const shoppers = 300;
const pairs = 100;

test(`two servers on one database sell ${pairs} pairs to ${shoppers} shoppers, and not one more`, async () => {
  const fault = await startSharedShops([{}, {}]);
  try {
    await underLoad(fault, { size: 8 }, async () => {
      const { shops, market } = fault;
      const { variantIds } = await createProduct(shops[0], { title: 'Drop', stock: pairs });
      const [variantId = ''] = variantIds;
      market.supplied.set(variantId, pairs);
      const carts = await Promise.all(
        Array.from({ length: shoppers }, () => createCart(shops[0], [{ variantId, quantity: 1 }])),
      );
      const { shippingOptionId } = market;
      // Each cart goes to one server, and one in three to both at once under one key.
      const answers = await Promise.all(
        carts.flatMap((cart, index) =>
          shops
            .filter((_, place) => index % 3 === 0 || index % shops.length === place)
            .map(async (shop) => ({
              cart,
              ...(await checkout(shop, cart, {
                shippingOptionId,
                key: cart,
                email: `drop-${index}@example.com`,
              })),
            })),
        ),
      );
      const placed = answers.filter(({ status }) => status === 201);
      const orders = new Set(placed.map(({ body }) => body.order?.id));
      assert.equal(orders.size, pairs);
      assert.equal(new Set(placed.map(({ cart }) => cart)).size, pairs);
      for (const { status, body } of answers)
        if (status !== 201) assert.equal(body.code, 'out-of-stock', JSON.stringify(body));
      await waitFor('reservations to become allocations', async () => {
        const { reserved } = await stockOf(shops[1] ?? shops[0], variantId);
        return reserved === 0;
      });
      assert.deepEqual(await stockOf(shops[0], variantId), {
        onHand: pairs,
        reserved: 0,
        allocated: pairs,
        available: 0,
      });
    });
  } finally {
    await fault.stop();
  }
});
