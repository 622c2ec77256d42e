import type { Database } from '@cartwright/database';
import { metrics } from '@cartwright/telemetry';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

const countedMax = 10_000;

/** Tells how many attempts are not decided. Found by the index of those that are due. */
export async function countOpenAttempts(db: Database<DB>): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
    from (
      select
      from checkout_attempt
      where closed_at is null
      limit ${countedMax}
    ) as open
  `.execute(db);
  metrics.checkoutOpenAttempts.set(rows[0]?.count ?? 0);
}
