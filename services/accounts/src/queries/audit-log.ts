import { invalidInput } from '@cartwright/contract';
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

/** Newest first, by key: the cursor is the time and id of the last entry shown. */
export async function listAuditLog(
  db: Database,
  o: { limit: number; cursor?: string; subject?: string; actorId?: string },
) {
  const after = o.cursor === undefined ? undefined : readCursor(o.cursor);
  const { rows } = await sql<Row>`
    select id, service, actor_kind as "actorKind", actor_id as "actorId", action, subject, changes,
      occurred_at as "occurredAt"
    from audit_entry
    where ${o.subject === undefined ? sql`true` : sql`subject = ${o.subject}`}
      and ${o.actorId === undefined ? sql`true` : sql`actor_id = ${o.actorId}`}
      and ${
        after === undefined
          ? sql`true`
          : sql`(occurred_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      }
    order by occurred_at desc, id desc
    limit ${o.limit + 1}`.execute(db);
  const items = rows
    .slice(0, o.limit)
    .map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
  const last = items.at(-1);
  const hasMore = rows.length > o.limit && last !== undefined;
  return { items, nextCursor: hasMore ? `${last.occurredAt}~${last.id}` : null };
}

function readCursor(cursor: string): { at: string; id: string } {
  const [, at, id] = /^(\d{4}-[\d-]+T[\d:.]+Z)~([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw invalidInput('/query/cursor', 'is not a cursor of this list');
  return { at, id };
}
