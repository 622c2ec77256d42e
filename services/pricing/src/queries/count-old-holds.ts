import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** Holds of code uses that checkout has neither used nor released for a day. */
export async function countOldHolds(db: Database<DB>): Promise<number> {
  const found = await sql<{ holds: number }>`
    select count(*) as holds
    from coupon_attempt
    where state = 'held'
      and held_at < clock_timestamp() - interval '24 hours'
  `.execute(db);
  return found.rows[0]?.holds ?? 0;
}
