import { type Database, inRounds } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** A statement of some 30 ms, and more entries an hour than a busy shop writes. */
const rounds = { atOnce: 1_000, roundsMax: 200 };

/**
 * Folds ledger entries older than so many days into balances: what was on hand, reserved and
 * allocated by then stays, how it came about does not. Answers how many entries were folded.
 */
export const trimLedger = (db: Database<DB>, rules: { keepDays: number }): Promise<number> =>
  inRounds(rounds, async (atOnce) => {
    const { rows } = await sql<{ count: number }>`
      select trim_ledger(${rules.keepDays}, ${atOnce}) as count
    `.execute(db);
    return rows[0]?.count ?? 0;
  });
