import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** A subscriber that has not read this log for an hour; the log is kept from its position on. */
interface SilentReader {
  subscriber: string;
  position: number;
  readAt: Date;
}

/** One that runs tells of itself each minute. */
const isSilent = sql`read_at < clock_timestamp() - interval '1 hour'`;

export async function listSilentReaders<T>(db: Database<T>): Promise<SilentReader[]> {
  const found = await sql<SilentReader>`
    select subscriber, position, read_at as "readAt"
    from event_reader
    where ${isSilent}
    order by subscriber
    limit 100
  `.execute(db);
  return found.rows;
}

/**
 * Has the log no longer kept for a subscriber that is gone; one that comes back within the days
 * that every log is kept goes on where it stood. Answers whether there was one that is silent.
 */
export async function dropSilentReader<T>(db: Database<T>, subscriber: string): Promise<boolean> {
  const dropped = await sql`
    delete from event_reader
    where subscriber = ${subscriber}
    and ${isSilent}
  `.execute(db);
  return Number(dropped.numAffectedRows ?? 0) > 0;
}
