import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Database } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { stockOfVariants } from '../src/queries/stock.ts';
import { verifyStock } from '../src/queries/verify-stock.ts';
import { type ReservationAnswer, stockWritesIn } from '../src/store/stock-writes.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { confirmHold } from '../src/use-cases/end-hold.ts';

export const rules = { holdMinutes: 15, fewLeftMax: 5 };

/** The inventory schema with connections enough for callers at once. */
export const openInventory = (): Promise<TestDatabase<DB>> =>
  createTestDatabase<DB>('inventory', { connectionsMax: 8 });

async function locationNamed(db: Database<DB>, code: string): Promise<string> {
  await sql`
    insert into location (code, name, priority)
    values (${code}, ${code}, 10)
    on conflict do nothing
  `.execute(db);
  const { rows } = await sql<{ id: string }>`
    select id
    from location
    where code = ${code}
  `.execute(db);
  const found = rows[0];
  if (found === undefined) throw new Error(`no location ${code}`);
  return found.id;
}

/** Stock is what its ledger and the open promises say. */
export async function assertStockAgrees(db: Database<DB>): Promise<void> {
  assert.deepEqual((await verifyStock(db, { after: null })).items, []);
}

/** Adds units of a variant's stock item and answers how many are now missing. */
export async function addStock(
  db: Database<DB>,
  stock: { variantId: string; delta: number; location?: string },
): Promise<number> {
  const locationId = await locationNamed(db, stock.location ?? 'main');
  const { rows } = await sql<{ missing: number }>`
    select missing
    from adjust_stock(
      ${stock.variantId}, ${locationId}, ${stock.delta}, null, 'test', 'counted',
      ${rules.fewLeftMax}
    )
  `.execute(db);
  return rows[0]?.missing ?? 0;
}

/** A variant with so many on hand at `main`. */
export async function variantWith(db: Database<DB>, onHand: number): Promise<string> {
  const variantId = randomUUID();
  await addStock(db, { variantId, delta: onHand });
  return variantId;
}

export async function reserve(
  db: Database<DB>,
  lines: { variantId: string; quantity: number }[],
  attemptId: string = randomUUID(),
  isConfirmed = false,
): Promise<{ attemptId: string; answer: ReservationAnswer }> {
  const answer = await stockWritesIn(db, rules).reserve({ attemptId, lines, isConfirmed });
  return { attemptId, answer };
}

/** Holds that last from the beginning. */
export const reserveForGood = (
  db: Database<DB>,
  lines: { variantId: string; quantity: number }[],
  attemptId: string = randomUUID(),
) => reserve(db, lines, attemptId, true);

/** Confirms as another process would: not together with what is confirmed at the same moment. */
export const confirm = (db: Database<DB>, attemptId: string): Promise<void> =>
  confirmHold(stockWritesIn(db, rules), attemptId, Number.POSITIVE_INFINITY);

export async function stockOf(db: Database<DB>, variantId: string) {
  const [stock] = await stockOfVariants(db, [variantId]);
  if (stock === undefined) throw new Error('no stock');
  const { onHand, reserved, allocated, available } = stock;
  return { onHand, reserved, allocated, available };
}

/** Lets holds be past their time, by the database's clock. */
export async function letHoldsPass(db: Database<DB>): Promise<void> {
  await sql`
    update reservation
    set expires_at = clock_timestamp() - interval '1 second'
    where status = 'held'
  `.execute(db);
}
