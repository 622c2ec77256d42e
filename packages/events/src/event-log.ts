import { ContractError, type EventBatch, type LoggedEvent } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type Logger, metrics } from '@cartwright/telemetry';
import { sql } from 'kysely';
import { forgetApplied } from './forget-applied.ts';
import { startPollLoop } from './poll-loop.ts';
import type { ReadQuery } from './read-query.ts';
import { sequence } from './sequencer.ts';
import { createSharedReads } from './shared-reads.ts';
import { onCommitted, signalSequenced } from './signals.ts';

interface EventLogOptions {
  service: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
  db: Database<any>;
  log: Logger;
}

export interface EventLog {
  /** Starts giving positions: on the signal after a commit, and on a slow poll. */
  start(): void;
  stop(): Promise<void>;
  /**
   * Answers the platform route `readEvents`. With `afterEventId` the place of that event counts
   * instead of `after`; an unknown event is `not-found`.
   */
  read(query: ReadQuery): Promise<EventBatch>;
  /**
   * Removes events that every registered subscriber has read and that are older than 30 days, so
   * that a subscriber restored from a backup finds what it needs; forgets what this service itself
   * applied from other logs twice as long ago. Returns how many it removed.
   */
  trim(): Promise<number>;
  /** Whether every committed event has its position. */
  isSettled(): Promise<boolean>;
}

const keepDays = 30;
const trimBatchMax = 1_000;

/** The event log of one service, in its own schema. */
export function createEventLog(options: EventLogOptions): EventLog {
  const { db, service, log } = options;
  let end: (() => Promise<void>) | undefined;
  const told: Told = new Map();
  const readTogether = createSharedReads((query) => read(db, query));
  return {
    start: () => {
      end ??= startSequencer(options);
    },
    stop: async () => {
      await end?.();
      end = undefined;
    },
    read: async (query) => {
      const { subscriber, after: position } = query;
      if (subscriber === undefined) return read(db, query);
      const batch = await readTogether(query);
      await register(db, told, { subscriber, position, isAtEnd: batch.items.length === 0 });
      return batch;
    },
    trim: async () => {
      const removed = await trim(db);
      await forgetApplied(db, 2 * keepDays);
      metrics.eventLogTrimmed.inc({ service }, removed);
      if (removed > 0) log.info({ removed }, 'event log trimmed');
      return removed;
    },
    isSettled: async () => {
      const waiting = await sql`select from event where position is null limit 1`.execute(db);
      return waiting.rows.length === 0;
    },
  };
}

function startSequencer({ db, service, log }: EventLogOptions): () => Promise<void> {
  const loop = startPollLoop({
    // The poll only finds what no signal told of: writes of a command, or of a process that died.
    // With the poll of those who keep answers it stays below the 2 s in which all show a change.
    minMs: 500,
    maxMs: 1_000,
    collectMs: 50,
    step: async () => {
      const { sequenced, isMore } = await sequence(db);
      if (sequenced > 0) signalSequenced(service);
      return isMore ? 'more' : 'idle';
    },
    onError: (error, failuresInARow) => {
      if (failuresInARow === 1) log.warn({ err: error }, 'events wait for their positions');
    },
  });
  const stopListening = onCommitted(service, loop.wake);
  return async () => {
    stopListening();
    await loop.stop();
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
async function read(db: Database<any>, query: ReadQuery): Promise<EventBatch> {
  const after =
    query.afterEventId === undefined ? query.after : await positionOf(db, query.afterEventId);
  // One statement, so that incarnation, head and events belong together.
  const found = await sql<
    { incarnation: string; head: number } & (
      | (Omit<LoggedEvent, 'occurredAt'> & { occurredAt: Date })
      | { id: null }
    )
  >`
    select
      event_log.incarnation,
      event_log.head,
      event.id,
      event.position,
      event.type,
      event.subject,
      event.data,
      event.occurred_at as "occurredAt",
      event.traceparent
    from event_log
    left join lateral (
      select id, position, type, subject, data, occurred_at, traceparent
      from event
      where position > ${after}
      order by position
      limit ${query.limit}
    ) as event on true
    order by event.position
  `.execute(db);
  const [first] = found.rows;
  if (first === undefined) throw new Error('event_log has no row: was the schema migrated?');
  const items = found.rows.flatMap((row): LoggedEvent[] => {
    if (row.id === null) return [];
    const { incarnation: _, head: __, ...event } = row;
    return [{ ...event, occurredAt: row.occurredAt.toISOString() }];
  });
  return { incarnation: first.incarnation, head: first.head, items };
}

// biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
async function positionOf(db: Database<any>, eventId: string): Promise<number> {
  const found = await sql<{ position: number | null }>`
    select position from event where id = ${eventId}
  `.execute(db);
  const position = found.rows[0]?.position;
  if (typeof position !== 'number') throw new ContractError('not-found');
  return position;
}

/** When this process wrote the position of a subscriber, to save the question. */
type Told = Map<string, { position: number; at: number }>;

/** Shows that the subscriber lives. */
const tellEveryMs = 60_000;
/** While it moves on. Until then the log is kept from further back, for 30 days at the least. */
const tellMovedEveryMs = 2_000;

/**
 * Writes only what is worth a commit: a subscriber that went back, at once, because the log must
 * not be trimmed past it; one that has read all; else now and then. An insert that meets the row
 * would lock it, and so write to disk, even where it then changes nothing.
 */
async function register<T>(
  db: Database<T>,
  told: Told,
  { subscriber, position, isAtEnd }: { subscriber: string; position: number; isAtEnd: boolean },
): Promise<void> {
  const last = told.get(subscriber);
  if (last !== undefined && position >= last.position) {
    const isMoving = position > last.position;
    const waitMs = !isMoving ? tellEveryMs : isAtEnd ? 0 : tellMovedEveryMs;
    if (performance.now() - last.at < waitMs) return;
  }
  await sql`
    insert into event_reader (subscriber, position)
    select subscriber, position
    from (values (${subscriber}::text, ${position}::bigint)) as told (subscriber, position)
    where not exists (
      select from event_reader as known
      where known.subscriber = told.subscriber
      and known.position = told.position
      and known.read_at > clock_timestamp() - interval '1 minute'
    )
    on conflict (subscriber) do update
    set position = excluded.position, read_at = clock_timestamp()
  `.execute(db);
  told.set(subscriber, { position, at: performance.now() });
}

// biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
async function trim(db: Database<any>): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await sql<{ removed: number }>`
      with slowest as (
        select coalesce(min(position), (select head from event_log)) as position
        from event_reader
      ),
      first as (
        select event.id, event.position, event.occurred_at
        from event, slowest
        where event.position <= slowest.position
        order by event.position
        limit ${trimBatchMax}
      ),
      -- Up to the first young one: a hole would stop whoever has to read again from before it.
      old as (
        select id, position
        from first
        where position < coalesce(
          (
            select min(position)
            from first
            where occurred_at >= clock_timestamp() - make_interval(days => ${keepDays})
          ),
          ${Number.MAX_SAFE_INTEGER}
        )
      ),
      gone as (
        delete from event using old where event.id = old.id returning old.position
      ),
      noted as (
        update event_log
        set trimmed_to = greatest(trimmed_to, (select max(position) from gone))
        where exists (select from gone)
      )
      select count(*) as removed from gone
    `.execute(db);
    const count = batch.rows[0]?.removed ?? 0;
    removed += count;
    if (count < trimBatchMax) return removed;
  }
}

/**
 * The statement that marks a log as restored: its subscribers stop and resume by event id, because
 * positions that they have seen may be given again to other events. Part of every restore.
 */
export const newIncarnation = `
  update event_log
  set
    incarnation = uuidv7(),
    head = greatest(head, (select coalesce(max(position), 0) from event))
`;
