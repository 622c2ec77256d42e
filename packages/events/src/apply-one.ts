import type { LoggedEvent } from '@cartwright/contract';
import {
  type Database,
  isConnectionFault,
  isOutOfResources,
  isSerializationFault,
  type Tx,
} from '@cartwright/database';
import { inSpan, spanAttributes, spanNames } from '@cartwright/telemetry';
import { isAsDeclared } from './event-shape.ts';
import type { Subscription } from './subscribe.ts';

export interface Applying {
  // biome-ignore lint/suspicious/noExplicitAny: the tables of events are the same in every schema
  db: Database<any>;
  publisher: string;
  subscriptions: ReadonlyMap<string, Subscription>;
  retry: RetryPolicy;
  onFailed: (event: LoggedEvent, error: unknown) => void;
  onDead: (event: LoggedEvent) => void;
}

export interface RetryPolicy {
  /** Tries of an event before it becomes a dead letter. */
  triesMax: number;
  /** Doubles with every try, ten times at most. */
  firstPauseMs: number;
}

/** Runs one handler in a span that continues the trace of the event. */
export async function applyOne(tx: Tx, o: Applying, event: LoggedEvent): Promise<void> {
  const subscription = o.subscriptions.get(event.type);
  if (subscription === undefined) return;
  await inSpan(
    spanNames.hearEvent,
    {
      [spanAttributes.eventId]: event.id,
      [spanAttributes.eventType]: event.type,
      [spanAttributes.publisher]: o.publisher,
    },
    async () => {
      assertShape(subscription, event);
      await subscription.apply(tx, [event]);
    },
    { kind: 'consumer', parentTraceparent: event.traceparent },
  );
}

/** Runs the handler of a batched subscription once for all; a span links to the events' traces. */
export async function applyTogether(
  tx: Tx,
  o: Applying,
  subscription: Subscription,
  events: readonly LoggedEvent[],
): Promise<void> {
  const { type } = subscription.definition;
  await inSpan(
    spanNames.hearEvent,
    {
      [spanAttributes.eventType]: type,
      [spanAttributes.publisher]: o.publisher,
      [spanAttributes.batchSize]: events.length,
    },
    async () => {
      for (const event of events) assertShape(subscription, event);
      await subscription.apply(tx, events);
    },
    { kind: 'consumer', links: events.flatMap(({ traceparent }) => traceparent ?? []) },
  );
}

function assertShape({ definition }: Subscription, event: LoggedEvent): void {
  if (!isAsDeclared(definition, event))
    throw new Error(`${event.type} has not the shape that its contract declares`);
}

/**
 * Deadlocks and outages pass by themselves and say nothing about the event. A time-out may be the
 * event's own doing, so it counts as a failure.
 */
export const isTransient = (error: unknown): boolean =>
  isConnectionFault(error) || isOutOfResources(error) || isSerializationFault(error);
