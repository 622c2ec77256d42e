import type { EventBatch, LoggedEvent } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { type Applying, applyOne, applyTogether, isTransient, noteApplied } from './apply-one.ts';
import { hasShape } from './event-shape.ts';
import { parkEvents, parkedSubjects } from './parked-events.ts';
import { lockPlace, movePlace } from './subscription-state.ts';

class FailedEvent extends Error {
  readonly index: number;
  constructor(index: number, cause: unknown) {
    super('An event could not be applied', { cause });
    this.index = index;
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
    const { index, cause } = failed;
    const event = rest[index];
    if (event === undefined) throw failed;
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
  const run = (isTogether: boolean): Promise<boolean> =>
    transaction(o.db, async (tx) => {
      const place = await lockPlace(tx, o.publisher);
      if (place?.position !== from || place.stoppedReason !== null) return false;
      await applyInOrder(tx, o, events, { isTogether });
      await movePlace(tx, o.publisher, { incarnation, position: events.at(-1)?.position ?? from });
      return true;
    });
  try {
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

async function applyInOrder(
  tx: Tx,
  o: Applying,
  events: readonly LoggedEvent[],
  { isTogether }: { isTogether: boolean },
): Promise<void> {
  const heard = events.filter((event) => o.subscriptions.has(event.type));
  if (heard.length === 0) return;
  const held = await parkedSubjects(tx, o.publisher, heard);
  const waiting = heard.filter((event) => held.has(event.subject));
  const due = heard.filter((event) => !held.has(event.subject));
  const fresh = await noteApplied(tx, o.publisher, due);
  await parkEvents(tx, o, waiting);
  const applicable = due.filter((event) => fresh.has(event.id));
  await lockAllFirst(tx, o, applicable);
  for (const run of isTogether ? runsOfOneType(applicable) : applicable.map((event) => [event])) {
    await applyRun(tx, o, run, (event) => events.indexOf(event));
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

async function applyRun(
  tx: Tx,
  o: Applying,
  run: readonly LoggedEvent[],
  indexOf: (event: LoggedEvent) => number,
): Promise<void> {
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
      throw new FailedEvent(indexOf(event), error);
    }
  }
}

/** Events that are not as declared fail in their turn; nobody reads them before. */
async function lockAllFirst(tx: Tx, o: Applying, events: readonly LoggedEvent[]): Promise<void> {
  const byLock = Map.groupBy(events, ({ type }) => o.subscriptions.get(type)?.lockFirst);
  for (const [lockFirst, all] of byLock) {
    if (lockFirst === undefined) continue;
    const sound = all.filter(({ type, data }) => {
      const definition = o.subscriptions.get(type)?.definition;
      return definition !== undefined && hasShape(definition, data);
    });
    if (sound.length > 0) await lockFirst(tx, sound);
  }
}

async function parkFailed(
  o: Applying,
  incarnation: string,
  event: LoggedEvent,
  from: number,
  error: unknown,
): Promise<boolean> {
  return transaction(o.db, async (tx) => {
    const place = await lockPlace(tx, o.publisher);
    if (place?.position !== from || place.stoppedReason !== null) return false;
    await parkEvents(tx, o, [event], { error });
    await movePlace(tx, o.publisher, { incarnation, position: event.position });
    return true;
  });
}
