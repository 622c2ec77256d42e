import type { Figures, Times } from './protocol.ts';

export interface Tally {
  elapsedMs: () => number;
  isOver: () => boolean;
  /** Counts one that is sent now and answers the moment. */
  offered: () => number;
  heldBack: () => void;
  accepted: (sinceMs: number, isRepeat: boolean) => void;
  refused: (sinceMs: number) => void;
  other: (answer: { status: number; body: () => string }) => void;
  figures: (cartsLeft: number) => Figures;
}

/** Counts what becomes of one task, which ends after its time or when its work has run out. */
export function createTally(durationMs = Number.POSITIVE_INFINITY): Tally {
  const startedAt = performance.now();
  const refusals: number[] = [];
  const acceptances: number[] = [];
  const acceptedBySecond: number[] = [];
  const others: Record<string, number> = {};
  let offered = 0;
  let offeredInAll = 0;
  let heldBack = 0;
  let accepted = 0;
  let acceptedAfterRefusal = 0;
  const elapsedMs = () => performance.now() - startedAt;
  const isOver = () => elapsedMs() >= durationMs;
  return {
    elapsedMs,
    isOver,
    offered: () => {
      offeredInAll += 1;
      if (!isOver()) offered = offeredInAll;
      return performance.now();
    },
    heldBack: () => {
      heldBack += 1;
    },
    accepted: (since, isRepeat) => {
      acceptances.push(performance.now() - since);
      if (isRepeat) acceptedAfterRefusal += 1;
      if (isOver()) return;
      accepted += 1;
      const second = Math.floor(elapsedMs() / 1_000);
      acceptedBySecond[second] = (acceptedBySecond[second] ?? 0) + 1;
    },
    refused: (since) => void refusals.push(performance.now() - since),
    other: ({ status, body }) => {
      const kind = `${status} ${body().slice(0, 200)}`;
      others[kind] = (others[kind] ?? 0) + 1;
    },
    figures: (cartsLeft) => ({
      durationMs: Math.min(durationMs, elapsedMs()),
      offered,
      heldBack,
      accepted,
      acceptedBySecond: Array.from(acceptedBySecond, (count) => count ?? 0),
      acceptedInAll: acceptances.length,
      acceptedAfterRefusal,
      refused: refusals.length,
      refusal: timesOf(refusals),
      acceptance: timesOf(acceptances),
      others,
      cartsLeft,
    }),
  };
}

function timesOf(values: readonly number[]): Times {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
