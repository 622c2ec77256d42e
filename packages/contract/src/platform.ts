import Type, { type Static } from 'typebox';
import { defineEvents, defineRoutes } from './routes.ts';
import { Id, Timestamp } from './shapes.ts';
import { verifyRoutes } from './verify.ts';

/** An event as its log tells it. `position` is gapless within one incarnation of a log. */
export const LoggedEvent = Type.Object({
  id: Id,
  position: Type.Integer({ minimum: 1 }),
  type: Type.String(),
  subject: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
  occurredAt: Timestamp,
  traceparent: Type.Union([Type.String(), Type.Null()]),
});
export type LoggedEvent = Static<typeof LoggedEvent>;

export const EventBatch = Type.Object({
  incarnation: Id,
  /** Highest position in the log; 0 when it is empty. */
  head: Type.Integer({ minimum: 0 }),
  items: Type.Array(LoggedEvent),
});
export type EventBatch = Static<typeof EventBatch>;

/** Every service answers these beside its own routes: its event log, to subscribers and staff. */
export const platformRoutes = defineRoutes({
  readEvents: {
    method: 'GET',
    path: '/events',
    summary: 'Read the event log after a position; also tells the publisher how far one has read',
    access: { kind: 'internal', callers: ['*'] },
    query: Type.Object({
      after: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
      /** Registers the subscriber's position, so that the log is not trimmed past it. */
      subscriber: Type.Optional(Type.String({ maxLength: 50 })),
      /** Find the position of an event by its id: how a subscriber resumes in a new incarnation. */
      afterEventId: Type.Optional(Id),
    }),
    responses: { 200: EventBatch },
    errors: [],
    repeatable: true,
  },
  ...verifyRoutes,
});

/**
 * Written in the transaction of every change that staff or an API key makes; accounts gathers them
 * into the audit log. `changes` holds names of fields, ids, and figures of the shop
 * such as its tax rates: never personal data, nor a secret.
 */
export const StaffAction = Type.Object({
  actorKind: Type.Union([Type.Literal('staff'), Type.Literal('api-key'), Type.Literal('system')]),
  actorId: Type.Union([Type.String(), Type.Null()]),
  /** Verb and thing: `product-created`. */
  action: Type.String(),
  subject: Type.String(),
  changes: Type.Record(Type.String(), Type.Unknown()),
});

/** The audit event of one service: `catalog.staff-acted.v1`. */
export const staffActedEvent = <const S extends string>(service: S) =>
  defineEvents({ staffActed: { type: `${service}.staff-acted.v1`, data: StaffAction } });
