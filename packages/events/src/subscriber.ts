import type { EventBatch, LoggedEvent } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type Logger, metrics } from '@cartwright/telemetry';
import { sql } from 'kysely';
import { applyBatch } from './apply-events.ts';
import type { Applying, RetryPolicy } from './apply-one.ts';
import { retryNextParked } from './parked-events.ts';
import { startPollLoop } from './poll-loop.ts';
import type { ReadQuery } from './read-query.ts';
import { onSequenced } from './signals.ts';
import type { Subscription } from './subscribe.ts';
import {
  type Place,
  type PlaceOfRound,
  readPlace,
  stopSubscription,
} from './subscription-state.ts';

/** Reads the publisher's log through its contract: a local call, or HTTP when split. */
export type ReadEvents = (query: ReadQuery) => Promise<EventBatch>;

interface SubscriberOptions {
  /** The service that hears. */
  service: string;
  publisher: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
  db: Database<any>;
  read: ReadEvents;
  /** Those for events of this publisher; one for each type. */
  subscriptions: readonly Subscription[];
  log: Logger;
  retry?: RetryPolicy;
}

export interface Subscriber {
  readonly publisher: string;
  start(): void;
  /** Waits for the events that are being applied. */
  stop(): Promise<void>;
  /** Why it stands still until an operator resumes it; undefined while it runs. */
  problem(): string | undefined;
  /** Whether all that can be read now is applied, and nothing waits for another try. */
  isSettled(): Promise<boolean>;
}

// A transaction of this size lasts some 100 ms; the rows it touches stay locked meanwhile.
const batchMax = 200;
// Events of a busy second are applied in a few transactions and not in hundreds.
const collectMs = 200;
// So long a place that this process has moved itself is not asked for again: whether parked events
// are due, or the subscription was stopped, is seen this much later at most.
const placeKeptMs = 1_000;
// One round of the loop tries at most this many parked events, so that new ones are not held up.
const retriesMax = 20;
// Some 25 s in all: outlasts a short outage of what a handler relies on.
const retryDefault: RetryPolicy = { triesMax: 8, firstPauseMs: 100 };

/**
 * Applies the events of one publisher to one service's database, each exactly once in effect.
 * Several processes may run the same subscriber: they take turns.
 */
export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { publisher, log } = options;
  const state: State = { problem: undefined, moved: undefined, hasFailed: false };
  const applying = applyingFor(options, state);
  let end: (() => Promise<void>) | undefined;
  return {
    publisher,
    start: () => {
      if (end !== undefined) return;
      const loop = startPollLoop({
        minMs: 100,
        maxMs: 2_000,
        collectMs,
        step: () => step(options, applying, state),
        onError: (error, failuresInARow) => {
          if (failuresInARow !== 1) return;
          log.warn({ err: error, publisher }, 'events cannot be read or applied now');
        },
      });
      const stopListening = onSequenced(publisher, loop.wake);
      end = async () => {
        stopListening();
        await loop.stop();
      };
    },
    stop: async () => {
      await end?.();
      end = undefined;
    },
    problem: () => state.problem,
    isSettled: () => isSettled(options),
  };
}

interface State {
  problem: string | undefined;
  /** Where the last round moved the place to, and when the database last told of it. */
  moved: { position: number; incarnation: string; readAt: number } | undefined;
  /** Whether an event of this round was set aside. */
  hasFailed: boolean;
}

const namesOf = ({ publisher, service }: SubscriberOptions) => ({
  publisher,
  subscriber: service,
});

function applyingFor(options: SubscriberOptions, state: State): Applying {
  const { db, publisher, log } = options;
  return {
    db,
    publisher,
    subscriptions: byType(options.subscriptions),
    retry: options.retry ?? retryDefault,
    onFailed: (event, error) => {
      state.hasFailed = true;
      log.warn({ err: error, ...idsOf(event), publisher }, 'event failed and is set aside');
    },
    onDead: (event) => {
      metrics.eventsDead.inc({ ...namesOf(options), type: event.type });
      log.error(
        { ...idsOf(event), publisher },
        'event given up: see `npm run cartwright -- events status`',
      );
    },
  };
}

/** One round: parked events that are due, then the next events of the log. */
async function step(
  options: SubscriberOptions,
  applying: Applying,
  state: State,
): Promise<'more' | 'idle'> {
  const { db, publisher, service } = options;
  const names = namesOf(options);
  const { readAt, isKept, ...place } = await beginRound(options, state);
  if (!mayGoOn(options, state, place)) return 'idle';
  for (let retries = 0; place.isAnyDue && retries < retriesMax; retries += 1) {
    if (!(await retryNextParked(applying))) break;
  }
  const after = place.position;
  let batch = await options.read({ after, limit: batchMax, subscriber: service });
  if (faultOf(place, batch) !== undefined) {
    // Both may be of a moment ago, of before a restore or a resume: look once more.
    if (isKept) return 'more';
    batch = await options.read({ after, limit: batchMax });
  }
  const fault = faultOf(place, batch);
  if (fault !== undefined) {
    await stopSubscription(db, publisher, fault);
    mayGoOn(options, state, await readPlace(db, publisher));
    return 'idle';
  }
  metrics.eventLag.set(names, batch.head - after);
  metrics.eventsReadAt.set(names, Date.now() / 1_000);
  const last = batch.items.at(-1);
  if (last === undefined || !(await applyBatch(applying, batch, after))) return 'idle';
  if (!state.hasFailed && !place.isAnyDue)
    state.moved = { position: last.position, incarnation: batch.incarnation, readAt };
  metrics.eventsApplied.inc(names, batch.items.length);
  metrics.eventLag.set(names, Math.max(0, batch.head - last.position));
  return last.position < batch.head ? 'more' : 'idle';
}

/** The place that this process moved a moment ago, or the one that the database tells. */
async function beginRound(
  { db, publisher }: SubscriberOptions,
  state: State,
): Promise<PlaceOfRound & { readAt: number; isKept: boolean }> {
  const { moved } = state;
  state.moved = undefined;
  state.hasFailed = false;
  if (moved !== undefined && performance.now() - moved.readAt < placeKeptMs)
    return { ...moved, stoppedReason: null, isAnyDue: false, isKept: true };
  const readAt = performance.now();
  return { ...(await readPlace(db, publisher)), readAt, isKept: false };
}

/** Tells once when the subscription stops or goes on; an operator may do both from outside. */
function mayGoOn(options: SubscriberOptions, state: State, place: Place): boolean {
  const { publisher, log } = options;
  const reason = place.stoppedReason ?? undefined;
  if (reason !== state.problem) {
    if (reason === undefined) log.info({ publisher }, 'subscription resumed');
    else
      log.error(
        { publisher, reason },
        'subscription stopped: see `npm run cartwright -- events status`',
      );
  }
  state.problem = reason;
  metrics.subscriptionStopped.set(namesOf(options), reason === undefined ? 0 : 1);
  return reason === undefined;
}

function byType(subscriptions: readonly Subscription[]): Map<string, Subscription> {
  const map = new Map(subscriptions.map((one) => [one.definition.type, one]));
  if (map.size < subscriptions.length) {
    throw new Error('Two subscriptions of one service hear the same type of event');
  }
  return map;
}

const idsOf = (event: LoggedEvent) => ({
  eventId: event.id,
  position: event.position,
  type: event.type,
  subject: event.subject,
});

/** What makes further reading unsafe: the log is not the one that the position belongs to. */
function faultOf(place: Place, batch: EventBatch): string | undefined {
  // Nothing was applied yet: any log will do, and it may begin anywhere.
  if (place.incarnation === null) return undefined;
  if (batch.incarnation !== place.incarnation) {
    return `the log is another incarnation (${batch.incarnation}) than the one that was read (${place.incarnation})`;
  }
  if (place.position > batch.head) {
    return `the position ${place.position} is beyond the head of the log (${batch.head})`;
  }
  const [first] = batch.items;
  if (first !== undefined && first.position !== place.position + 1) {
    return `events from ${place.position + 1} to ${first.position - 1} are missing in the log`;
  }
  return undefined;
}

async function isSettled({ db, publisher, read }: SubscriberOptions): Promise<boolean> {
  const place = await readPlace(db, publisher);
  if (place.stoppedReason !== null) return true;
  const batch = await read({ after: place.position, limit: 1 });
  if (faultOf(place, batch) !== undefined || batch.items.length > 0) return false;
  const waiting = await sql`
    select
    from parked_event as parked
    where publisher = ${publisher}
    and next_try_at is not null
    and not exists (
      select from parked_event as earlier
      where earlier.publisher = parked.publisher
      and earlier.subject = parked.subject
      and earlier.position < parked.position
    )
    limit 1
  `.execute(db);
  return waiting.rows.length === 0;
}
