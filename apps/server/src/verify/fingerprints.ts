import { createHash } from 'node:crypto';

/**
 * Which keys of one side the other may lack, in the same memory for a thousand as for a hundred
 * million: each key falls into one of many buckets, which keeps the sum of a 64-bit hash of its
 * keys. Where the sums are equal, so are the keys; where they are not, each key is looked up.
 */
interface Fingerprints {
  ours: (key: string) => void;
  theirs: (key: string) => void;
  /** Whether the key is in a bucket in which both sides differ. */
  mayDiffer: (key: string) => boolean;
  isAnyDifferent: () => boolean;
}

/** At a million keys 15 share a bucket, so one that differs costs 15 look-ups. */
const BUCKETS = 65_536;

export function createFingerprints(): Fingerprints {
  const high = new Int32Array(BUCKETS);
  const low = new Int32Array(BUCKETS);
  const add = (key: string, sign: 1 | -1): void => {
    const hash = createHash('sha1').update(key).digest();
    const bucket = hash.readUInt16LE(0);
    // Sums wrap around, so that adding and taking away cancel each other in any order.
    high[bucket] = (high[bucket] ?? 0) + sign * hash.readInt32LE(4);
    low[bucket] = (low[bucket] ?? 0) + sign * hash.readInt32LE(8);
  };
  return {
    ours: (key) => add(key, 1),
    theirs: (key) => add(key, -1),
    mayDiffer: (key) => {
      const bucket = createHash('sha1').update(key).digest().readUInt16LE(0);
      return high[bucket] !== 0 || low[bucket] !== 0;
    },
    isAnyDifferent: () => high.some((sum) => sum !== 0) || low.some((sum) => sum !== 0),
  };
}
