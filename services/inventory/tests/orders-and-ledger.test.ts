import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Database, transaction } from '@cartwright/database';
import { type TestDatabase, untilSomeWait } from '@cartwright/testing';
import fc from 'fast-check';
import { sql } from 'kysely';
import { lockOrders } from '../src/events/lock-orders.ts';
import { onFulfilmentCreated } from '../src/events/on-fulfilment-created.ts';
import { onOrderCancelled } from '../src/events/on-order-cancelled.ts';
import { onOrdersPlaced } from '../src/events/on-orders-placed.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { expireHolds, releaseHold } from '../src/use-cases/end-hold.ts';
import {
  addStock,
  assertStockAgrees,
  confirm,
  letHoldsPass,
  openInventory,
  reserve,
  rules,
  stockOf,
  variantWith,
} from './stock-tools.ts';

interface Line {
  variantId: string;
  quantity: number;
}

let inventory: TestDatabase<DB>;
before(async () => {
  inventory = await openInventory();
});
after(() => inventory.close());

const placed = (attemptId: string, lines: Line[], orderId: string = randomUUID()) => ({
  orderId,
  attemptId,
  paymentTryId: randomUUID(),
  shopperId: null,
  currency: 'EUR',
  total: { amount: 1, currency: 'EUR' },
  lines,
});
const place = (db: Database<DB>, attemptId: string, lines: Line[], orderId = randomUUID()) =>
  transaction(db, (tx) => onOrdersPlaced(tx, [{ data: placed(attemptId, lines, orderId) }], rules));
const cancel = (db: Database<DB>, attemptId: string, lines: Line[]) =>
  transaction(db, (tx) => onOrderCancelled(tx, { orderId: randomUUID(), attemptId, lines }, rules));
const fulfil = (
  db: Database<DB>,
  attemptId: string,
  lines: Line[],
  fulfilmentId: string = randomUUID(),
) =>
  transaction(db, (tx) =>
    onFulfilmentCreated(tx, { orderId: randomUUID(), attemptId, fulfilmentId, lines }),
  );
const toldOversold = async (db: Database<DB>, stockItemId: string) => {
  const { rows } = await sql<{ data: { missingUnits: number } }>`
    select data
    from event
    where type = 'inventory.oversold-by-count.v1'
      and subject = ${stockItemId}
  `.execute(db);
  return rows.map((row) => row.data.missingUnits);
};

test('an order takes over its reservation once, and its goods leave once', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 10);
  const lines = [{ variantId, quantity: 3 }];
  const { attemptId } = await reserve(db, lines);
  await confirm(db, attemptId);
  assert.deepEqual(await place(db, attemptId, lines), { orderIdsWithoutHold: [] });
  await place(db, attemptId, lines);
  assert.deepEqual(await stockOf(db, variantId), {
    onHand: 10,
    reserved: 0,
    allocated: 3,
    available: 7,
  });
  const fulfilmentId = randomUUID();
  await fulfil(db, attemptId, [{ variantId, quantity: 2 }], fulfilmentId);
  await fulfil(db, attemptId, [{ variantId, quantity: 2 }], fulfilmentId);
  assert.deepEqual(await stockOf(db, variantId), {
    onHand: 8,
    reserved: 0,
    allocated: 1,
    available: 7,
  });
  assert.equal(await releaseHold(db, attemptId, rules), false);
  await cancel(db, attemptId, [{ variantId, quantity: 1 }]);
  await cancel(db, attemptId, [{ variantId, quantity: 1 }]);
  assert.deepEqual(await stockOf(db, variantId), {
    onHand: 8,
    reserved: 0,
    allocated: 0,
    available: 8,
  });
  await assertStockAgrees(db);
});

test('an order without its reservation is allocated, and what is missing is told', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 2);
  const lines = [{ variantId, quantity: 2 }];
  const expired = await reserve(db, lines);
  await letHoldsPass(db);
  await expireHolds(db, rules);
  await reserve(db, [{ variantId, quantity: 1 }]);
  const orderId = randomUUID();
  assert.deepEqual(await place(db, expired.attemptId, lines, orderId), {
    orderIdsWithoutHold: [orderId],
  });
  assert.equal((await stockOf(db, variantId)).allocated, 2);
  assert.deepEqual(await toldOversold(db, variantId), [1]);
  await assertStockAgrees(db);
});

test('an order of a variant that was never counted is allocated', async () => {
  const { db } = inventory;
  const variantId = randomUUID();
  await place(db, randomUUID(), [{ variantId, quantity: 2 }]);
  assert.equal((await stockOf(db, variantId)).available, -2);
  assert.deepEqual(await toldOversold(db, variantId), [2]);
});

test('goods that were not allocated cannot leave', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 5);
  const lines = [{ variantId, quantity: 1 }];
  const { attemptId } = await reserve(db, lines);
  await place(db, attemptId, lines);
  await assert.rejects(fulfil(db, attemptId, [{ variantId, quantity: 2 }]), /are allocated/);
  await assert.rejects(fulfil(db, randomUUID(), lines), /are allocated/);
  assert.equal((await stockOf(db, variantId)).onHand, 5);
});

test('a count below what is promised is kept and answers how much is missing', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 5);
  await reserve(db, [{ variantId, quantity: 4 }]);
  assert.equal(await addStock(db, { variantId, delta: -3 }), 2);
  assert.equal((await stockOf(db, variantId)).available, -2);
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('reserve' as const),
    first: fc.nat(2),
    second: fc.nat(2),
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constantFrom('confirm', 'release', 'place', 'cancel', 'fulfil'),
    which: fc.nat(30),
  }),
  fc.record({
    kind: fc.constant('adjust' as const),
    first: fc.nat(2),
    delta: fc.integer({ min: -3, max: 6 }),
  }),
  fc.record({ kind: fc.constant('expire' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface World {
  db: Database<DB>;
  variants: string[];
  attempts: { attemptId: string; lines: Line[] }[];
}

async function take(world: World, next: Step): Promise<void> {
  const { db, variants, attempts } = world;
  if ('delta' in next) {
    const variantId = variants[next.first] ?? '';
    const location = next.delta % 2 === 0 ? 'main' : 'second';
    await addStock(db, { variantId, delta: next.delta, location });
  } else if ('first' in next) {
    const lines = [next.first, next.second].map((index) => ({
      variantId: variants[index] ?? '',
      quantity: next.quantity,
    }));
    const { attemptId } = await reserve(db, lines);
    attempts.push({ attemptId, lines });
  } else if ('which' in next) {
    const attempt = attempts[next.which % Math.max(1, attempts.length)];
    if (attempt !== undefined) await actOn(db, next.kind, attempt);
  } else {
    await letHoldsPass(db);
    await expireHolds(db, rules);
  }
}

async function actOn(
  db: Database<DB>,
  kind: string,
  { attemptId, lines }: World['attempts'][number],
): Promise<void> {
  if (kind === 'confirm') await confirm(db, attemptId).catch(() => undefined);
  if (kind === 'release') await releaseHold(db, attemptId, rules);
  if (kind === 'place') await place(db, attemptId, lines);
  if (kind === 'cancel') await cancel(db, attemptId, lines.slice(0, 1));
  if (kind === 'fulfil') await fulfil(db, attemptId, lines.slice(0, 1)).catch(() => undefined);
}

test('whatever happens in whatever order, ledger, stock and promises agree', async () => {
  const { db } = inventory;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const pack = randomUUID();
      const shared = await variantWith(db, 8);
      const variants = [shared, pack, await variantWith(db, 5)];
      await sql`
        insert into variant_stock (variant_id, stock_item_id, units_per_variant, backorder_max)
        values (${pack}, ${shared}, 2, 1)
      `.execute(db);
      const world: World = { db, variants, attempts: [] };
      for (const next of steps) await take(world, next);
      await assertStockAgrees(db);
    }),
    { numRuns: 30 },
  );
});

test('when many things happen at once, ledger, stock and promises agree', async () => {
  const { db } = inventory;
  const variants = [
    await variantWith(db, 50),
    await variantWith(db, 50),
    await variantWith(db, 50),
  ];
  const world: World = { db, variants, attempts: [] };
  const steps = fc.sample(step, { numRuns: 300, seed: 7 });
  await Promise.all(
    Array.from({ length: 6 }, async (_, worker) => {
      for (const [index, next] of steps.entries())
        if (index % 6 === worker) await take(world, next);
    }),
  );
  await assertStockAgrees(db);
});

test('orders told in one transaction do not deadlock with a reservation of theirs', async () => {
  const { db } = inventory;
  const variants = await Promise.all([variantWith(db, 10), variantWith(db, 10)]);
  const [first = '', last = ''] = variants.toSorted();
  const lines = (...ids: string[]) => ids.map((variantId) => ({ variantId, quantity: 1 }));
  const held = { first: await reserve(db, lines(first)), last: await reserve(db, lines(last)) };
  let runs = 0;
  let meanwhile: ReturnType<typeof reserve> | undefined;
  // As the subscriber does it: all events of one read, with the position, in one transaction.
  await transaction(db, async (tx) => {
    runs += 1;
    const orders = [
      placed(held.last.attemptId, lines(last)),
      placed(held.first.attemptId, lines(first)),
    ] as const;
    await lockOrders(
      tx,
      orders.map((data) => ({ data })),
    );
    await onOrdersPlaced(tx, [{ data: orders[0] }], rules);
    meanwhile = reserve(db, lines(first, last));
    await untilSomeWait(db);
    await onOrdersPlaced(tx, [{ data: orders[1] }], rules);
  });
  assert.equal((await meanwhile)?.answer.kind, 'held');
  assert.equal(runs, 1);
  await assertStockAgrees(db);
});
