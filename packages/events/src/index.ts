export { type DeadLetter, listDeadLetters, retryDeadLetters } from './dead-letters.ts';
export { emit, emitStaffAction } from './emit.ts';
export {
  createEventLog,
  type EventLog,
  type EventLogOptions,
  newIncarnation,
} from './event-log.ts';
export { type LostEvent, type Resumed, resumeByEventId } from './resume-by-event-id.ts';
export { type HeardEvent, type LockFirst, type Subscription, subscribe } from './subscribe.ts';
export {
  createSubscriber,
  type ReadEvents,
  type Subscriber,
  type SubscriberOptions,
} from './subscriber.ts';
export { listSubscriptions, type SubscriptionState } from './subscription-state.ts';

/** Tables of the event log and of subscriptions, in every service's schema. */
export const eventMigrations = new URL('../migrations/', import.meta.url);
