export interface Noticeboard {
  /** Resolves at the next notice about the attempt, and after `timeoutMs` at the latest. */
  waitFor(attemptId: string, timeoutMs: number): Promise<void>;
  /** Tells all who wait that the attempt has moved on. */
  notify(attemptId: string): void;
}

/**
 * Wakes the requests of this process that wait for an attempt. A hint only: who waits reads the
 * attempt again, and a notice that another process would have to give is replaced by the time-out.
 */
export function createNoticeboard(): Noticeboard {
  const waiting = new Map<string, Set<() => void>>();
  return {
    waitFor: (attemptId, timeoutMs) =>
      new Promise((resolve) => {
        const group = waiting.get(attemptId) ?? new Set();
        waiting.set(attemptId, group);
        const done = () => {
          clearTimeout(timer);
          group.delete(done);
          if (group.size === 0 && waiting.get(attemptId) === group) waiting.delete(attemptId);
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        group.add(done);
      }),
    notify: (attemptId) => {
      for (const done of [...(waiting.get(attemptId) ?? [])]) done();
    },
  };
}
