export { dropDeadLetter, listDeadLetters, retryDeadLetters } from './dead-letters.ts';
export { type EventRow, emit, emitAll, emitStaffAction, eventRow } from './emit.ts';
export { readEventBooks } from './event-books.ts';
export {
  createEventLog,
  type EventLog,
  newIncarnation,
} from './event-log.ts';
export { startPollLoop } from './poll-loop.ts';
export { resumeByEventId } from './resume-by-event-id.ts';
export { type CommittedEvent, onCommitted, signalCommitted, signalSequenced } from './signals.ts';
export { dropSilentReader, listSilentReaders } from './silent-readers.ts';
export {
  type HeardEvent,
  type LockFirst,
  type Subscription,
  subscribe,
  subscribeInBatches,
} from './subscribe.ts';
export {
  createSubscriber,
  type ReadEvents,
  type Subscriber,
} from './subscriber.ts';
export { listSubscriptions, type SubscriptionState } from './subscription-state.ts';

/** Tables of the event log and of subscriptions, in every service's schema. */
export const eventMigrations = new URL('../migrations/', import.meta.url);
