import { type Database, transaction } from '@cartwright/database';
import type { Logger } from '@cartwright/telemetry';
import type { WorkerEvents } from 'graphile-worker';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { startSweeps } from './sweeps.ts';

/**
 * The library gives back the jobs of a killed process after four hours; a payment to be voided
 * cannot wait that long. Here a running queue holds an advisory lock on the connection that it
 * listens on, which ends with the process: whoever can take the lock knows that it is dead.
 */
export function holdWhileListening(events: WorkerEvents, log: Logger): void {
  let timer: NodeJS.Timeout | undefined;
  events.on('pool:listen:success', ({ workerPool, client }) => {
    // The library sends its own statements first, and a client takes one at a time.
    timer = setTimeout(() => {
      client
        .query('select pg_try_advisory_lock(hashtextextended($1, 0))', [workerPool.id])
        .catch((error: unknown) => log.warn({ err: error }, 'the job queue holds no lock'));
    }, 500);
  });
  events.on('pool:listen:release', () => clearTimeout(timer));
  events.on('pool:gracefulShutdown', () => clearTimeout(timer));
}

/**
 * Gives back the jobs that a queue which ends has fetched and not begun; answers what resolves once
 * that is done. Of the library's own try nobody hears that it failed, which ends the process. Jobs
 * that cannot be given back are freed as those of a dead process.
 */
export function giveBackUnbegun(
  events: WorkerEvents,
  { pool, log }: { pool: Pool; log: Logger },
): () => Promise<void> {
  let givingBack = Promise.resolve();
  events.on('localQueue:setMode', ({ localQueue, newMode }) => {
    if (newMode !== 'RELEASED') return;
    const ids = localQueue.jobQueue.splice(0).map(({ id }) => id);
    if (ids.length === 0) return;
    givingBack = pool.query(unbegin, [ids, localQueue.workerPool.id]).then(
      () => undefined,
      (error: unknown) => log.warn({ err: error, jobs: ids.length }, 'jobs were not given back'),
    );
  });
  return () => givingBack;
}

const unbegin = `
  update _private_jobs
  set attempts = greatest(0, attempts - 1),
      locked_at = null,
      locked_by = null
  where id = any($1::bigint[])
  and locked_by = $2
`;

// Time for a queue that has just started to take its lock.
const graceSeconds = 5;

/** Looks every 5 s for jobs that dead processes hold, and frees them. */
export function startFreeingJobs(options: {
  // biome-ignore lint/suspicious/noExplicitAny: every schema has the same tables of the queue
  db: Database<any>;
  log: Logger;
  /** A broken listening connection does not make this process dead. */
  ownId: () => string;
  /** Queues of this process that have ended; their connections live on in its pool. */
  isEnded: (id: string) => boolean;
}): { stop(): Promise<void> } {
  return startSweeps(
    [{ name: 'free-jobs', everyMs: 5_000, run: () => freeJobs(options) }],
    options.log,
  );
}

async function freeJobs(options: Parameters<typeof startFreeingJobs>[0]): Promise<void> {
  const holders = await sql<{ id: string }>`
    select distinct locked_by as id
    from _private_jobs
    where locked_at < clock_timestamp() - make_interval(secs => ${graceSeconds})
    and locked_by <> ${options.ownId()}
    limit 100
  `.execute(options.db);
  for (const { id } of holders.rows) {
    const isFreed = await transaction(options.db, async (tx) => {
      const lock = await sql<{ isDead: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) as "isDead"
      `.execute(tx);
      if (lock.rows[0]?.isDead !== true && !options.isEnded(id)) return false;
      await sql`select force_unlock_workers(array[${id}]::text[])`.execute(tx);
      return true;
    });
    if (isFreed) options.log.warn({ queueId: id }, 'jobs of a dead process were freed');
  }
}
