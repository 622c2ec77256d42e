import { isContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { spreadApplied } from './remember-applied.ts';
import type { ReadEvents } from './subscriber.ts';
import { readPlace } from './subscription-state.ts';

/** An event whose effects are here and that the publisher's log no longer has. */
interface LostEvent {
  eventId: string;
  type: string;
  /** The position that it had. */
  position: number;
  /** False when it waits among the parked events. */
  isApplied: boolean;
}

interface Resumed {
  /** Reading goes on after this position; events that were applied before are left out. */
  position: number;
  head: number;
  /** At most 1,000. */
  lost: LostEvent[];
}

interface ResumeOptions<T> {
  db: Database<T>;
  publisher: string;
  read: ReadEvents;
}

const pageMax = 500;
const lostMax = 1_000;

/**
 * Resumes a subscription whose publisher has another incarnation, or that stands beyond its head:
 * after a restore of either. Goes back to where this service's memory of applied events begins and
 * reads the log again from there; what it remembers is not applied twice, and what it never saw is
 * applied. Tells which events the publisher lost: their effects stay, and a person decides.
 * @throws Error when the log holds events from before that memory and not the first one in it.
 */
export async function resumeByEventId<T>(options: ResumeOptions<T>): Promise<Resumed> {
  const { db, publisher, read } = options;
  await readPlace(db, publisher);
  await spreadApplied(db, publisher);
  const start = await findStart(options);
  const parked = await parkedIds(db, publisher);
  const head = await compare(options, start, parked);
  const lost = await listLost(db, publisher, start, parked);
  await sql`
    update subscription
    set
      incarnation = ${start.incarnation},
      position = ${start.position},
      stopped_reason = null,
      stopped_at = null
    where publisher = ${publisher}
  `.execute(db);
  // The publisher may be restored again meanwhile: then the next read stops the subscription anew.
  const check = await read({ after: start.position, limit: 1 });
  if (check.incarnation !== start.incarnation) throw new Error(changedMeanwhile);
  return { position: start.position, head, lost };
}

const changedMeanwhile = 'The log got another incarnation meanwhile: resume again';

interface Start {
  incarnation: string;
  position: number;
  /** First position that the log still has; what stood before was trimmed, not lost. */
  firstKept: number;
  /** By the clock of this database; what is found later has a later time. */
  startedAt: Date;
}

async function findStart<T>({ db, publisher, read }: ResumeOptions<T>): Promise<Start> {
  const beginning = await read({ after: 0, limit: 1 });
  const firstKept = beginning.items[0]?.position ?? 1;
  const { incarnation } = beginning;
  const memory = await sql<{
    startedAt: Date;
    forgottenTo: number;
    eventId: string | null;
  }>`
    select
      clock_timestamp() as "startedAt",
      forgotten_to as "forgottenTo",
      (
        select event_id
        from applied_event
        where applied_event.publisher = subscription.publisher
        -- What is remembered from before, as of a dead letter that was dropped, stands alone.
        and applied_event.position >= greatest(${firstKept}, subscription.forgotten_to + 1)
        order by applied_event.position
        limit 1
      ) as "eventId"
    from subscription
    where publisher = ${publisher}
  `.execute(db);
  const [row] = memory.rows;
  if (row === undefined) throw new Error(`There is no subscription to ${publisher}`);
  const { startedAt } = row;
  if (row.forgottenTo < firstKept) {
    return { incarnation, position: firstKept - 1, firstKept, startedAt };
  }
  const position = row.eventId === null ? undefined : await positionOf(read, row.eventId);
  if (position === undefined) {
    throw new Error(
      `The log of ${publisher} does not hold the oldest event that is remembered here, so nobody can tell which of its events were applied`,
    );
  }
  return { incarnation, position, firstKept, startedAt };
}

/** Undefined when the log does not have the event. */
async function positionOf(read: ReadEvents, eventId: string): Promise<number | undefined> {
  try {
    const behind = await read({ after: 0, afterEventId: eventId, limit: 1 });
    const [next] = behind.items;
    return next === undefined ? behind.head : next.position - 1;
  } catch (error) {
    if (isContractError(error, 'not-found')) return undefined;
    throw error;
  }
}

/** Marks what the log still has of the applied events, and takes it off the parked ones. */
async function compare<T>(
  { db, publisher, read }: ResumeOptions<T>,
  start: Start,
  parked: Map<string, LostEvent>,
): Promise<number> {
  let after = start.position;
  for (;;) {
    const page = await read({ after, limit: pageMax });
    if (page.incarnation !== start.incarnation) throw new Error(changedMeanwhile);
    const last = page.items.at(-1);
    if (last === undefined) return page.head;
    for (const event of page.items) parked.delete(event.id);
    await sql`
      update applied_event
      set found_at = clock_timestamp()
      where publisher = ${publisher}
      and event_id = any(${page.items.map((event) => event.id)}::uuid[])
    `.execute(db);
    after = last.position;
  }
}

async function parkedIds<T>(db: Database<T>, publisher: string): Promise<Map<string, LostEvent>> {
  const found = await sql<Omit<LostEvent, 'isApplied'>>`
    select event_id as "eventId", type, position
    from parked_event
    where publisher = ${publisher}
    order by position
    limit ${lostMax}
  `.execute(db);
  return new Map(found.rows.map((row) => [row.eventId, { ...row, isApplied: false }]));
}

async function listLost<T>(
  db: Database<T>,
  publisher: string,
  start: Start,
  parked: Map<string, LostEvent>,
): Promise<LostEvent[]> {
  const found = await sql<Omit<LostEvent, 'isApplied'>>`
    select event_id as "eventId", type, position
    from applied_event
    where publisher = ${publisher}
    and position > ${start.position}
    and found_at < ${start.startedAt}
    order by position
    limit ${lostMax}
  `.execute(db);
  return [...found.rows.map((row) => ({ ...row, isApplied: true })), ...parked.values()];
}
