/** What the generator's process can be asked to do; each is answered by one message. */
export type Task =
  | { kind: 'prepare'; variantIds: readonly string[]; carts: number; atOnce: number }
  | { kind: 'saturate'; atOnce: number; durationMs: number }
  | { kind: 'offer'; perSecond: number; durationMs: number; connectionsMax: number };

export interface Times {
  count: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** What came of one task. */
export interface Figures {
  durationMs: number;
  /** Checkouts sent within the time. */
  offered: number;
  /** Due at a moment when every connection was taken or no cart was left, so never sent. */
  heldBack: number;
  /** Orders confirmed within the time. */
  accepted: number;
  /** Orders in each second of it. */
  acceptedBySecond: number[];
  /** Orders confirmed at all, also after the time. */
  acceptedInAll: number;
  /** Of these, checkouts that had been refused before and were sent again under their key. */
  acceptedAfterRefusal: number;
  refused: number;
  /** Time to a refusal and to an order. */
  refusal: Times;
  acceptance: Times;
  /** Answers that are neither, by status and beginning. */
  others: Record<string, number>;
  cartsLeft: number;
}
