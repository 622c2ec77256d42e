import type { Logger } from '@cartwright/telemetry';

/** Steps of a stop, in the order in which they were written down by `start`. */
export type StopStep = { name: string; run: () => Promise<unknown> };

/** npm and the terminal both pass Ctrl-C on, so a second signal within this time is the same one. */
const sameSignalMs = 1_000;

/**
 * Waits for SIGINT or SIGTERM, then takes the steps in order. A second, later signal ends at once;
 * so does a step that does not end in time, with its name in the log.
 */
export async function runUntilStopped(o: {
  steps: readonly StopStep[];
  log: Logger;
  timeoutMs: number;
}): Promise<number> {
  await firstSignal();
  const startedMs = Date.now();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (Date.now() - startedMs > sameSignalMs) process.exit(1);
    });
  for (const { name, run } of o.steps) {
    const isDone = await within(run(), Math.max(1_000, o.timeoutMs - (Date.now() - startedMs)));
    if (!isDone) o.log.error({ step: name }, 'a step of the stop did not end in time');
  }
  return 0;
}

const firstSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      process.off('SIGINT', done);
      process.off('SIGTERM', done);
      resolve();
    };
    process.on('SIGINT', done);
    process.on('SIGTERM', done);
  });

async function within(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const isDone = await Promise.race([work.then(() => true), timeout]);
  clearTimeout(timer);
  return isDone;
}
