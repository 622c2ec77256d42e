import { LOWEST_ID, listPage } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Disagreement, ReconciliationRun } from '../../contract/index.ts';

export interface RunRow {
  id: string;
  provider: string;
  status: ReconciliationRun['status'];
  comparedCount: number;
  disagreementCount: number;
  startedAt: Date;
  finishedAt: Date | null;
}

export const runColumns = sql`
  id,
  provider,
  status,
  compared_count as "comparedCount",
  disagreement_count as "disagreementCount",
  started_at as "startedAt",
  finished_at as "finishedAt"
`;

export const presentRun = (row: RunRow): ReconciliationRun => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

type DisagreementRow = Omit<Disagreement, 'firstSeenAt' | 'lastSeenAt'> & {
  firstSeenAt: Date;
  lastSeenAt: Date;
};

/** The last comparison, and a page of what is still open, oldest first. */
export async function getReconciliation(
  db: Database,
  o: { limit: number; after: string | undefined },
): Promise<{
  lastRun: ReconciliationRun | null;
  items: Disagreement[];
  nextCursor: string | null;
}> {
  const runs = await sql<RunRow>`
    select ${runColumns}
    from reconciliation_run
    order by started_at desc
    limit 1
  `.execute(db);
  const open = await sql<DisagreementRow>`
    select id, provider, key, kind, ours, theirs,
           first_seen_at as "firstSeenAt",
           last_seen_at as "lastSeenAt"
    from disagreement
    where resolved_at is null
      and id > ${o.after ?? LOWEST_ID}::uuid
    order by id
    limit ${o.limit + 1}
  `.execute(db);
  const shown = open.rows.map((row) => ({
    ...row,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
  const [run] = runs.rows;
  return {
    lastRun: run === undefined ? null : presentRun(run),
    ...listPage(shown, o.limit, ({ id }) => id),
  };
}
