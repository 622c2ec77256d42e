import { type Database, transaction } from '@cartwright/database';
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
  const sequenced = await transaction(db, async (tx) => {
    await sql`
      select pg_advisory_xact_lock(hashtextextended('cartwright-sequencer:' || current_schema(), 0))
    `.execute(tx);
    // Others move the head too, with events that bring their positions along. A statement of its
    // own: the next one then sees all that committed before the lock was given.
    await sql`
      select
      from event_log
      for update
    `.execute(tx);
    const moved = await sql<{ sequenced: number }>`
      with next as (
        select id, row_number() over (order by seq) as place
        from (
          select id, seq
          from event
          where position is null
          order by seq
          limit ${batchMax}
        ) as waiting
      ),
      placed as (
        update event
        set position = event_log.head + next.place
        from next, event_log
        where event.id = next.id
        returning event.id
      ),
      counted as (
        select count(*) as sequenced from placed
      ),
      moved as (
        update event_log
        set head = head + sequenced
        from counted
      )
      select sequenced from counted
    `.execute(tx);
    return moved.rows[0]?.sequenced ?? 0;
  });
  return { sequenced, isMore: sequenced >= batchMax };
}
