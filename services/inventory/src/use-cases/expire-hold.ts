import { type Database, transaction } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/**
 * Ends one hold that is past its time, also one that was confirmed and would not expire by itself.
 * The caller knows that its attempt is over. What ends is written to the ledger as expired.
 */
export async function expireHold(
  db: Database<DB>,
  attemptId: string,
  rules: { fewLeftMax: number },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const { rows } = await sql`
      select
      from reservation
      where attempt_id = ${attemptId}
        and status in ('held', 'confirmed')
        and expires_at <= clock_timestamp()
      for update
    `.execute(tx);
    if (rows.length === 0) return false;
    await sql`
      select end_reservations(array[${attemptId}::uuid], 'expired', ${rules.fewLeftMax})
    `.execute(tx);
    return true;
  });
}
