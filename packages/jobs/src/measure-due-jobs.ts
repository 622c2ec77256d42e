import type { Database } from '@cartwright/database';
import { metrics } from '@cartwright/telemetry';
import { sql } from 'kysely';

/** More are not counted: what matters then is how old the oldest is. */
const countedMax = 10_000;

/** Tells how much work waits. Found by the index by which the queue takes its jobs. */
export async function measureDueJobs<T>(db: Database<T>, service: string): Promise<void> {
  const found = await sql<{ count: number; ageSeconds: number }>`
    select
      count(*) as count,
      coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as "ageSeconds"
    from (
      select run_at
      from _private_jobs
      where is_available
      and run_at <= now()
      order by priority, run_at
      limit ${countedMax}
    ) as due
  `.execute(db);
  metrics.jobsDue.set({ service }, found.rows[0]?.count ?? 0);
  metrics.jobsDueAge.set({ service }, found.rows[0]?.ageSeconds ?? 0);
}
