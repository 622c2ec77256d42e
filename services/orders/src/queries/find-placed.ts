import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** The order of a checkout attempt, whatever became of it; null when none was placed. */
export async function findPlaced(db: Database<DB>, attemptId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id
    from orders
    where attempt_id = ${attemptId}
  `.execute(db);
  return rows[0]?.id ?? null;
}
