import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { createTestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { insertOrders } from '../src/store/insert-orders.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { sampleOrder } from './sample-order.ts';

const database = await createTestDatabase<DB>('orders');
after(() => database.close());
const { db } = database;

const member = () => ({ attemptId: randomUUID(), ...sampleOrder() });

async function countLines(orderId: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::integer as count
    from order_line
    where order_id = ${orderId}
  `.execute(db);
  return found.rows[0]?.count ?? 0;
}

test('many attempts are placed in one statement, each once', async () => {
  const members = Array.from({ length: 50 }, member);
  const [first = member()] = members;
  const placed = await insertOrders(db, [...members, first]);
  assert.equal(placed.length, 50);
  assert.ok(placed.every((order) => order.isNew));
  assert.equal(new Set(placed.map((order) => order.number)).size, 50);
  for (const order of placed) {
    assert.match(order.number, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  }
  const [again] = await insertOrders(db, [first]);
  assert.equal(again?.isNew, false);
  assert.equal(await countLines(again?.orderId ?? ''), 2);
});

test('one attempt placed by twenty callers at the same moment is one order', async () => {
  const wanted = member();
  const placed = await Promise.all(Array.from({ length: 20 }, () => insertOrders(db, [wanted])));
  const orders = placed.flat();
  assert.equal(new Set(orders.map((order) => order.orderId)).size, 1);
  assert.equal(orders.filter((order) => order.isNew).length, 1);
  assert.equal(await countLines(orders[0]?.orderId ?? ''), 2);
});

test('batches that share attempts in another order do not wait for each other', async () => {
  const members = Array.from({ length: 20 }, member);
  const batches = [members, members.toReversed(), members.slice(5), members.toReversed()];
  const placed = (await Promise.all(batches.map((batch) => insertOrders(db, batch)))).flat();
  assert.equal(placed.filter((order) => order.isNew).length, 20);
});

test('a number that is taken is drawn again', async () => {
  // Instead of chance, a source that repeats itself.
  let draws = 0;
  const drawn = () => `AAAA-000${Math.trunc(draws++ / 3)}`;
  for (let count = 0; count < 3; count += 1) {
    const [order] = await insertOrders(db, [member()], drawn);
    assert.equal(order?.isNew, true);
    assert.equal(await countLines(order?.orderId ?? ''), 2);
  }
  const members = [member(), member(), member()];
  const placed = await insertOrders(db, members, drawn);
  assert.deepEqual(
    placed.map(({ attemptId, isNew }) => [attemptId, isNew]).toSorted(),
    members.map(({ attemptId }) => [attemptId, true]).toSorted(),
  );
});

test('a second order for one payment is refused', async () => {
  const first = member();
  await insertOrders(db, [first]);
  const second = { ...member(), paymentTryId: first.paymentTryId };
  await assert.rejects(() => insertOrders(db, [second]), /could not be placed/);
});
