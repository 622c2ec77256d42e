import { LRUCache } from 'lru-cache';
import { bytesOf, type ReadyAnswer } from './ready-answer.ts';

/** What the JSON bodies of kept answers say, read once for all who ask within this process. */
export interface Documents {
  /** Shared by its readers, and frozen. */
  of(answer: ReadyAnswer): unknown;
}

/** Holds what up to `bytesMax` bytes of bodies say; the least recently used go first. */
export function createDocuments(bytesMax: number): Documents {
  const known = new LRUCache<ReadyAnswer, object>({
    maxSize: bytesMax,
    sizeCalculation: (_document, { body }) => Math.max(1, body.length),
  });
  return {
    of: (answer) => {
      const found = known.get(answer);
      if (found !== undefined) return found;
      const document = frozen(JSON.parse(bytesOf(answer).toString()));
      if (typeof document === 'object' && document !== null) known.set(answer, document);
      return document;
    },
  };
}

/** One reader that changed it would change it for all. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
