import { listPage, readTimeCursor, writeTimeCursor } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

interface Row {
  id: string;
  service: string;
  actorKind: string;
  actorId: string | null;
  action: string;
  subject: string;
  changes: Record<string, unknown>;
  occurredAt: Date;
}

/** Newest first. */
export async function listAuditLog(
  db: Database,
  o: { limit: number; cursor?: string; subject?: string; actorId?: string },
) {
  const after = readTimeCursor(o.cursor);
  const { rows } = await sql<Row>`
    select id, service, actor_kind as "actorKind", actor_id as "actorId", action, subject, changes,
      occurred_at as "occurredAt"
    from audit_entry
    where ${o.subject === undefined ? sql`true` : sql`subject = ${o.subject}`}
      and ${o.actorId === undefined ? sql`true` : sql`actor_id = ${o.actorId}`}
      and ${
        after === undefined ? sql`true` : sql`(occurred_at, id) < (${after.at}, ${after.id}::uuid)`
      }
    order by occurred_at desc, id desc
    limit ${o.limit + 1}`.execute(db);
  const shown = rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
  return listPage(shown, o.limit, ({ occurredAt, id }) => writeTimeCursor(occurredAt, id));
}
