/**
 * Batches of all kinds that run at the same time. A statement costs much before its first row, and
 * with more of them at work each would only carry fewer members.
 */
const lanesMax = 3;
/** A batch that waits for a row, or for a lost server, does no work: it gives its lane back. */
const keepsLaneMs = 50;

let taken = 0;
const waiting: (() => void)[] = [];

/** Runs the work once a lane is free, in the order of asking. */
export async function inLane<T>(work: () => Promise<T>): Promise<T> {
  if (taken < lanesMax) taken += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  let isKept = true;
  const leave = (): void => {
    if (!isKept) return;
    isKept = false;
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  const timer = setTimeout(leave, keepsLaneMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    leave();
  }
}
