/** News of a payment usually come as an event; asking is for the events that never come. */
const firstMs = 1_000;
const waitMaxMs = 60_000;

/** How long to leave an attempt alone that has been looked at `runs` times without an outcome. */
export const waitBeforeNextRunMs = (runs: number): number =>
  Math.min(waitMaxMs, firstMs * 2 ** Math.min(runs, 10));
