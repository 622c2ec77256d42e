/** A source of chance that gives the same numbers for the same seed. */
export interface Random {
  /** From 0 up to, not including, `below`. */
  whole: (below: number) => number;
  /** True in this share of the calls, from 0 to 1. */
  isLucky: (share: number) => boolean;
  pick: <T>(items: readonly [T, ...T[]]) => T;
}

/** Mulberry32: 32 bits of state are plenty for choosing moments, and it is six lines. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    whole,
    isLucky: (share) => next() < share,
    pick: (items) => items[whole(items.length)] ?? items[0],
  };
}
