import type { EventBatch, LoggedEvent } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { type Applying, applyOne, applyTogether, isTransient } from './apply-one.ts';
import { isAsDeclared } from './event-shape.ts';
import { parkEvents, parkedSubjects } from './parked-events.ts';
import { moveAndRemember, noteApplied } from './remember-applied.ts';
import { lockPlace, movePlace, type Place } from './subscription-state.ts';

class FailedEvent extends Error {
  readonly event: LoggedEvent;
  constructor(event: LoggedEvent, cause: unknown) {
    super('An event could not be applied', { cause });
    this.event = event;
  }
}

/** Events that were applied together failed, and nobody knows which of them. */
class FailedTogether extends Error {}

/**
 * Applies the events of a read in one transaction with the position. When one fails, those before
 * it are applied, it is parked to be tried again, and the rest goes on.
 * Returns false when another process works on this subscription, or moved it since the read.
 */
export async function applyBatch(o: Applying, batch: EventBatch, after: number): Promise<boolean> {
  let from = after;
  let rest = batch.items;
  while (rest.length > 0) {
    const failed = await applyUpTo(o, batch.incarnation, rest, from);
    if (failed === 'taken') return false;
    if (failed === undefined) return true;
    const { event, cause } = failed;
    const index = rest.indexOf(event);
    const before = rest.slice(0, index);
    // Without the failed event the others before it pass; if not, they are parked in their turn.
    if (before.length > 0 && !(await applyBatch(o, { ...batch, items: before }, from)))
      return false;
    from = before.at(-1)?.position ?? from;
    o.onFailed(event, cause);
    if (!(await parkFailed(o, batch.incarnation, event, from, cause))) return false;
    from = event.position;
    rest = rest.slice(index + 1);
  }
  return true;
}

async function applyUpTo(
  o: Applying,
  incarnation: string,
  events: readonly LoggedEvent[],
  from: number,
): Promise<FailedEvent | 'taken' | undefined> {
  const heard = events.filter((event) => o.subscriptions.has(event.type));
  const to = events.at(-1)?.position ?? from;
  const move = { incarnation, from, to, heard };
  const run = (isTogether: boolean): Promise<boolean> =>
    transaction(o.db, async (tx) => {
      if (await moveAndRemember(tx, o.publisher, move)) {
        await applyInOrder(tx, o, heard, { isTogether });
        return true;
      }
      const place = await lockPlace(tx, o.publisher);
      if (place === undefined || !isAt(place, { incarnation, from })) return false;
      await applyInOrder(tx, o, await freshAndDue(tx, o, heard), { isTogether });
      await movePlace(tx, o.publisher, { incarnation, position: to });
      return true;
    });
  try {
    if (heard.length === 0 && (await moveAndRemember(o.db, o.publisher, move))) return undefined;
    const isMine = await run(true).catch((error: unknown) => {
      if (error instanceof FailedTogether) return run(false);
      throw error;
    });
    return isMine ? undefined : 'taken';
  } catch (error) {
    if (error instanceof FailedEvent) return error;
    throw error;
  }
}

/** Those that were not applied before and that do not wait behind a parked one of their subject. */
async function freshAndDue(
  tx: Tx,
  o: Applying,
  heard: readonly LoggedEvent[],
): Promise<LoggedEvent[]> {
  if (heard.length === 0) return [];
  const held = await parkedSubjects(tx, o.publisher, heard);
  const due = heard.filter((event) => !held.has(event.subject));
  const fresh = await noteApplied(tx, o.publisher, due);
  await parkEvents(
    tx,
    o,
    heard.filter((event) => held.has(event.subject)),
  );
  return due.filter((event) => fresh.has(event.id));
}

async function applyInOrder(
  tx: Tx,
  o: Applying,
  events: readonly LoggedEvent[],
  { isTogether }: { isTogether: boolean },
): Promise<void> {
  await lockAllFirst(tx, o, events);
  for (const run of isTogether ? runsOfOneType(events) : events.map((event) => [event])) {
    await applyRun(tx, o, run);
  }
}

/** Neighbours of one type, so that the order between types stays. */
function runsOfOneType(events: readonly LoggedEvent[]): LoggedEvent[][] {
  const runs: LoggedEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]?.type === event.type) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

async function applyRun(tx: Tx, o: Applying, run: readonly LoggedEvent[]): Promise<void> {
  const [first] = run;
  const subscription = first && o.subscriptions.get(first.type);
  if (subscription?.isBatched === true && run.length > 1) {
    try {
      return await applyTogether(tx, o, subscription, run);
    } catch (error) {
      if (isTransient(error)) throw error;
      throw new FailedTogether('Events could not be applied together', { cause: error });
    }
  }
  for (const event of run) {
    try {
      await applyOne(tx, o, event);
    } catch (error) {
      // Transient faults of the database say nothing about the event: the whole read comes again.
      if (isTransient(error)) throw error;
      throw new FailedEvent(event, error);
    }
  }
}

/** Events that are not as declared fail in their turn; nobody reads them before. */
async function lockAllFirst(tx: Tx, o: Applying, events: readonly LoggedEvent[]): Promise<void> {
  const byLock = Map.groupBy(events, ({ type }) => o.subscriptions.get(type)?.lockFirst);
  for (const [lockFirst, all] of byLock) {
    if (lockFirst === undefined) continue;
    const sound = all.filter((event) => {
      const definition = o.subscriptions.get(event.type)?.definition;
      return definition !== undefined && isAsDeclared(definition, event);
    });
    if (sound.length > 0) await lockFirst(tx, sound);
  }
}

/** A resume may have set it back meanwhile, to the same number in another incarnation. */
const isAt = (place: Place, o: { incarnation: string; from: number }): boolean =>
  place.position === o.from &&
  place.stoppedReason === null &&
  (place.incarnation === null || place.incarnation === o.incarnation);

async function parkFailed(
  o: Applying,
  incarnation: string,
  event: LoggedEvent,
  from: number,
  error: unknown,
): Promise<boolean> {
  return transaction(o.db, async (tx) => {
    const place = await lockPlace(tx, o.publisher);
    if (place === undefined || !isAt(place, { incarnation, from })) return false;
    await parkEvents(tx, o, [event], { error });
    await movePlace(tx, o.publisher, { incarnation, position: event.position });
    return true;
  });
}
