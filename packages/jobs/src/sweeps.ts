import { type Logger, metrics } from '@cartwright/telemetry';

/** Periodic work, safe when several processes do it at once. */
export interface Sweep {
  name: string;
  /** From the end of one run to the start of the next. */
  everyMs: number;
  /** `stopping` is for those that take up one thing after the other. */
  run: (stopping: AbortSignal) => Promise<unknown>;
}

export interface RunningSweeps {
  /** Waits for the runs that are under way. */
  stop(): Promise<void>;
}

// Spreads the first runs, yet a crash's left-overs are found soon after a start.
const firstDelayMsMax = 1_000;

/** Runs each sweep again and again, never twice at once. An error is logged, and it goes on. */
export function startSweeps(sweeps: readonly Sweep[], log: Logger): RunningSweeps {
  const stops = sweeps.map((sweep) => startOne(sweep, log));
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function startOne(sweep: Sweep, log: Logger): () => Promise<void> {
  const stopping = new AbortController();
  let running = Promise.resolve();
  let timer = setTimeout(begin, Math.random() * Math.min(sweep.everyMs, firstDelayMsMax));

  function begin(): void {
    running = run();
  }

  async function run(): Promise<void> {
    try {
      await sweep.run(stopping.signal);
    } catch (error) {
      metrics.sweepsFailed.inc({ sweep: sweep.name });
      log.warn({ err: error, sweep: sweep.name }, 'sweep failed and will run again');
    }
    if (!stopping.signal.aborted) timer = setTimeout(begin, sweep.everyMs);
  }

  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await running;
  };
}
