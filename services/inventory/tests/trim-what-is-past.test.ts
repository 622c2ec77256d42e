import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { listLedger } from '../src/queries/ledger.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { forgetEndedOrders } from '../src/use-cases/forget-ended-orders.ts';
import { trimLedger } from '../src/use-cases/trim-ledger.ts';
import {
  addStock,
  assertStockAgrees,
  openInventory,
  reserve,
  rules,
  variantWith,
} from './stock-tools.ts';

let database: TestDatabase<DB>;
before(async () => {
  database = await openInventory();
});
after(() => database.close());

/** Makes all entries and attempts so far older, as the passing of time would. */
async function letDaysPass(days: number): Promise<void> {
  const { db } = database;
  await db.transaction().execute(async (tx) => {
    await sql`select set_config('inventory.folds_ledger', 'true', true)`.execute(tx);
    await sql`
      update stock_ledger
      set occurred_at = occurred_at - make_interval(days => ${days})
    `.execute(tx);
    await sql`
      update reservation
      set created_at = created_at - make_interval(days => ${days})
    `.execute(tx);
    await sql`
      update applied_fulfilment
      set applied_at = applied_at - make_interval(days => ${days})
    `.execute(tx);
  });
}

const ledgerOf = async (variantId: string) =>
  (await listLedger(database.db, { variantId, limit: 100, cursor: undefined })).items;

const placeOrder = async (variantId: string, quantity: number): Promise<string> => {
  const { attemptId } = await reserve(database.db, [{ variantId, quantity }]);
  await sql`
    select allocate_order(
      ${attemptId}, ${randomUUID()},
      ${JSON.stringify([{ variantId, quantity }])}::jsonb, ${rules.fewLeftMax}
    )
  `.execute(database.db);
  return attemptId;
};

const fulfil = (attemptId: string, variantId: string, quantity: number) =>
  sql`
    select fulfil_allocation(
      ${attemptId}, ${randomUUID()}, ${JSON.stringify([{ variantId, quantity }])}::jsonb
    )
  `.execute(database.db);

test('old entries become one balance that still explains the stock', async () => {
  const variantId = await variantWith(database.db, 10);
  const other = await variantWith(database.db, 3);
  await placeOrder(variantId, 2);
  await letDaysPass(100);
  await addStock(database.db, { variantId, delta: 5 });

  assert.ok((await trimLedger(database.db, { keepDays: 90 })) > 0);

  const entries = await ledgerOf(variantId);
  assert.deepEqual(
    entries.map(({ reason, onHandDelta, reservedDelta, allocatedDelta }) => ({
      reason,
      onHandDelta,
      reservedDelta,
      allocatedDelta,
    })),
    [
      { reason: 'adjustment', onHandDelta: 5, reservedDelta: 0, allocatedDelta: 0 },
      { reason: 'balance', onHandDelta: 10, reservedDelta: 0, allocatedDelta: 2 },
    ],
  );
  assert.deepEqual(
    (await ledgerOf(other)).map(({ onHandDelta, reason }) => ({ onHandDelta, reason })),
    [{ onHandDelta: 3, reason: 'balance' }],
  );
  await assertStockAgrees(database.db);
});

test('a balance takes later entries in as they grow old, and leaves young ones alone', async () => {
  const variantId = await variantWith(database.db, 7);
  await letDaysPass(60);
  await trimLedger(database.db, { keepDays: 30 });
  await addStock(database.db, { variantId, delta: 4 });
  assert.equal(await trimLedger(database.db, { keepDays: 30 }), 0);
  await letDaysPass(60);
  await addStock(database.db, { variantId, delta: 1 });

  await trimLedger(database.db, { keepDays: 30 });

  assert.deepEqual(
    (await ledgerOf(variantId)).map(({ onHandDelta, reason }) => [onHandDelta, reason]),
    [
      [1, 'adjustment'],
      [11, 'balance'],
    ],
  );
  await assertStockAgrees(database.db);
});

test('two processes that trim at once fold each entry once', async () => {
  const variantId = await variantWith(database.db, 1);
  for (let count = 0; count < 40; count += 1) await addStock(database.db, { variantId, delta: 1 });
  await letDaysPass(100);
  const folded = await Promise.all(
    Array.from({ length: 4 }, () => trimLedger(database.db, { keepDays: 90 })),
  );
  assert.ok(folded.reduce((sum, count) => sum + count, 0) >= 41);
  assert.deepEqual(
    (await ledgerOf(variantId)).map(({ onHandDelta, reason }) => [onHandDelta, reason]),
    [[41, 'balance']],
  );
  await assertStockAgrees(database.db);
});

test('nothing but the trim changes an entry of the ledger', async () => {
  await variantWith(database.db, 1);
  for (const change of [sql`update stock_ledger set note = 'x'`, sql`delete from stock_ledger`])
    await assert.rejects(change.execute(database.db), /append-only/);
});

test('attempts of fulfilled orders are forgotten, those that wait for goods are not', async () => {
  const variantId = await variantWith(database.db, 10);
  const fulfilled = await placeOrder(variantId, 2);
  await fulfil(fulfilled, variantId, 2);
  const waiting = await placeOrder(variantId, 3);
  const statusOf = async (attemptId: string) => {
    const { rows } = await sql<{ status: string }>`
      select status
      from reservation
      where attempt_id = ${attemptId}
    `.execute(database.db);
    return rows[0]?.status;
  };

  await forgetEndedOrders(database.db);
  assert.equal(await statusOf(fulfilled), 'allocated');

  await letDaysPass(181);
  await forgetEndedOrders(database.db);
  assert.equal(await statusOf(fulfilled), undefined);
  assert.equal(await statusOf(waiting), 'allocated');
  const { rows } = await sql`select from applied_fulfilment`.execute(database.db);
  assert.equal(rows.length, 0);
  await assertStockAgrees(database.db);
  await fulfil(waiting, variantId, 3);
});
