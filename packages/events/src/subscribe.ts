import type { EventData, EventDefinition, LoggedEvent } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';

/** An event as its subscriber gets it. */
export type HeardEvent<E extends EventDefinition = EventDefinition> = Omit<LoggedEvent, 'data'> & {
  data: EventData<E>;
};

export interface Subscription {
  definition: EventDefinition;
  // biome-ignore lint/suspicious/noExplicitAny: each subscription narrows its tables and its event
  apply: (tx: Tx<any>, events: readonly any[]) => Promise<void>;
  /** Whether `apply` takes many events at once. */
  isBatched: boolean;
  lockFirst?: LockFirst;
}

/**
 * Takes the rows that these events will change, in the order in which everybody else takes them.
 * For services that lock several rows for one event: the events of a read are applied one after
 * the other in one transaction, and the second could wait for somebody who waits for the first.
 * Subscriptions that give the same function are asked once for all their events.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type LockFirst = (tx: Tx<any>, events: readonly LoggedEvent[]) => Promise<void>;

/**
 * Says what a service does when it hears an event. `apply` writes only its own database, through
 * `tx`, in which the subscription's position moves too: exactly once in effect. Mails and calls
 * become jobs, enqueued with the same `tx`. It may run again after a failure, in a new transaction.
 */
export function subscribe<
  E extends EventDefinition,
  // biome-ignore lint/suspicious/noExplicitAny: handlers name their generated tables or none
  T = any,
>(
  definition: E,
  apply: (tx: Tx<T>, event: HeardEvent<E>) => Promise<void>,
  options: { lockFirst?: LockFirst } = {},
): Subscription {
  const applyEach = async (tx: Tx<T>, events: readonly HeardEvent<E>[]): Promise<void> => {
    for (const event of events) await apply(tx, event);
  };
  return { definition, apply: applyEach, isBatched: false, ...options };
}

/**
 * Like `subscribe`, for what comes in crowds: `apply` gets the events of a read together, in their
 * order, and writes their effects with few statements. When it fails, the events come again one by
 * one, so that only the one at fault is set aside.
 */
export const subscribeInBatches = <
  E extends EventDefinition,
  // biome-ignore lint/suspicious/noExplicitAny: handlers name their generated tables or none
  T = any,
>(
  definition: E,
  apply: (tx: Tx<T>, events: readonly HeardEvent<E>[]) => Promise<void>,
  options: { lockFirst?: LockFirst } = {},
): Subscription => ({ definition, apply, isBatched: true, ...options });
