import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** A late reserve of an attempt this old does not come any more. */
const TOMBSTONE_DAYS = 30;
const FORGOTTEN_AT_ONCE_MAX = 1_000;
const ROUNDS_MAX = 50;

/**
 * Deletes released attempts past `TOMBSTONE_DAYS`: they hold nothing. Those that an order used
 * stay, because they count towards the limits of their codes. Answers how many were deleted.
 */
export async function forgetReleasedHolds(db: Database<DB>): Promise<number> {
  let forgotten = 0;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const deleted = await sql`
      delete from coupon_attempt
      where attempt_id in (
        select attempt_id
        from coupon_attempt
        where state = 'released'
          and ended_at < clock_timestamp() - make_interval(days => ${TOMBSTONE_DAYS})
        order by ended_at
        limit ${FORGOTTEN_AT_ONCE_MAX}
        for update skip locked
      )
    `.execute(db);
    const count = Number(deleted.numAffectedRows ?? 0);
    forgotten += count;
    if (count < FORGOTTEN_AT_ONCE_MAX) break;
  }
  return forgotten;
}
