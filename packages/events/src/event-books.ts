import type { EventBooks } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { listDeadLetters } from './dead-letters.ts';
import { listSubscriptions } from './subscription-state.ts';

/** Some ten milliseconds of counting. */
const POSITIONS_AT_ONCE = 50_000;
const MISSING_MAX = 100;

type Log = Pick<EventBooks, 'incarnation' | 'head' | 'highest' | 'trimmedTo' | 'from' | 'to'>;

/**
 * What there is to check of a service's events: gaps in its log from a position on, and where it
 * stands in the logs of others. Subscriptions are read before the head that belongs to them is
 * asked for elsewhere, so none of them can be beyond it by chance.
 */
export async function readEventBooks<T>(
  db: Database<T>,
  query: { from: number },
): Promise<EventBooks> {
  const subscriptions = await listSubscriptions(db);
  const deadLetters = await listDeadLetters(db);
  const retried = await retriedSubjects(db);
  const { log, found } = await countPositions(db, query.from);
  const isWhole = found === Math.max(0, log.to - log.from + 1);
  return {
    ...log,
    missing: isWhole ? [] : await missingPositions(db, log),
    waiting: await waitingSubjects(db),
    subscriptions: subscriptions.map(({ publisher, incarnation, position, stoppedReason }) => ({
      publisher,
      incarnation,
      position,
      stoppedReason,
      retried: retried.filter((one) => one.publisher === publisher).map(({ subject }) => subject),
    })),
    deadLetters: deadLetters.map(({ publisher, eventId, type, subject, tries, lastError }) => ({
      publisher,
      eventId,
      type,
      subject,
      tries,
      lastError,
    })),
  };
}

/** In one statement, so that head, trimming and events belong together. */
async function countPositions<T>(
  db: Database<T>,
  from: number,
): Promise<{ log: Log; found: number }> {
  const counted = await sql<Log & { found: number }>`
    select
      incarnation,
      head,
      coalesce((select max(position) from event), trimmed_to) as highest,
      trimmed_to as "trimmedTo",
      part.first as from,
      part.last as to,
      (select count(*) from event where position between part.first and part.last) as found
    from event_log
    cross join lateral (
      select
        greatest(${from}::bigint, trimmed_to + 1) as first,
        least(head, greatest(${from}::bigint, trimmed_to + 1) + ${POSITIONS_AT_ONCE - 1}::bigint)
          as last
    ) as part
  `.execute(db);
  const [row] = counted.rows;
  if (row === undefined) throw new Error('event_log has no row: was the schema migrated?');
  const { found, ...log } = row;
  return { log, found };
}

/** More than this are on their way only where something stands still altogether. */
const SUBJECTS_MAX = 1_000;

async function waitingSubjects<T>(db: Database<T>): Promise<string[]> {
  const found = await sql<{ subject: string }>`
    select subject
    from event
    where position is null
    order by seq
    limit ${SUBJECTS_MAX}
  `.execute(db);
  return found.rows.map(({ subject }) => subject);
}

/** A subject with a dead letter waits for an operator instead. */
async function retriedSubjects<T>(
  db: Database<T>,
): Promise<{ publisher: string; subject: string }[]> {
  const found = await sql<{ publisher: string; subject: string }>`
    select publisher, subject
    from parked_event
    group by publisher, subject
    having bool_and(next_try_at is not null)
    limit ${SUBJECTS_MAX}
  `.execute(db);
  return found.rows;
}

async function missingPositions<T>(
  db: Database<T>,
  { from, to }: Pick<Log, 'from' | 'to'>,
): Promise<number[]> {
  const found = await sql<{ position: number }>`
    select place as position
    from generate_series(${from}::bigint, ${to}::bigint) as place
    where not exists (
      select from event where event.position = place
    )
    order by place
    limit ${MISSING_MAX}
  `.execute(db);
  return found.rows.map(({ position }) => position);
}
