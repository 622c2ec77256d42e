export interface PollLoop {
  /** Takes the next step now; during a step, another one follows it at once. */
  wake(): void;
  /** Ends after the step that is under way. */
  stop(): Promise<void>;
}

/**
 * Repeats a step: at once while it finds work, else after a pause that doubles from `minMs` to
 * `maxMs`. A step that throws counts as one without work, so an outage is not hammered.
 */
export function startPollLoop(options: {
  minMs: number;
  maxMs: number;
  step: () => Promise<'more' | 'idle'>;
  onError: (error: unknown, failuresInARow: number) => void;
}): PollLoop {
  let isStopping = false;
  let isWoken = false;
  let endPause = (): void => undefined;

  async function run(): Promise<void> {
    let pauseMs = options.minMs;
    let failures = 0;
    while (!isStopping) {
      isWoken = false;
      let outcome: 'more' | 'idle' = 'idle';
      try {
        outcome = await options.step();
        failures = 0;
      } catch (error) {
        failures += 1;
        options.onError(error, failures);
      }
      if (outcome === 'more') pauseMs = options.minMs;
      else if (isWoken && failures === 0) pauseMs = options.minMs;
      else pauseMs = await pause(pauseMs);
    }
  }

  /** Gives the length of the next pause. */
  function pause(ms: number): Promise<number> {
    if (isStopping) return Promise.resolve(options.minMs);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(Math.min(ms * 2, options.maxMs)), ms);
      endPause = () => {
        clearTimeout(timer);
        resolve(options.minMs);
      };
    });
  }

  const running = run();
  return {
    wake: () => {
      isWoken = true;
      endPause();
    },
    stop: async () => {
      isStopping = true;
      endPause();
      await running;
    },
  };
}
