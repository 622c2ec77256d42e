import type { LoggedEvent } from '@cartwright/contract';
import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Takes the place, moves it behind these events and remembers those that are heard, in one
 * statement. False, and nothing done, when another process has the place or moved it, when it
 * stands still, when an event may have been applied before, or when one has to wait behind another
 * of its subject. What is parked is read as of the statement's begin: whoever parks moves the place
 * in the same transaction, so what came later finds another place than `from`.
 */
export async function moveAndRemember<T>(
  db: Database<T> | Tx<T>,
  publisher: string,
  o: { incarnation: string; from: number; to: number; heard: readonly LoggedEvent[] },
): Promise<boolean> {
  const moved = await sql`
    with place as materialized (
      select publisher
      from subscription
      where publisher = ${publisher}
      and incarnation = ${o.incarnation}
      and position = ${o.from}
      and stopped_reason is null
      and resumed_at is null
      and not exists (
        select from parked_event
        where publisher = ${publisher}
        and subject = any(${o.heard.map(({ subject }) => subject)}::text[])
      )
      for update skip locked
    ),
    remembered as (
      insert into applied_batch (publisher, type, event_ids, positions)
      select publisher, type, array_agg(event_id), array_agg(heard.position)
      from place
      cross join unnest(
        ${o.heard.map(({ id }) => id)}::uuid[],
        ${o.heard.map(({ position }) => position)}::bigint[],
        ${o.heard.map(({ type }) => type)}::text[]
      ) as heard (event_id, position, type)
      group by publisher, type
    )
    update subscription
    set position = ${o.to}
    from place
    where subscription.publisher = place.publisher
    returning 1
  `.execute(db);
  return moved.rows.length > 0;
}

/** Gives the ids that were not applied before: normally all, after a resume some. */
export async function noteApplied(
  tx: Tx,
  publisher: string,
  events: readonly LoggedEvent[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = JSON.stringify(events.map(({ id, position, type }) => ({ id, position, type })));
  const noted = await sql<{ id: string }>`
    insert into applied_event (publisher, event_id, position, type)
    select ${publisher}, id, position, type
    from jsonb_to_recordset(${rows}::jsonb) as heard (id uuid, position bigint, type text)
    on conflict (publisher, event_id) do nothing
    returning event_id as id
  `.execute(tx);
  return new Set(noted.rows.map((row) => row.id));
}

/** Up to some 20,000 events, where rows are as long as a page: well within a statement's time. */
const SPREAD_PAGES = 64;

/**
 * Brings the memory into the table that can be asked for one event, as every resume needs it. The
 * subscription stands still then; what is remembered meanwhile all the same is left to the trigger
 * of the moving statement.
 */
export async function spreadApplied<T>(db: Database<T>, publisher: string): Promise<void> {
  const counted = await sql<{ pages: number }>`
    select pages_of_applied() as pages
  `.execute(db);
  const pages = counted.rows[0]?.pages ?? 0;
  for (let from = 0; from < pages; from += SPREAD_PAGES) {
    await sql`
      select spread_applied(${publisher}, ${from}, ${from + SPREAD_PAGES})
    `.execute(db);
  }
}
