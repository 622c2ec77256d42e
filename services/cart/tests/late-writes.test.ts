import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { guest, type OpenCarts, openCarts } from './open-carts.ts';

let carts: OpenCarts;
before(async () => {
  carts = await openCarts();
});
after(() => carts.database.close());

/** All carts with what they hold. */
async function stored(): Promise<unknown[]> {
  const { rows } = await sql`
    select cart.id, cart.status, cart_line.quantity
    from cart
    left join cart_line on cart_line.cart_id = cart.id
    order by cart.id
  `.execute(carts.db);
  return rows;
}

test('a write that comes to its turn after its time is refused and leaves no trace', async () => {
  const lines = [{ variantId: carts.addVariant(), quantity: 1 }];
  const { routes } = carts;
  const cart = (await routes.createCart({ body: { lines } }, guest())).body;
  const before = await stored();
  const params = { cartId: cart.id };
  const late = guest({ deadline: Date.now() - 1 });
  const refusal = { code: 'unavailable' };
  await assert.rejects(async () => routes.createCart({ body: { lines } }, late), refusal);
  await assert.rejects(async () => routes.addLines({ params, body: { lines } }, late), refusal);
  const body = { attemptId: randomUUID() };
  await assert.rejects(async () => routes.lockForCheckout({ params, body }, late), refusal);
  assert.deepEqual(await stored(), before);
});
