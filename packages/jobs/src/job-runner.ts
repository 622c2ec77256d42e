import { EventEmitter } from 'node:events';
import type { Database, Tx } from '@cartwright/database';
import { currentTraceparent, type Logger } from '@cartwright/telemetry';
import {
  Logger as QueueLogger,
  runTaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { JobDefinition } from './define-job.ts';
import { giveBackUnbegun, holdWhileListening, startFreeingJobs } from './free-jobs.ts';
import { assertShape, type Payload, taskOf } from './run-job.ts';

interface JobRunnerOptions {
  service: string;
  // biome-ignore lint/suspicious/noExplicitAny: every schema has the same tables of the queue
  db: Database<any>;
  /** The service's pool. A running queue keeps one of its connections, to hear of new jobs. */
  pool: Pool;
  log: Logger;
  /** Jobs at the same time; 2 unless told. */
  concurrency?: number | undefined;
}

export interface JobQueue {
  /**
   * Adds a job in the caller's transaction: it exists when that commits, and not otherwise.
   * A job with the same `key` that has not started yet is replaced. Not for the hottest
   * transactions, because it notifies, for which PostgreSQL takes a lock at commit.
   * @throws Error when the data does not have the job's declared shape.
   */
  enqueue<T>(
    tx: Tx<T>,
    name: string,
    data: object,
    options?: { key?: string; runAt?: Date },
  ): Promise<void>;
  /**
   * The same for crowds of one name: up to 32 share a row of the queue, so that they are fetched,
   * run and ended together; those of them that fail are tried again together. `traceparent` tells
   * which trace each continues; the running one unless told.
   */
  enqueueAll<T>(
    tx: Tx<T>,
    name: string,
    jobs: readonly { data: object; traceparent?: string | null }[],
  ): Promise<void>;
}

export interface JobRunner {
  queue: JobQueue;
  /** Starts the work; without definitions nothing runs and no connection is used. */
  start(definitions: readonly JobDefinition[]): Promise<void>;
  /** Takes no more jobs and waits for those that run; after 5 s their signals abort. */
  stop(): Promise<void>;
  /** Whether no job runs or is due now. Jobs that wait for another try are not counted. */
  isSettled(): Promise<boolean>;
}

// New jobs are told by notification; the poll finds those whose time has come.
const pollMs = 2_000;
// Looking for a job and ending one are statements for many; a crash has as many run again.
const fetchedMin = 10;
const restartMs = 1_000;
// Many times what a first look takes.
const firstLookMs = 5_000;
// A row of the queue is written, fetched and removed; among so many that is little, and more that
// end at the same moment would only hold up the event loop.
const packMax = 32;
// For jobs that are added before `start` has told their own limit.
const attemptsMaxDefault = 10;

/** The durable background work of one service, in its own schema. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  let definitions: ReadonlyMap<string, JobDefinition> | undefined;
  let stop: (() => Promise<void>) | undefined;
  return {
    queue: {
      enqueue: (tx, name, data, { key, runAt } = {}) => {
        const pack = { members: [{ data }], key, runAt };
        return add(tx, { name, packs: [pack], definitions, service: options.service });
      },
      enqueueAll: (tx, name, jobs) => {
        const packs = packsOf(jobs).map((members) => ({ members }));
        return add(tx, { name, packs, definitions, service: options.service });
      },
    },
    start: async (list) => {
      if (stop !== undefined) return;
      definitions = byName(list);
      if (definitions.size > 0) stop = startWork(options, definitions);
    },
    stop: async () => {
      const stopNow = stop;
      stop = undefined;
      await stopNow?.();
    },
    isSettled: () => isSettled(options.db, [...(definitions?.keys() ?? [])]),
  };
}

function byName(list: readonly JobDefinition[]): Map<string, JobDefinition> {
  const map = new Map(list.map((job) => [job.name, job]));
  if (map.size < list.length) throw new Error('Two jobs of one service have the same name');
  return map;
}

interface NewJob {
  data: object;
  traceparent?: string | null;
}

/** Jobs that share a row of the queue. */
interface Pack {
  members: readonly NewJob[];
  key?: string | undefined;
  runAt?: Date | undefined;
}

const packsOf = (jobs: readonly NewJob[]): NewJob[][] =>
  Array.from({ length: Math.ceil(jobs.length / packMax) }, (_, index) =>
    jobs.slice(index * packMax, (index + 1) * packMax),
  );

async function add<T>(
  tx: Tx<T>,
  o: {
    name: string;
    packs: readonly Pack[];
    definitions: ReadonlyMap<string, JobDefinition> | undefined;
    service: string;
  },
): Promise<void> {
  const definition = o.definitions?.get(o.name);
  if (o.definitions !== undefined && definition === undefined) {
    throw new Error(`${o.service} has no job ${o.name}`);
  }
  const running = currentTraceparent() ?? null;
  const specs = o.packs.map(({ members, key, runAt }) => {
    const payloads = members.map(({ data, traceparent = running }): Payload => {
      if (definition !== undefined) assertShape(definition, data);
      return { data, traceparent };
    });
    const payload = payloads.length === 1 ? payloads[0] : payloads;
    return { payload, key: key === undefined ? null : `${o.name}:${key}`, runAt: runAt ?? null };
  });
  await sql`
    select
    from add_jobs(array(
      select row(
        ${o.name},
        payload,
        null,
        "runAt",
        ${definition?.attemptsMax ?? attemptsMaxDefault}::integer,
        key,
        null,
        null
      )::job_spec
      from json_to_recordset(${JSON.stringify(specs)}::json)
        as job (payload json, key text, "runAt" timestamptz)
    ))
  `.execute(tx);
}

function startWork(
  options: JobRunnerOptions,
  definitions: ReadonlyMap<string, JobDefinition>,
): () => Promise<void> {
  let isStopping = false;
  let current: RunningQueue;
  let pause: NodeJS.Timeout | undefined;
  const ended = new Set<string>();
  const begin = (): void => {
    current = startQueue(options, definitions);
    const { workers } = current;
    void endOf(workers).then((error) => {
      if (isStopping) return;
      ended.add(workers.id);
      options.log.warn({ err: error }, 'the job queue has ended and is started again');
      pause = setTimeout(begin, restartMs);
    });
  };
  begin();
  const freeing = startFreeingJobs({
    ...options,
    ownId: () => current.workers.id,
    isEnded: (id) => ended.has(id),
  });
  return async () => {
    isStopping = true;
    clearTimeout(pause);
    await freeing.stop();
    await end(current);
  };
}

interface RunningQueue {
  workers: WorkerPool;
  /** Resolves once an ending queue has given back what it had not begun. */
  givenBack: () => Promise<void>;
}

/** How a queue ended that could not end well is what its promise tells. */
async function end({ workers, givenBack }: RunningQueue): Promise<void> {
  await Promise.allSettled([workers.gracefulShutdown()]);
  await endOf(workers);
  await givenBack();
}

const endOf = (workers: WorkerPool): Promise<unknown> =>
  workers.promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/**
 * The queue of the library ends for good when it cannot write down how jobs have ended, as while
 * PostgreSQL is away, and it never finds a job when it could not ask for the ids of its tasks: it
 * keeps that failure as the answer, and looks on in vain. So one that has had no look by some time
 * is ended here, and whoever started it starts another. Jobs that it held are freed as those of a
 * dead process.
 */
function startQueue(
  options: JobRunnerOptions,
  definitions: ReadonlyMap<string, JobDefinition>,
): RunningQueue {
  const { pool, log, concurrency = 2 } = options;
  const localQueue = { size: Math.max(fetchedMin, concurrency) };
  const events: WorkerEvents = new EventEmitter();
  holdWhileListening(events, log);
  const givenBack = giveBackUnbegun(events, options);
  const workers: WorkerPool = runTaskList(
    {
      schema: options.service,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: bridge(log),
      events,
      // Alone, a failure that cannot be written down is caught by nobody and ends the process.
      preset: { worker: { localQueue, completeJobBatchDelay: 50, failJobBatchDelay: 50 } },
    },
    Object.fromEntries([...definitions].map(([name, job]) => [name, taskOf(options, job)])),
    pool,
  );
  const queue = { workers, givenBack };
  const noLook = setTimeout(() => void end(queue), firstLookMs);
  const looked = (): void => clearTimeout(noLook);
  events.once('localQueue:getJobs:complete', looked);
  void endOf(workers).then(looked);
  return queue;
}

/** The library calls every failed job an error; ours says which one needs somebody to act. */
function bridge(log: Logger): QueueLogger {
  const levels = { error: 'debug', warning: 'debug', info: 'trace', debug: 'trace' } as const;
  return new QueueLogger(() => (level, message) => log[levels[level]](message));
}

// biome-ignore lint/suspicious/noExplicitAny: every schema has the same tables of the queue
async function isSettled(db: Database<any>, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return true;
  const busy = await sql`
    select
    from _private_jobs as jobs
    join _private_tasks as tasks on tasks.id = jobs.task_id
    where tasks.identifier = any(${names}::text[])
    and (
      jobs.locked_at is not null
      or (jobs.attempts < jobs.max_attempts and jobs.run_at <= clock_timestamp())
    )
    limit 1
  `.execute(db);
  return busy.rows.length === 0;
}
