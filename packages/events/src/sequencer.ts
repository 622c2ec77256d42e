import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

// A batch holds the lock for some milliseconds; measured figures gain little above this size.
const batchMax = 500;

/**
 * Gives the next positions to committed events that have none, in the order of their making.
 * Returns how many, and whether there may be more. Several processes may call it at once: they take
 * turns.
 */
export async function sequence<T>(
  db: Database<T>,
): Promise<{ sequenced: number; isMore: boolean }> {
  const waiting = await sql`select from event where position is null limit 1`.execute(db);
  if (waiting.rows.length === 0) return { sequenced: 0, isMore: false };
  // A transaction by itself: a process that stalls now holds no lock that orders wait for.
  const { rows } = await sql<{ sequenced: number }>`
    select sequence_events(${batchMax}) as sequenced
  `.execute(db);
  const sequenced = rows[0]?.sequenced ?? 0;
  return { sequenced, isMore: sequenced >= batchMax };
}
