import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { stockWritesIn } from '../src/store/stock-writes.ts';
import { releaseHold } from '../src/use-cases/end-hold.ts';
import {
  addStock,
  assertStockAgrees,
  openInventory,
  reserve,
  rules,
  stockOf,
  variantWith,
} from './stock-tools.ts';

const inventory = await openInventory();
const { db } = inventory;
after(() => inventory.close());

/** Stock is taken from `main` first, from the other locations at 10. */
const putMainAt = (priority: number) =>
  sql`
    update location
    set priority = ${priority}
    where code = 'main'
  `.execute(db);

const allowBackorders = (variantId: string, units: number) =>
  sql`
    update variant_stock
    set backorder_max = ${units}
    where variant_id = ${variantId}
  `.execute(db);

const nothingLeft = (variantId: string, requested: number) => ({
  kind: 'refused',
  shortages: [{ variantId, requested, available: 0 }],
});

test('what a count has taken from a later location is not sold at the first one', async () => {
  const variantId = await variantWith(db, 5);
  await addStock(db, { variantId, delta: 10, location: 'second' });
  assert.equal((await reserve(db, [{ variantId, quantity: 8 }])).answer.kind, 'held');
  assert.equal(await addStock(db, { variantId, delta: -7, location: 'second' }), 0);
  assert.equal((await stockOf(db, variantId)).available, 0);
  const { answer } = await reserve(db, [{ variantId, quantity: 5 }]);
  assert.deepEqual(answer, nothingLeft(variantId, 5));
});

test('what is owed at one location is not sold at another that now comes first', async () => {
  const variantId = await variantWith(db, 0);
  await allowBackorders(variantId, 4);
  assert.equal((await reserve(db, [{ variantId, quantity: 4 }])).answer.kind, 'held');
  await allowBackorders(variantId, 0);
  await addStock(db, { variantId, delta: 4, location: 'second' });
  await putMainAt(11);
  const { answer } = await reserve(db, [{ variantId, quantity: 1 }]);
  await putMainAt(0);
  assert.deepEqual(answer, nothingLeft(variantId, 1));
});

const reserving = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 2 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('reserve' as const), quantities: reserving }),
  fc.record({
    kind: fc.constant('count' as const),
    location: fc.constantFrom('main', 'second'),
    delta: fc.integer({ min: -9, max: 9 }),
  }),
  fc.record({ kind: fc.constant('release' as const) }),
  fc.record({ kind: fc.constant('move' as const), mainAt: fc.constantFrom(0, 11) }),
);

test('attempts are held exactly as far as all locations together and backorders go', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 20, maxLength: 30 }),
    fc.constantFrom(0, 3),
    async (steps, backorders) => {
      const writes = stockWritesIn(db, rules);
      await putMainAt(0);
      const variantId = await variantWith(db, 5);
      await addStock(db, { variantId, delta: 9, location: 'second' });
      await allowBackorders(variantId, backorders);
      const held: string[] = [];
      for (const next of steps) {
        if (next.kind === 'move') await putMainAt(next.mainAt);
        if (next.kind === 'count') await addStock(db, { variantId, ...next });
        if (next.kind === 'release') await releaseHold(db, held.shift() ?? randomUUID(), rules);
        if (next.kind !== 'reserve') continue;
        let { available } = await stockOf(db, variantId);
        const requests = next.quantities.map((quantity) => ({
          attemptId: randomUUID(),
          lines: [{ variantId, quantity }],
        }));
        const answers = await Promise.all(requests.map((request) => writes.reserve(request)));
        for (const [index, quantity] of next.quantities.entries()) {
          const isHeld = quantity <= available + backorders;
          assert.equal(answers[index]?.kind, isHeld ? 'held' : 'refused');
          if (!isHeld) continue;
          available -= quantity;
          held.push(requests[index]?.attemptId ?? '');
        }
      }
      await assertStockAgrees(db);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
