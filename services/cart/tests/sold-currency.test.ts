import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Cart } from '../contract/index.ts';
import { guest, type OpenCarts, openCarts } from './open-carts.ts';

let carts: OpenCarts;
before(async () => {
  carts = await openCarts();
});
after(() => carts.database.close());

async function currencyOf({ id }: Cart): Promise<string | undefined> {
  const { rows } = await sql<{ currency: string }>`
    select currency
    from cart
    where id = ${id}
  `.execute(carts.db);
  return rows[0]?.currency;
}

test('a cart whose currency the shop gave up goes on in the one that staff made the default', async () => {
  const [variantId, other] = [carts.addVariant(), carts.addVariant()];
  const lines = [{ variantId, quantity: 2 }];
  const more = { lines: [{ variantId: other, quantity: 1 }] };
  const uses = [
    ({ id: cartId }: Cart) => carts.routes.getCart({ params: { cartId }, query: {} }, guest()),
    ({ id: cartId }: Cart) => carts.routes.addLines({ params: { cartId }, body: more }, guest()),
    ({ id: cartId }: Cart) =>
      carts.routes.applyCoupon({ params: { cartId, code: 'SAVE' } }, guest()),
    ({ id: cartId }: Cart) =>
      carts.routes.listShippingOptions({ params: { cartId }, query: {} }, guest()),
  ];
  for (const use of uses) {
    carts.range.currencies = new Set(['EUR']);
    const body = { currency: 'EUR', lines };
    const { body: cart } = await carts.routes.createCart({ body }, guest());
    carts.range.currencies = new Set(['CHF']);
    await use(cart);
    assert.equal(await currencyOf(cart), 'CHF');
  }
});

test('a cart that is made without a currency gets the one that staff made the default', async () => {
  carts.range.currencies = new Set(['CHF', 'EUR']);
  const { body: cart } = await carts.routes.createCart({ body: {} }, guest());
  assert.equal(await currencyOf(cart), 'CHF');
});
