import type { Logger } from '@cartwright/telemetry';

/** Steps of a stop, in the order in which they were written down by `start`. */
export type StopStep = { name: string; run: () => Promise<unknown> };

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
  });
}

/**
 * Takes the steps in order. One that fails or does not end in time is logged by its name and keeps
 * no other from being taken. Answers whether all ended: if not, the process must be ended.
 */
export async function takeSteps(o: {
  steps: readonly StopStep[];
  log: Pick<Logger, 'error'>;
  timeoutMs: number;
}): Promise<boolean> {
  const startedMs = Date.now();
  let isClean = true;
  for (const { name, run } of o.steps) {
    const leftMs = Math.max(1_000, o.timeoutMs - (Date.now() - startedMs));
    try {
      if (await within(run(), leftMs)) continue;
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
