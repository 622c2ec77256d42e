import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** One statement stays short: some 30 ms. */
const FOLDED_AT_ONCE_MAX = 1_000;
/** More entries an hour than a busy shop writes, so that none stays past its time. */
const ROUNDS_MAX = 200;

/**
 * Folds ledger entries older than so many days into balances: what was on hand, reserved and
 * allocated by then stays, how it came about does not. Answers how many entries were folded.
 */
export async function trimLedger(db: Database<DB>, rules: { keepDays: number }): Promise<number> {
  let folded = 0;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { rows } = await sql<{ count: number }>`
      select trim_ledger(${rules.keepDays}, ${FOLDED_AT_ONCE_MAX}) as count
    `.execute(db);
    const count = rows[0]?.count ?? 0;
    folded += count;
    if (count < FOLDED_AT_ONCE_MAX) break;
  }
  return folded;
}
