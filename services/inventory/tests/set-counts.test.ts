import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import {
  COUNTS_PER_CALL_MAX,
  type Count,
  readCounts,
  setCounts,
} from '../src/use-cases/set-counts.ts';
import { openInventory, reserve, rules, stockOf, variantWith } from './stock-tools.ts';

const database = await openInventory();
const { db } = database;
after(() => database.close());

const actor = { kind: 'system' } as const;
const set = (counts: readonly Count[]) =>
  setCounts(db, { counts, reason: 'counted by hand', actor }, rules);

async function eventsOf(type: string, subject: string): Promise<unknown[]> {
  const { rows } = await sql<{ data: unknown }>`
    select data
    from event
    where type = ${type}
      and subject = ${subject}
    order by seq
  `.execute(db);
  return rows.map(({ data }) => data);
}

async function entriesOf(variantId: string) {
  const { rows } = await sql<{ delta: number; reason: string; note: string | null }>`
    select on_hand_delta as delta, reason, note
    from stock_ledger
    where stock_item_id = ${variantId}
    order by id
  `.execute(db);
  return rows;
}

test('sets counts and backorder limits of many, and leaves what is not named', async () => {
  const known = await variantWith(db, 4);
  const [fresh, limited] = [randomUUID(), randomUUID()];
  const counts = [
    { variantId: known, onHand: 9 },
    { variantId: fresh, onHand: 3, backorderMax: 2 },
    { variantId: limited, backorderMax: 7 },
  ];
  assert.equal(await set(counts), 3);
  const found = await readCounts(db, [known, fresh, limited]);
  const shown = [known, fresh, limited].map((id) => {
    const { onHand, backorderMax } = found.get(id) ?? {};
    return [onHand, backorderMax];
  });
  assert.deepEqual(shown, [
    [9, 0],
    [3, 2],
    [0, 7],
  ]);
  const entry = { delta: 5, reason: 'count', note: 'counted by hand' };
  assert.deepEqual((await entriesOf(known)).at(-1), entry);
  assert.deepEqual(await entriesOf(limited), []);
  assert.deepEqual(await eventsOf('inventory.availability-changed.v1', fresh), [
    { variantId: fresh, level: 'few-left' },
  ]);
});

test('repeating it changes nothing, writes nothing and tells nothing', async () => {
  const variantId = randomUUID();
  const counts = [{ variantId, onHand: 30, backorderMax: 1 }];
  assert.equal(await set(counts), 1);
  const told = await eventsOf('inventory.staff-acted.v1', variantId);
  assert.equal(told.length, 1);
  assert.equal(await set(counts), 0);
  assert.equal(await set([{ variantId }]), 0);
  assert.equal((await entriesOf(variantId)).length, 1);
  assert.deepEqual(await eventsOf('inventory.staff-acted.v1', variantId), told);
});

test('refuses a count out of range, and then none of them is set', async () => {
  const [good, bad] = [randomUUID(), randomUUID()];
  for (const onHand of [-1, 0.5, 1_000_000_001])
    await assert.rejects(
      set([
        { variantId: good, onHand: 1 },
        { variantId: bad, onHand },
      ]),
      (error) => isContractError(error, 'on-hand-out-of-range') && error.data.onHand === onHand,
    );
  assert.equal((await readCounts(db, [good, bad])).size, 0);
  const tooMany = Array.from({ length: COUNTS_PER_CALL_MAX + 1 }, () => ({
    variantId: randomUUID(),
    onHand: 1,
  }));
  await assert.rejects(set(tooMany), /101 counts are more than/);
  assert.equal(await set([]), 0);
});

test('a count below what is promised is set, and told with what is missing', async () => {
  const variantId = await variantWith(db, 5);
  assert.equal((await reserve(db, [{ variantId, quantity: 4 }])).answer.kind, 'held');
  await set([{ variantId, onHand: 1 }]);
  assert.deepEqual(await stockOf(db, variantId), {
    onHand: 1,
    reserved: 4,
    allocated: 0,
    available: -3,
  });
  assert.deepEqual(await eventsOf('inventory.oversold-by-count.v1', variantId), [
    { stockItemId: variantId, missingUnits: 3 },
  ]);
});

test('counts and reservations of the same variants at once wait for each other', async () => {
  const variantIds = await Promise.all(Array.from({ length: 6 }, () => variantWith(db, 50)));
  const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
  const rounds = 8;
  const results = await Promise.all(
    Array.from({ length: rounds }, async (_, round) => {
      const counts = variantIds.map((variantId) => ({ variantId, onHand: 60 + round }));
      const [, { answer }] = await Promise.all([
        set(round % 2 === 0 ? counts : counts.toReversed()),
        reserve(db, round % 2 === 0 ? lines.toReversed() : lines),
      ]);
      return answer.kind;
    }),
  );
  assert.ok(results.every((kind) => kind === 'held'));
  for (const variantId of variantIds) {
    const { onHand, reserved } = await stockOf(db, variantId);
    assert.equal(reserved, rounds);
    assert.ok(onHand >= 60 && onHand < 60 + rounds, `${onHand}`);
    const sum = (await entriesOf(variantId)).reduce((total, { delta }) => total + delta, 0);
    assert.equal(sum, onHand, 'the ledger explains the count');
  }
});
