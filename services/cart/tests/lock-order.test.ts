import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, untilSomeWait, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { onOrdersPlaced } from '../src/events/on-orders-placed.ts';
import { cartWritesIn } from '../src/store/cart-writes.ts';
import type { DB } from '../src/store/tables.generated.ts';

const database = await createTestDatabase<DB>('cart', { connectionsMax: 8 });
const { db } = database;
const writes = cartWritesIn(db);
after(() => database.close());

const oneLine = () => [{ variantId: randomUUID(), quantity: 1 }];
const add = (cartId: string) =>
  writes.addLines({ requestId: randomUUID(), cartId, lines: oneLine() });

/** Two carts that checkouts hold; the one with the later id was made first. */
async function twoHeld() {
  const tag = randomBytes(16).toString('hex');
  const attempts = tag.slice(0, 12);
  const later = { id: `b-${tag}`, attemptId: `00000000-0000-7000-8000-${attempts}` };
  const earlier = { id: `a-${tag}`, attemptId: `00000001-0000-7000-8000-${attempts}` };
  for (const { id, attemptId } of [later, earlier]) {
    await writes.create({ id, currency: 'EUR', lines: oneLine() });
    await writes.lockForCheckout({ cartId: id, attemptId });
  }
  return { earlier, later };
}

/** Whether nobody has locked the cart. */
const isFree = async (id: string): Promise<boolean> => {
  const { rows } = await sql`
    select
    from cart
    where id = ${id}
    for update skip locked
  `.execute(db);
  return rows.length > 0;
};

test('orders take their carts in the order in which changes of carts do', async () => {
  const { earlier, later } = await twoHeld();
  const orderIds = new Map([later, earlier].map(({ id }) => [id, randomUUID()]));
  const events = [later, earlier].map(({ id, attemptId }) => ({
    data: {
      orderId: orderIds.get(id) ?? '',
      attemptId,
      paymentTryId: randomUUID(),
      shopperId: null,
      currency: 'EUR',
      total: { amount: 1, currency: 'EUR' },
      lines: [],
    },
  }));
  const { promise: letGo, resolve: endChange } = Promise.withResolvers<void>();
  // A change that the orders wait for, and that they have to see.
  const changing = transaction(db, async (tx) => {
    await sql`
      update cart
      set version = version + 1
      where id = ${later.id}
    `.execute(tx);
    await letGo;
  });
  await waitFor('the change', async () => !(await isFree(later.id)));
  const ordering = transaction(db, (tx) => onOrdersPlaced(tx, events));
  await untilSomeWait(db);
  const isFirstTaken = !(await isFree(earlier.id));
  const adding = [add(earlier.id), add(later.id)];
  await untilSomeWait(db, 2);
  endChange();
  await Promise.all([changing, ordering]);
  const answers = await Promise.all(adding);
  assert.ok(isFirstTaken);
  assert.deepEqual(
    answers.map(({ outcome, order_id }) => [outcome, order_id]),
    [earlier, later].map(({ id }) => ['ordered', orderIds.get(id)]),
  );
  const { rows } = await sql<{ version: number }>`
    select version
    from cart
    where id = ${later.id}
  `.execute(db);
  assert.equal(rows[0]?.version, 2);
});
