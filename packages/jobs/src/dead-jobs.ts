import { type Database, inRounds } from '@cartwright/database';
import { sql } from 'kysely';

/** A job that failed at its last try. */
export interface DeadJob {
  jobId: string;
  name: string;
  tries: number;
  lastError: string | null;
  createdAt: Date;
}

/** Jobs that this service gave up, earliest first, after the one that was seen last; 200 a time. */
export async function listDeadJobs<T>(
  db: Database<T>,
  { after = '0' }: { after?: string } = {},
): Promise<DeadJob[]> {
  const found = await sql<DeadJob>`
    select
      jobs.id::text as "jobId",
      tasks.identifier as name,
      jobs.attempts as tries,
      jobs.last_error as "lastError",
      jobs.created_at as "createdAt"
    from _private_jobs as jobs
    join _private_tasks as tasks on tasks.id = jobs.task_id
    where jobs.attempts >= jobs.max_attempts
    and jobs.locked_at is null
    and jobs.id > ${after}::bigint
    order by jobs.id
    limit 200
  `.execute(db);
  return found.rows;
}

/** Has a dead job tried anew from now, with all its tries. Returns whether there was such a job. */
export async function retryDeadJob<T>(db: Database<T>, jobId: string): Promise<boolean> {
  const retried = await sql`
    update _private_jobs
    set attempts = 0, run_at = now(), updated_at = now()
    where id = ${jobId}::bigint
    and attempts >= max_attempts
    and locked_at is null
  `.execute(db);
  return Number(retried.numAffectedRows ?? 0) > 0;
}

/** Ends a dead job: it never runs again. Returns whether there was such a job. */
export async function dropDeadJob<T>(db: Database<T>, jobId: string): Promise<boolean> {
  const dropped = await sql`
    delete from _private_jobs
    where id = ${jobId}::bigint
    and attempts >= max_attempts
    and locked_at is null
  `.execute(db);
  return Number(dropped.numAffectedRows ?? 0) > 0;
}

/**
 * Has jobs that failed and wait for another try run now, as when what they need is there again.
 * Their tries count on. Returns how many.
 */
export const hurryFailedJobs = <T>(db: Database<T>): Promise<number> =>
  inRounds({ atOnce: 1_000, roundsMax: 1_000 }, (atOnce) =>
    sql`
      update _private_jobs
      set run_at = now(), updated_at = now()
      where id in (
        select id
        from _private_jobs
        where run_at > now()
        and attempts between 1 and max_attempts - 1
        and locked_at is null
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );
