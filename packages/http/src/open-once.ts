/** What is opened by its first user and shared by all others. */
interface OpenedOnce<T> {
  /** What is open; of callers at the same moment one opens it. */
  get: () => Promise<T>;
  /** Ends what was opened, and does nothing when nothing was. */
  close: (end: (opened: T) => unknown) => Promise<void>;
}

/**
 * Opens what is large or seldom needed at its first use. A failure is told to those who wait for it
 * and then forgotten, so that the next use tries anew.
 */
export function openOnce<T>(open: () => Promise<T>): OpenedOnce<T> {
  let opened: Promise<T> | undefined;
  return {
    get: () => {
      if (opened !== undefined) return opened;
      const opening = open();
      opened = opening;
      opening.catch(() => {
        opened = undefined;
      });
      return opening;
    },
    close: async (end) => {
      const last = opened;
      opened = undefined;
      if (last !== undefined) await end(await last);
    },
  };
}
