import { type Database, inRounds } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** A late reserve of an attempt this old does not come any more. */
const TOMBSTONE_DAYS = 30;

/**
 * Deletes released attempts past `TOMBSTONE_DAYS`: they hold nothing. Those that an order used
 * stay, because they count towards the limits of their codes. Answers how many were deleted.
 */
export const forgetReleasedHolds = (db: Database<DB>): Promise<number> =>
  inRounds({ atOnce: 1_000, roundsMax: 50 }, (atOnce) =>
    sql`
      delete from coupon_attempt
      where attempt_id in (
        select attempt_id
        from coupon_attempt
        where state = 'released'
          and ended_at < clock_timestamp() - make_interval(days => ${TOMBSTONE_DAYS})
        order by ended_at
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );
