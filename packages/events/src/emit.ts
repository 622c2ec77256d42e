import {
  type Actor,
  type EventData,
  type EventDefinition,
  staffActedEvent,
} from '@cartwright/contract';
import { afterCommit, isInTransaction, type Tx } from '@cartwright/database';
import { currentTraceparent } from '@cartwright/telemetry';
import { sql } from 'kysely';
import { hasShape, wrongPlaces } from './event-shape.ts';
import { signalCommitted } from './signals.ts';

/**
 * Appends an event to the service's log in the caller's transaction, so that both commit together
 * or not at all. Events of one subject (an order's id, a variant's id) stay in their order.
 * @throws Error when the data does not have the declared shape.
 */
export async function emit<E extends EventDefinition, T>(
  tx: Tx<T>,
  definition: E,
  event: { subject: string; data: EventData<E> },
): Promise<void> {
  await emitAll(tx, definition, [event]);
}

/** Appends events of one kind in one statement, each as `emit` would. */
export async function emitAll<E extends EventDefinition, T>(
  tx: Tx<T>,
  definition: E,
  events: readonly { subject: string; data: EventData<E> }[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => eventRow(definition, event));
  await sql`
    insert into event (type, subject, data, traceparent)
    select type, subject, data, traceparent
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (
      type text, subject text, data jsonb, traceparent text
    )
  `.execute(tx);
  // Without `transaction` around it the sequencer's slow poll finds the events.
  if (isInTransaction()) afterCommit(() => signalCommitted(serviceOf(definition.type), rows));
}

/** An event as a batched statement writes it into the table `event`, beside its other rows. */
export interface EventRow {
  type: string;
  subject: string;
  data: object;
  traceparent: string | null;
}

/**
 * Makes the row of an event for a statement that writes it itself: it commits with that statement,
 * whose caller then tells the sequencer by `signalCommitted`. An event that is the first of its
 * subject may get its position in that statement too, which moves `event_log.head` by the number of
 * its events and inserts them behind the former head: the lock on that row lasts until the commit,
 * so positions become readable in their order. Its caller tells subscribers by `signalSequenced`.
 * @throws Error when the data does not have the declared shape.
 */
export function eventRow<E extends EventDefinition>(
  definition: E,
  event: { subject: string; data: EventData<E>; traceparent?: string | undefined },
): EventRow {
  assertShape(definition, event.data);
  const { subject, data, traceparent = currentTraceparent() } = event;
  return { type: definition.type, subject, data: Object(data), traceparent: traceparent ?? null };
}

function assertShape(definition: EventDefinition, data: unknown): void {
  if (hasShape(definition, data)) return;
  const places = wrongPlaces(definition, data).join(', ');
  throw new Error(`${definition.type} was emitted with wrong data at ${places || '/'}`);
}

/** `orders` of `orders.order-placed.v1`. */
const serviceOf = (type: string): string => type.slice(0, type.indexOf('.'));

/**
 * Tells the audit log of a change that staff, an API key or the system made: in the transaction of
 * the change. `changes` holds names of fields and ids, never personal data.
 */
export async function emitStaffAction<T>(
  tx: Tx<T>,
  service: string,
  actor: Actor,
  act: { action: string; subject: string; changes: Record<string, unknown> },
): Promise<void> {
  if (actor.kind === 'anonymous' || actor.kind === 'shopper') {
    throw new Error(`${act.action} was done by a ${actor.kind} actor, who may not act as staff`);
  }
  await emit(tx, staffActedEvent(service).staffActed, {
    subject: act.subject,
    data: { ...act, actorKind: actor.kind, actorId: actor.kind === 'system' ? null : actor.id },
  });
}
