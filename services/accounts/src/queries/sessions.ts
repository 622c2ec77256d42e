import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** More than anybody has; the oldest beyond it end by themselves. */
const sessionsMax = 100;

interface Row {
  id: string;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Where a shopper is signed in, the last seen first. */
export async function listSessions(
  db: Database,
  o: { shopperId: string; currentId: string | undefined },
) {
  const { rows } = await sql<Row>`
    select id, "userAgent", "createdAt", "lastSeenAt"
    from session
    where "userId" = ${o.shopperId}
      and "expiresAt" > now()
    order by "lastSeenAt" desc, id
    limit ${sessionsMax}
  `.execute(db);
  return rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
    id,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent: id === o.currentId,
  }));
}
