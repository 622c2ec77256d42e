import type { LoggedEvent } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { sql } from 'kysely';
import { type Applying, applyOne, isTransient, type RetryPolicy } from './apply-one.ts';
import { noteApplied } from './remember-applied.ts';
import { lockPlace } from './subscription-state.ts';

const pauseSeconds = (retry: RetryPolicy, tries: number): number =>
  (retry.firstPauseMs / 1000) * 2 ** Math.min(tries, 10);

/** Subjects of these events that must wait, because an earlier event of theirs failed. */
export async function parkedSubjects(
  tx: Tx,
  publisher: string,
  events: readonly LoggedEvent[],
): Promise<Set<string>> {
  const found = await sql<{ subject: string }>`
    select distinct subject
    from parked_event
    where publisher = ${publisher}
    and subject = any(${events.map((event) => event.subject)}::text[])
  `.execute(tx);
  return new Set(found.rows.map((row) => row.subject));
}

/** Sets events aside: one that failed, to be tried again, or those behind it. */
export async function parkEvents(
  tx: Tx,
  o: Applying,
  events: readonly LoggedEvent[],
  failure?: { error: unknown },
): Promise<void> {
  if (events.length === 0) return;
  const tries = failure === undefined ? 0 : 1;
  await sql`
    insert into parked_event (
      publisher, event_id, position, type, subject, data, occurred_at, traceparent,
      tries, last_error, next_try_at
    )
    select
      ${o.publisher}, id, position, type, subject, data, "occurredAt", traceparent,
      ${tries},
      ${failure === undefined ? null : nameOf(failure.error)},
      clock_timestamp() + make_interval(secs => ${pauseSeconds(o.retry, tries)})
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as heard (
      id uuid, position bigint, type text, subject text, data jsonb,
      "occurredAt" timestamptz, traceparent text
    )
    where not exists (
      select from applied_event
      where applied_event.publisher = ${o.publisher}
      and applied_event.event_id = heard.id
    )
    on conflict (publisher, event_id) do nothing
  `.execute(tx);
}

/**
 * Tries the next parked event that is due and stands first of its subject. Returns whether there
 * was one. After the last try it is a dead letter, and its subject waits for an operator.
 */
export async function retryNextParked(o: Applying): Promise<boolean> {
  let failed: { event: LoggedEvent; error: unknown } | undefined;
  try {
    return await transaction(o.db, async (tx) => {
      failed = undefined;
      const place = await lockPlace(tx, o.publisher);
      if (place === undefined || place.stoppedReason !== null) return false;
      const event = await firstDue(tx, o);
      if (event === undefined) return false;
      failed = { event, error: undefined };
      const fresh = await noteApplied(tx, o.publisher, [event]);
      if (fresh.has(event.id)) await applyOne(tx, o, event);
      await sql`
        delete from parked_event where publisher = ${o.publisher} and event_id = ${event.id}
      `.execute(tx);
      return true;
    });
  } catch (error) {
    if (failed === undefined || isTransient(error)) throw error;
    const { event } = failed;
    o.onFailed(event, error);
    if (await noteFailure(o, event, error)) o.onDead(event);
    return true;
  }
}

async function firstDue(tx: Tx, o: Applying): Promise<LoggedEvent | undefined> {
  const found = await sql<Omit<LoggedEvent, 'occurredAt'> & { occurredAt: Date }>`
    select
      event_id as id,
      position,
      type,
      subject,
      data,
      occurred_at as "occurredAt",
      traceparent
    from parked_event as parked
    where publisher = ${o.publisher}
    and next_try_at <= clock_timestamp()
    and type = any(${[...o.subscriptions.keys()]}::text[])
    and not exists (
      select from parked_event as earlier
      where earlier.publisher = parked.publisher
      and earlier.subject = parked.subject
      and earlier.position < parked.position
    )
    order by next_try_at
    limit 1
  `.execute(tx);
  const [row] = found.rows;
  return row && { ...row, occurredAt: row.occurredAt.toISOString() };
}

/** Returns whether that was the last try. */
async function noteFailure(o: Applying, event: LoggedEvent, error: unknown): Promise<boolean> {
  const noted = await sql<{ isDead: boolean }>`
    update parked_event
    set
      tries = tries + 1,
      last_error = ${nameOf(error)},
      next_try_at = case
        when tries + 1 < ${o.retry.triesMax}
        then clock_timestamp()
          + make_interval(secs => ${pauseSeconds(o.retry, 0)} * power(2, least(tries + 1, 10)))
      end
    where publisher = ${o.publisher}
    and event_id = ${event.id}
    returning next_try_at is null as "isDead"
  `.execute(o.db);
  return noted.rows[0]?.isDead === true;
}

/** For the operator: the head of the message, which may hold more of a person's data further on. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'a thrown value that is no error';
  return `${error.name}: ${error.message}`.slice(0, 200);
}
