import type { Logger } from '@cartwright/telemetry';
import type { Static, TSchema } from 'typebox';

/** What a job gets beside its data. */
export interface JobRun {
  log: Logger;
  /** Aborts when the process shuts down and the job has not ended in time. */
  signal: AbortSignal;
  /**
   * Stays the same over all tries: a key for what the job asks of others. Jobs that were enqueued
   * together may share it.
   */
  jobId: string;
  /** 1 at first. */
  tryNumber: number;
  isLastTry: boolean;
}

interface Job<S extends TSchema = TSchema> {
  /** `send-mail`; unique within the service. */
  name: string;
  /** Ids rather than copies: the data is kept with a job that was given up. */
  data: S;
  /**
   * Tries before it is a dead letter. The pauses grow (3 s, 7 s, 20 s, 55 s, 2.5 min, 7 min,
   * 18 min, 50 min, 2.3 h, then 6 h each): 8 tries last half an hour, 12 a day.
   */
  attemptsMax: number;
  /** Runs at least once: a crash at its end makes it run again. Throw to have it tried again. */
  run: (data: Static<S>, run: JobRun) => Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: each job narrows its data by its schema
export type JobDefinition = Omit<Job, 'run'> & { run: (data: any, run: JobRun) => Promise<void> };

/** Declares durable work of a service: a mail, a call to a provider, a long computation. */
export const defineJob = <const S extends TSchema>(job: Job<S>): JobDefinition => job;
