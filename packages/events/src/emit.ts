import {
  type Actor,
  type EventData,
  type EventDefinition,
  staffActedEvent,
} from '@cartwright/contract';
import { afterCommit, isInTransaction, type Tx } from '@cartwright/database';
import { currentTraceparent } from '@cartwright/telemetry';
import { sql } from 'kysely';
import { Value } from 'typebox/value';
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
  if (!Value.Check(definition.data, event.data)) {
    const places = Value.Errors(definition.data, event.data).map((fault) => fault.instancePath);
    throw new Error(
      `${definition.type} was emitted with wrong data at ${places.join(', ') || '/'}`,
    );
  }
  await sql`
    insert into event (type, subject, data, traceparent)
    values (
      ${definition.type},
      ${event.subject},
      ${JSON.stringify(event.data)}::jsonb,
      ${currentTraceparent() ?? null}
    )
  `.execute(tx);
  // Without `transaction` around it the sequencer's slow poll finds the event.
  if (isInTransaction()) afterCommit(() => signalCommitted(serviceOf(definition.type)));
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
