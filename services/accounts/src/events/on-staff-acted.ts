import type { EventDefinition, StaffAction } from '@cartwright/contract';
import { type Subscription, subscribe } from '@cartwright/events';
import { sql } from 'kysely';

/** Gathers every service's staff actions into one log; the event's id makes an entry count once. */
export const onStaffActed = (
  definition: EventDefinition & { data: typeof StaffAction },
): Subscription =>
  subscribe(definition, async (tx, event) => {
    const { actorKind, actorId, action, subject, changes } = event.data;
    await sql`
      insert into audit_entry
        (id, service, actor_kind, actor_id, action, subject, changes, occurred_at)
      values (${event.id}, ${definition.type.split('.')[0]}, ${actorKind}, ${actorId}, ${action},
        ${subject}, ${JSON.stringify(changes)}::jsonb, ${event.occurredAt})
      on conflict (id) do nothing`.execute(tx);
  });
