import type { Logger } from '@cartwright/telemetry';

/** Steps of a stop, in the order in which they were written down by `start`. */
export type StopStep = {
  name: string;
  run: () => Promise<unknown>;
  /** Longest time that it gets; 10 s unless told. */
  timeoutMs?: number;
};

/** npm and the terminal both pass Ctrl-C on: a second signal within this time is the same one. */
const sameSignalMs = 1_000;

/**
 * Comes true with SIGINT, SIGTERM or SIGHUP; a second, later signal ends the process at once.
 * Listen before the start: a process that is cut off in the middle of it leaves PostgreSQL running.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const hear = (): void => {
      if (firstMs !== undefined && Date.now() - firstMs > sameSignalMs) process.exit(1);
      firstMs ??= Date.now();
      resolve();
    };
    process.on('SIGINT', hear);
    process.on('SIGTERM', hear);
    // A terminal that closes: cut off, the shop would leave PostgreSQL and the provider running.
    process.on('SIGHUP', hear);
    // Nor can it be written to, which may be found before the signal is heard: a line that nobody
    // can read must not end the process in the middle of its work or of its stop.
    process.stdout.on('error', () => undefined);
    process.stderr.on('error', () => undefined);
  });
}

const stepMsDefault = 10_000;

/**
 * Takes the steps in order, each in time of its own: what a drain has used up must not cut off the
 * end of the database. One that fails or does not end in time is logged by its name and keeps
 * no other from being taken. Answers whether all ended: if not, the process must be ended.
 */
export async function takeSteps(o: {
  steps: readonly StopStep[];
  log: Pick<Logger, 'error'>;
}): Promise<boolean> {
  let isClean = true;
  for (const { name, run, timeoutMs = stepMsDefault } of o.steps) {
    try {
      if (await within(run(), timeoutMs)) continue;
      o.log.error({ step: name }, 'a step of the stop did not end in time');
    } catch (error) {
      o.log.error({ err: error, step: name }, 'a step of the stop failed');
    }
    isClean = false;
  }
  return isClean;
}

async function within(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([work.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
