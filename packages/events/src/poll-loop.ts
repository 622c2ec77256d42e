interface PollLoop {
  /** Takes the next step now; during a step, another one follows it at once. */
  wake(): void;
  /** Ends after the step that is under way. */
  stop(): Promise<void>;
}

/**
 * Repeats a step: at once while it finds more, else after a pause that doubles from `minMs` to
 * `maxMs`. A wake-up ends the pause at once after a rest; in a stream of wake-ups, steps begin at
 * least `collectMs` apart, so that each finds many and not one. A step that throws counts as one
 * without work, so an outage is not hammered.
 */
export function startPollLoop(options: {
  minMs: number;
  maxMs: number;
  collectMs: number;
  step: () => Promise<'more' | 'idle'>;
  onError: (error: unknown, failuresInARow: number) => void;
}): PollLoop {
  const { minMs, maxMs, collectMs } = options;
  let isStopping = false;
  let isWoken = false;
  let begunAt = Number.NEGATIVE_INFINITY;
  let shorten = (): void => undefined;

  async function run(): Promise<void> {
    let pauseMs = minMs;
    let failures = 0;
    while (!isStopping) {
      isWoken = false;
      begunAt = performance.now();
      let outcome: 'more' | 'idle' = 'idle';
      try {
        outcome = await options.step();
        failures = 0;
      } catch (error) {
        failures += 1;
        options.onError(error, failures);
      }
      if (outcome === 'more') {
        pauseMs = minMs;
        continue;
      }
      await pause(pauseMs, { mayShorten: failures === 0 });
      pauseMs = isWoken && failures === 0 ? minMs : Math.min(pauseMs * 2, maxMs);
    }
  }

  function pause(ms: number, { mayShorten }: { mayShorten: boolean }): Promise<void> {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, isStopping ? 0 : ms);
      shorten = () => {
        if (!isStopping && !mayShorten) return;
        clearTimeout(timer);
        const restMs = isStopping ? 0 : begunAt + collectMs - performance.now();
        if (restMs <= 0) resolve();
        else timer = setTimeout(resolve, restMs);
      };
      if (isWoken) shorten();
    });
  }

  const running = run();
  return {
    wake: () => {
      if (isWoken) return;
      isWoken = true;
      shorten();
    },
    stop: async () => {
      isStopping = true;
      shorten();
      await running;
    },
  };
}
