import { EventEmitter } from 'node:events';
import type { Database, Tx } from '@cartwright/database';
import {
  currentTraceparent,
  inSpan,
  type Logger,
  metrics,
  spanAttributes,
  spanNames,
} from '@cartwright/telemetry';
import {
  type JobHelpers,
  Logger as QueueLogger,
  runTaskList,
  type Task,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { Value } from 'typebox/value';
import type { JobDefinition } from './define-job.ts';
import { holdWhileListening, startFreeingJobs } from './free-jobs.ts';

export interface JobRunnerOptions {
  service: string;
  // biome-ignore lint/suspicious/noExplicitAny: every schema has the same tables of the queue
  db: Database<any>;
  /** The service's pool. A running queue keeps one of its connections, to hear of new jobs. */
  pool: Pool;
  log: Logger;
  /** Jobs at the same time; 2 unless told. */
  concurrency?: number;
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
   * The same for many jobs of one name, in one statement. `traceparent` tells which trace each job
   * continues; the running one unless told.
   */
  enqueueAll<T>(
    tx: Tx<T>,
    name: string,
    jobs: readonly { data: object; key?: string; traceparent?: string | null }[],
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

/** What stands in the queue. */
interface Payload {
  data: object;
  traceparent: string | null;
}

const isPayload = (payload: unknown): payload is Payload =>
  typeof payload === 'object' && payload !== null && 'data' in payload && 'traceparent' in payload;

// New jobs are told by notification; the poll finds those whose time has come.
const pollMs = 2_000;
// Looking for a job and ending one are statements for many; a crash has as many run again.
const fetchedMin = 10;
const restartMs = 1_000;
// For jobs that are added before `start` has told their own limit.
const attemptsMaxDefault = 10;

/** The durable background work of one service, in its own schema. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  let definitions: ReadonlyMap<string, JobDefinition> | undefined;
  let stop: (() => Promise<void>) | undefined;
  return {
    queue: {
      enqueue: (tx, name, data, { key, runAt } = {}) =>
        add(tx, { name, jobs: [{ data, key, runAt }], definitions, service: options.service }),
      enqueueAll: (tx, name, jobs) =>
        add(tx, { name, jobs, definitions, service: options.service }),
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
  key?: string | undefined;
  runAt?: Date | undefined;
  traceparent?: string | null;
}

async function add<T>(
  tx: Tx<T>,
  o: {
    name: string;
    jobs: readonly NewJob[];
    definitions: ReadonlyMap<string, JobDefinition> | undefined;
    service: string;
  },
): Promise<void> {
  const definition = o.definitions?.get(o.name);
  if (o.definitions !== undefined && definition === undefined) {
    throw new Error(`${o.service} has no job ${o.name}`);
  }
  const running = currentTraceparent() ?? null;
  const specs = o.jobs.map(({ data, key, runAt, traceparent = running }) => {
    if (definition !== undefined) assertShape(definition, data);
    const payload: Payload = { data, traceparent };
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

function assertShape(job: JobDefinition, data: unknown): void {
  if (Value.Check(job.data, data)) return;
  const places = Value.Errors(job.data, data).map((fault) => fault.instancePath);
  throw new Error(`The job ${job.name} has wrong data at ${places.join(', ') || '/'}`);
}

function startWork(
  options: JobRunnerOptions,
  definitions: ReadonlyMap<string, JobDefinition>,
): () => Promise<void> {
  let isStopping = false;
  let current: WorkerPool;
  let pause: NodeJS.Timeout | undefined;
  const ended = new Set<string>();
  const begin = (): void => {
    const workers = startQueue(options, definitions);
    current = workers;
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
    ownId: () => current.id,
    isEnded: (id) => ended.has(id),
  });
  return async () => {
    isStopping = true;
    clearTimeout(pause);
    await freeing.stop();
    await end(current);
  };
}

/** How a queue ended that could not end well is what its promise tells. */
async function end(workers: WorkerPool): Promise<void> {
  await Promise.allSettled([workers.gracefulShutdown()]);
  await endOf(workers);
}

const endOf = (workers: WorkerPool): Promise<unknown> =>
  workers.promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/**
 * The queue of the library ends for good when its first look for a job fails (without a word: it
 * is ended here), and when it cannot write down how jobs have ended, as while PostgreSQL is away.
 * Jobs that it held are freed as those of a dead process.
 */
function startQueue(
  options: JobRunnerOptions,
  definitions: ReadonlyMap<string, JobDefinition>,
): WorkerPool {
  const { pool, log, concurrency = 2 } = options;
  const localQueue = { size: Math.max(fetchedMin, concurrency) };
  const events: WorkerEvents = new EventEmitter();
  holdWhileListening(events, log);
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
  let isFirstLook = true;
  const looked = (): void => {
    isFirstLook = false;
  };
  events.once('worker:getJob:empty', looked);
  events.once('job:start', looked);
  events.once('worker:getJob:error', () => {
    // What went wrong is told when it has ended.
    if (isFirstLook) void end(workers);
  });
  return workers;
}

function taskOf({ service, log }: JobRunnerOptions, job: JobDefinition): Task {
  const labels = { service, job: job.name };
  return async (payload, helpers) => {
    const { id, attempts, max_attempts: attemptsMax } = helpers.job;
    const own = log.child({ job: job.name, jobId: id, try: attempts });
    const started = performance.now();
    const finish = (outcome: 'done' | 'failed' | 'dead'): number => {
      const durationMs = Math.round(performance.now() - started);
      metrics.jobDuration.observe(labels, durationMs / 1000);
      metrics.jobsFinished.inc({ ...labels, outcome });
      return durationMs;
    };
    try {
      await run(job, { payload, helpers, service, log: own });
      own.info({ durationMs: finish('done') }, 'job done');
    } catch (error) {
      const isDead = attempts >= attemptsMax;
      const durationMs = finish(isDead ? 'dead' : 'failed');
      if (isDead) own.error({ err: error, durationMs }, 'job given up: see `cartwright jobs`');
      else own.warn({ err: error, durationMs }, 'job failed and will be tried again');
      throw error;
    }
  };
}

async function run(
  job: JobDefinition,
  {
    payload,
    helpers,
    service,
    log,
  }: {
    payload: unknown;
    helpers: JobHelpers;
    service: string;
    log: Logger;
  },
): Promise<void> {
  if (!isPayload(payload)) throw new Error(`The job ${job.name} was not added by this queue`);
  assertShape(job, payload.data);
  const { id, attempts, max_attempts: attemptsMax } = helpers.job;
  await inSpan(
    `${spanNames.runJob} ${service}.${job.name}`,
    {
      [spanAttributes.jobName]: job.name,
      [spanAttributes.jobId]: id,
      [spanAttributes.jobTry]: attempts,
    },
    () =>
      job.run(payload.data, {
        log,
        signal: helpers.abortSignal,
        jobId: id,
        tryNumber: attempts,
        isLastTry: attempts >= attemptsMax,
      }),
    { kind: 'consumer', parentTraceparent: payload.traceparent },
  );
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
