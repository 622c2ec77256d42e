import { inSpan, type Logger, metrics, spanAttributes, spanNames } from '@cartwright/telemetry';
import type { JobHelpers, Task } from 'graphile-worker';
import { Compile, type Validator } from 'typebox/compile';
import type { JobDefinition } from './define-job.ts';

/** What stands in the queue for one piece of work; a job is one of them, or a list of them. */
export interface Payload {
  data: object;
  traceparent: string | null;
}

const isPayload = (payload: unknown): payload is Payload =>
  typeof payload === 'object' && payload !== null && 'data' in payload && 'traceparent' in payload;

const validators = new WeakMap<JobDefinition, Validator>();

/** @throws Error when the data does not have the job's declared shape. */
export function assertShape(job: JobDefinition, data: unknown): void {
  const validator = validators.get(job) ?? Compile(job.data);
  validators.set(job, validator);
  if (validator.Check(data)) return;
  const places = validator.Errors(data).map((fault) => fault.instancePath);
  throw new Error(`The job ${job.name} has wrong data at ${places.join(', ') || '/'}`);
}

/**
 * The work of a job as the library calls it. Of a list it is told how each ended: it keeps those
 * that failed, and tries them again with the pauses of one job.
 */
export function taskOf(o: { service: string; log: Logger }, job: JobDefinition): Task {
  const labels = { service: o.service, job: job.name };
  return async (payload, helpers) => {
    const { id, attempts, max_attempts: attemptsMax } = helpers.job;
    const log = o.log.child({ job: job.name, jobId: id, try: attempts });
    const started = performance.now();
    const members: unknown[] = Array.isArray(payload) ? payload : [payload];
    const ends = await Promise.allSettled(
      members.map((member) => run(job, { payload: member, helpers, service: o.service, log })),
    );
    const durationMs = Math.round(performance.now() - started);
    metrics.jobDuration.observe(labels, durationMs / 1000);
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    const done = ends.length - failures.length;
    if (done > 0) {
      metrics.jobsFinished.inc({ ...labels, outcome: 'done' }, done);
      log.info({ durationMs, ...(Array.isArray(payload) ? { members: done } : {}) }, 'job done');
    }
    const isDead = attempts >= attemptsMax;
    for (const err of failures) {
      metrics.jobsFinished.inc({ ...labels, outcome: isDead ? 'dead' : 'failed' });
      if (isDead)
        log.error({ err, durationMs }, 'job given up: see `npm run cartwright -- jobs status`');
      else log.warn({ err, durationMs }, 'job failed and will be tried again');
    }
    if (Array.isArray(payload))
      return ends.map((end) => (end.status === 'rejected' ? Promise.reject(end.reason) : true));
    if (failures.length > 0) throw failures[0];
    return undefined;
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
