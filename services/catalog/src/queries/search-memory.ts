import type { OptionLabel } from '../domain/option-term.ts';

/** About how many products have a word hardly changes in so short a time. */
const AGE_MAX_MS = 10_000;
const ESTIMATES_MAX = 2_000;
/** Longer names are of filters that nobody chooses twice. */
const NAME_LENGTH_MAX = 500;
const WORDS_MAX = 10_000;
const LABELS_MAX = 10_000;

/** What is only about right anyway, and therefore need not be found out anew by each search. */
export interface Remembered<T> {
  /** What is known under the name for less than ten seconds, else what `make` finds out. */
  read: (name: string, make: () => Promise<T>) => Promise<T>;
  write: (name: string, value: T) => void;
}

/**
 * What one search learns that the next ones go by: most of them are made of the same few words.
 * Nothing that may change is shown.
 */
export interface SearchMemory {
  /** About how many products are found: chooses the way to an answer, and is no part of it. */
  estimates: Remembered<number>;
  /** Words that products have, for good: none is ever taken back. */
  wholeWords: { has: (word: string) => boolean; add: (word: string) => void };
  /** How option terms are spelled, by their keys, for good: the first spelling stays. */
  labels: {
    get: (key: number) => OptionLabel | undefined;
    set: (key: number, label: OptionLabel) => void;
  };
}

export function createSearchMemory(nowMs: () => number = () => performance.now()): SearchMemory {
  const words = new Set<string>();
  const labels = new Map<number, OptionLabel>();
  return {
    estimates: createRemembered(ESTIMATES_MAX, nowMs),
    wholeWords: {
      has: (word) => words.has(word),
      add: (word) => {
        if (words.has(word)) return;
        dropOldest(words, WORDS_MAX);
        words.add(word);
      },
    },
    labels: {
      get: (key) => labels.get(key),
      set: (key, label) => {
        dropOldest(labels, LABELS_MAX);
        labels.set(key, label);
      },
    },
  };
}

function createRemembered<T>(keptMax: number, nowMs: () => number): Remembered<T> {
  const kept = new Map<string, { value: T; untilMs: number }>();
  const write = (name: string, value: T, sinceMs: number): void => {
    const untilMs = sinceMs + AGE_MAX_MS;
    const known = kept.get(name);
    // What was asked for later may have been answered sooner.
    if (name.length > NAME_LENGTH_MAX || (known !== undefined && known.untilMs > untilMs)) return;
    kept.delete(name);
    dropOldest(kept, keptMax);
    kept.set(name, { value, untilMs });
  };
  return {
    read: async (name, make) => {
      const known = kept.get(name);
      const askedMs = nowMs();
      if (known !== undefined && askedMs < known.untilMs) return known.value;
      const value = await make();
      write(name, value, askedMs);
      return value;
    },
    write: (name, value) => write(name, value, nowMs()),
  };
}

/** Sets and maps tell their keys in the order in which they were added. */
function dropOldest<K>(kept: Set<K> | Map<K, unknown>, keptMax: number): void {
  const [oldest] = kept.keys();
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
}
