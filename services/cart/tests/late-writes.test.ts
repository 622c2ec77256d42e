import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { waitFor } from '@cartwright/testing';
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

test('who adds lines as the connection is lost is told that nobody knows the outcome', async () => {
  const lines = [{ variantId: carts.addVariant(), quantity: 1 }];
  const cart = (await carts.routes.createCart({ body: { lines } }, guest())).body;
  await transaction(carts.db, async (tx) => {
    await sql`
      select id
      from cart
      where id = ${cart.id}
      for update
    `.execute(tx);
    const adding = assert.rejects(
      async () => carts.routes.addLines({ params: { cartId: cart.id }, body: { lines } }, guest()),
      { code: 'outcome-unknown' },
    );
    await waitFor('its statement to be ended', async () => {
      const { rows } = await sql<{ isEnded: boolean }>`
        select pg_terminate_backend(pid) as "isEnded"
        from pg_stat_activity
        where datname = current_database()
          and wait_event_type = 'Lock'
          and query like '%add_lines_together%'
      `.execute(carts.db);
      return rows.length > 0;
    });
    await adding;
  });
});

test('a cart that somebody holds keeps no other cart waiting', async () => {
  const lines = [{ variantId: carts.addVariant(), quantity: 1 }];
  const make = async () => (await carts.routes.createCart({ body: { lines } }, guest())).body.id;
  const [forLines, forCheckout, another] = [await make(), await make(), await make()];
  const add = async (cartId: string) =>
    (await carts.routes.addLines({ params: { cartId }, body: { lines } }, guest())).body;
  const lock = async (cartId: string) => {
    const body = { attemptId: randomUUID() };
    return (await carts.routes.lockForCheckout({ params: { cartId }, body }, guest())).body;
  };
  let waiting: Promise<unknown> | undefined;
  await transaction(carts.db, async (tx) => {
    await sql`
      select id
      from cart
      where id in (${forLines}, ${forCheckout})
      order by id
      for update
    `.execute(tx);
    const startedMs = Date.now();
    waiting = Promise.all([add(forLines), lock(forCheckout)]);
    await add(another);
    await lock(another);
    assert.ok(Date.now() - startedMs < 3_000, `${Date.now() - startedMs} ms`);
  });
  await waiting;
});
