/** Most open checkouts end within seconds. */
const firstWaitMs = 3_000;
/** The others wait for a payment provider; to look costs one query. */
const waitMsMax = 600_000;

/**
 * When to look again at what still waits for open checkouts, after so many waits. The key holds the
 * count, so that a look that a crash repeats plans the next one once.
 */
export const nextLook = (id: string, waits: number): { key: string; runAt: Date } => ({
  key: `${id} wait ${waits + 1}`,
  runAt: new Date(Date.now() + Math.min(firstWaitMs * 2 ** waits, waitMsMax)),
});
