import Type, { type Static, type TSchema } from 'typebox';
import { defineRoutes } from './routes.ts';
import { Id } from './shapes.ts';

/** The command `verify` holds the books of all services against each other; nobody else asks. */
export const verifyOnly = { kind: 'internal', callers: ['verify'] } as const;

/** Rows of one page: some ten milliseconds of a database, a megabyte of an answer. */
export const VERIFY_PAGE_MAX = 1_000;

/** Ids in their order: those after one, or exactly those that are named, to look at them again. */
export const VerifyPageQuery = Type.Object({
  after: Type.Union([Id, Type.Null()]),
  limit: Type.Integer({ minimum: 1, maximum: VERIFY_PAGE_MAX }),
  only: Type.Optional(Type.Array(Id, { maxItems: VERIFY_PAGE_MAX })),
});
export type VerifyPageQuery = Static<typeof VerifyPageQuery>;

/** `next` is the id to go on after; null when this page is the last. */
export const verifyPage = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Id, Type.Null()]) });

/** The page that these rows are; there may be a next one when it is full. */
export const pageOf = <Row>(
  items: Row[],
  { limit, only }: VerifyPageQuery,
  idOf: (row: Row) => string,
): { items: Row[]; next: string | null } => {
  const last = items.at(-1);
  const isFull = only === undefined && items.length === limit;
  return { items, next: isFull && last !== undefined ? idOf(last) : null };
};

/** Below every id: where the first page begins. */
export const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** What a service says of its own event log and of where it stands in those of others. */
export const EventBooks = Type.Object({
  incarnation: Id,
  head: Type.Integer({ minimum: 0 }),
  /** The highest position that an event has: the head, unless somebody changed either. */
  highest: Type.Integer({ minimum: 0 }),
  /** Events up to here were read by everybody and removed. */
  trimmedTo: Type.Integer({ minimum: 0 }),
  /** Positions looked through by this call: `from` <= position <= `to`. */
  from: Type.Integer({ minimum: 0 }),
  to: Type.Integer({ minimum: 0 }),
  /** Positions among them without an event, at most a hundred. */
  missing: Type.Array(Type.Integer()),
  /** Subjects of events that have no position yet, at most a thousand. */
  waiting: Type.Array(Type.String()),
  subscriptions: Type.Array(
    Type.Object({
      publisher: Type.String(),
      incarnation: Type.Union([Id, Type.Null()]),
      position: Type.Integer({ minimum: 0 }),
      stoppedReason: Type.Union([Type.String(), Type.Null()]),
      /** Subjects whose events failed and are tried again, at most a thousand. */
      retried: Type.Array(Type.String()),
    }),
  ),
  /** At most two hundred, the earliest first. */
  deadLetters: Type.Array(
    Type.Object({
      publisher: Type.String(),
      eventId: Id,
      type: Type.String(),
      subject: Type.String(),
      tries: Type.Integer(),
      lastError: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type EventBooks = Static<typeof EventBooks>;

/** Every service answers it beside its own routes. */
export const verifyRoutes = defineRoutes({
  verifyEvents: {
    method: 'GET',
    path: '/verify/events',
    summary: 'The event log from a position on: its gaps, and where this service stands elsewhere',
    access: verifyOnly,
    query: Type.Object({ from: Type.Integer({ minimum: 1 }) }),
    responses: { 200: EventBooks },
    errors: [],
    repeatable: true,
  },
});
