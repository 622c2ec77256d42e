import { setImmediate as nextTurn } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { durationHistogram } from './duration-histogram.ts';

const registry = new Registry();
const registers = [registry];

/** The part of a pool of connections that is measured. */
interface MeasuredPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max?: number | undefined };
}

const pools = new Map<string, MeasuredPool>();

/** What a cache counts by itself: it is asked too often to call a metric each time. */
interface CacheFigures {
  hits: number;
  misses: number;
  joins: number;
  ended: number;
  bytes: number;
  answers: number;
}

const caches = new Set<() => CacheFigures>();

function cacheFigures(): CacheFigures {
  const sum = { hits: 0, misses: 0, joins: 0, ended: 0, bytes: 0, answers: 0 };
  for (const figures of caches) {
    const { hits, misses, joins, ended, bytes, answers } = figures();
    sum.hits += hits;
    sum.misses += misses;
    sum.joins += joins;
    sum.ended += ended;
    sum.bytes += bytes;
    sum.answers += answers;
  }
  return sum;
}

/** Every metric, declared once. Labels have few values: never an id. */
export const metrics = {
  httpRequestDuration: durationHistogram({
    name: 'cartwright_http_request_duration_seconds',
    help: 'Time from request to last byte of the answer',
    labelNames: ['server', 'method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  databaseConnections: new Gauge({
    name: 'cartwright_database_connections',
    help: 'Connections of a pool by state; limit is the most it may have',
    labelNames: ['service', 'state'] as const,
    registers,
    collect() {
      for (const [service, pool] of pools) {
        this.set({ service, state: 'used' }, pool.totalCount - pool.idleCount);
        this.set({ service, state: 'idle' }, pool.idleCount);
        this.set({ service, state: 'limit' }, pool.options.max ?? 0);
      }
    },
  }),
  databaseWaiting: new Gauge({
    name: 'cartwright_database_waiting',
    help: 'Callers that wait for a free connection',
    labelNames: ['service'] as const,
    registers,
    collect() {
      for (const [service, pool] of pools) this.set({ service }, pool.waitingCount);
    },
  }),
  batchSize: new Histogram({
    name: 'cartwright_batch_size',
    help: 'Members that one statement of a batched write or read carried',
    labelNames: ['batch'] as const,
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  }),
  cacheAnswers: new Counter({
    name: 'cartwright_cache_answers_total',
    help: 'Answers asked of the read cache: kept (hit), loaded (miss), or loading already (join)',
    labelNames: ['outcome'] as const,
    registers,
    collect() {
      this.reset();
      const { hits, misses, joins } = cacheFigures();
      this.inc({ outcome: 'hit' }, hits);
      this.inc({ outcome: 'miss' }, misses);
      this.inc({ outcome: 'join' }, joins);
    },
  }),
  cacheEnded: new Counter({
    name: 'cartwright_cache_ended_total',
    help: 'Kept answers that a change ended',
    registers,
    collect() {
      this.reset();
      this.inc(cacheFigures().ended);
    },
  }),
  cacheBytes: new Gauge({
    name: 'cartwright_cache_bytes',
    help: 'Memory that kept answers take',
    registers,
    collect() {
      this.set(cacheFigures().bytes);
    },
  }),
  cacheKept: new Gauge({
    name: 'cartwright_cache_kept',
    help: 'Answers that are kept',
    registers,
    collect() {
      this.set(cacheFigures().answers);
    },
  }),
  eventLag: new Gauge({
    name: 'cartwright_event_lag',
    help: 'Events of a log that a subscriber has not applied yet, at its last read',
    labelNames: ['publisher', 'subscriber'] as const,
    registers,
  }),
  eventsReadAt: new Gauge({
    name: 'cartwright_event_read_timestamp_seconds',
    help: 'When a subscriber last read a log; while it cannot, its lag is the one of that time',
    labelNames: ['publisher', 'subscriber'] as const,
    registers,
  }),
  eventsApplied: new Counter({
    name: 'cartwright_events_applied_total',
    help: 'Events that a subscriber applied or skipped as of no interest',
    labelNames: ['publisher', 'subscriber'] as const,
    registers,
  }),
  eventsDead: new Counter({
    name: 'cartwright_events_dead_total',
    help: 'Events given up after the last try, to be retried by an operator',
    labelNames: ['publisher', 'subscriber', 'type'] as const,
    registers,
  }),
  subscriptionStopped: new Gauge({
    name: 'cartwright_subscription_stopped',
    help: '1 while a subscription stands still until an operator resumes it',
    labelNames: ['publisher', 'subscriber'] as const,
    registers,
  }),
  eventLogTrimmed: new Counter({
    name: 'cartwright_event_log_trimmed_total',
    help: 'Events removed from a log that every subscriber had read',
    labelNames: ['service'] as const,
    registers,
  }),
  jobsFinished: new Counter({
    name: 'cartwright_jobs_finished_total',
    help: 'Runs of jobs by outcome: done, failed (to be tried again) or dead',
    labelNames: ['service', 'job', 'outcome'] as const,
    registers,
  }),
  jobDuration: new Histogram({
    name: 'cartwright_job_duration_seconds',
    help: 'Time of one run of a job',
    labelNames: ['service', 'job'] as const,
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers,
  }),
  jobsDue: new Gauge({
    name: 'cartwright_jobs_due',
    help: 'Rows of a job queue that are due and that nobody runs yet; 10,000 at most are counted',
    labelNames: ['service'] as const,
    registers,
  }),
  jobsDueAge: new Gauge({
    name: 'cartwright_jobs_due_age_seconds',
    help: 'For how long the oldest of them has been due; 0 when there is none',
    labelNames: ['service'] as const,
    registers,
  }),
  sweepsFailed: new Counter({
    name: 'cartwright_sweeps_failed_total',
    help: 'Runs of periodic work that threw',
    labelNames: ['sweep'] as const,
    registers,
  }),
  checkoutResults: new Counter({
    name: 'cartwright_checkout_results_total',
    help: 'Checkout attempts that ended here: completed with an order, or by the code of the refusal',
    labelNames: ['result'] as const,
    registers,
  }),
  checkoutOpenAttempts: new Gauge({
    name: 'cartwright_checkout_open_attempts',
    help: 'Checkout attempts that are not decided yet; 10,000 at most are counted',
    registers,
  }),
  paymentProviderDuration: new Histogram({
    name: 'cartwright_payment_provider_duration_seconds',
    help: 'Time of one call to a payment provider, by what it answered; no-answer is no refusal',
    labelNames: ['provider', 'call', 'outcome'] as const,
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  }),
};

let isMeasuringProcess = false;

/** Adds the figures of the process: event-loop delay, memory, CPU, garbage collection. */
export function startProcessMetrics(): void {
  if (isMeasuringProcess) return;
  isMeasuringProcess = true;
  collectDefaultMetrics({ register: registry, prefix: 'cartwright_' });
}

/** Measures a pool at each scrape until the returned function is called. */
export function watchPool(service: string, pool: MeasuredPool): () => void {
  pools.set(service, pool);
  return () => {
    if (pools.get(service) === pool) pools.delete(service);
  };
}

/** Tells a cache's figures at each scrape until the returned function is called. */
export function watchCache(figures: () => CacheFigures): () => void {
  caches.add(figures);
  return () => void caches.delete(figures);
}

interface Rendered {
  contentType: string;
  body: string;
}

let rendering: Promise<Rendered> | undefined;

/**
 * All figures as a Prometheus server reads them. Making them takes 12 ms of a shop's time, so those
 * who ask in one turn of the event loop share them: a crowd that asks keeps nobody waiting long.
 */
export function renderMetrics(): Promise<Rendered> {
  rendering ??= renderNext();
  return rendering;
}

async function renderNext(): Promise<Rendered> {
  await nextTurn();
  rendering = undefined;
  const body = `${metrics.httpRequestDuration.render()}\n${await registry.metrics()}`;
  return { contentType: registry.contentType, body };
}
