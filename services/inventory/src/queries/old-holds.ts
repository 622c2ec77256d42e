import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** Checkout decides within minutes, a payment provider within hours; then someone must look. */
const OLD_HOLD_HOURS = 24;
const SHOWN_MAX = 20;

/** Attempts whose confirmed hold is older than 24 hours, oldest first. */
export async function oldHolds(db: Database<DB>): Promise<string[]> {
  const { rows } = await sql<{ attemptId: string }>`
    select attempt_id as "attemptId"
    from reservation
    where status = 'confirmed'
      and order_id is null
      and ended_at is null
      and created_at < clock_timestamp() - make_interval(hours => ${OLD_HOLD_HOURS})
    order by created_at
    limit ${SHOWN_MAX}
  `.execute(db);
  return rows.map((row) => row.attemptId);
}
