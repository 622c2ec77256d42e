import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** An event that was given up. */
interface DeadLetter {
  publisher: string;
  eventId: string;
  position: number;
  type: string;
  subject: string;
  tries: number;
  lastError: string | null;
  /** Later events of its subject, which wait. */
  waitingBehind: number;
}

/** Events that this service gave up, earliest first; at most 200. */
export async function listDeadLetters<T>(db: Database<T>): Promise<DeadLetter[]> {
  const found = await sql<DeadLetter>`
    select
      publisher,
      event_id as "eventId",
      position,
      type,
      subject,
      tries,
      last_error as "lastError",
      (
        select count(*)
        from parked_event as later
        where later.publisher = dead.publisher
        and later.subject = dead.subject
        and later.position > dead.position
      ) as "waitingBehind"
    from parked_event as dead
    where next_try_at is null
    order by parked_at
    limit 200
  `.execute(db);
  return found.rows;
}

/**
 * Has dead letters tried anew, all or one; those that wait behind them follow in order.
 * Returns how many; the running subscriber does the rest.
 */
export async function retryDeadLetters<T>(
  db: Database<T>,
  { eventId }: { eventId?: string } = {},
): Promise<number> {
  const retried = await sql`
    update parked_event
    set tries = 0, next_try_at = clock_timestamp()
    where next_try_at is null
    and ${eventId === undefined ? sql`true` : sql`event_id = ${eventId}::uuid`}
  `.execute(db);
  return Number(retried.numAffectedRows ?? 0);
}

/**
 * Ends a dead letter: this service never applies the event, also after a resume, and what waits
 * behind it goes on. Answers what it was; undefined when there is no such dead letter.
 */
export async function dropDeadLetter<T>(
  db: Database<T>,
  eventId: string,
): Promise<{ publisher: string; type: string } | undefined> {
  const dropped = await sql<{ publisher: string; type: string }>`
    with gone as (
      delete from parked_event
      where event_id = ${eventId}
      and next_try_at is null
      returning publisher, event_id, position, type
    ),
    noted as (
      insert into applied_event (publisher, event_id, position, type)
      select publisher, event_id, position, type
      from gone
      on conflict (publisher, event_id) do nothing
    )
    select publisher, type from gone
  `.execute(db);
  return dropped.rows[0];
}
