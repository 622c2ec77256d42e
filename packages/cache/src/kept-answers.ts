import { LRUCache } from 'lru-cache';
import type { ReadyAnswer } from './ready-answer.ts';
import { createTagIndex } from './tag-index.ts';

export interface Kept {
  answer: ReadyAnswer;
  tags: readonly string[];
  /** When its loading began, by `performance.now()`. */
  at: number;
}

/** Answers in bounded memory, found by key or alias, removed by tag. */
export interface KeptAnswers {
  find(key: string): Kept | undefined;
  findByAlias(alias: string): Kept | undefined;
  add(key: string, entry: Kept): void;
  addAlias(key: string, alias: string): void;
  /** Removes what carries one of the tags; answers how many. */
  remove(tags: readonly string[]): number;
  removeAll(): void;
  size(): { bytes: number; answers: number };
}

/** The usual ways to write one address are fewer. */
const aliasesMax = 4;
const aliasLengthMax = 256;
/** What an answer takes beside its body and key: aliases, headers, tags, places in the maps. */
const overheadBytes = 3_000;
/** One answer may not push out everything else. */
const shareMax = 1 / 8;
/** What answers keep together, when room gets short, that nobody has asked for again. */
const newShare = 1 / 4;

interface Entry extends Kept {
  aliases: string[];
}

/**
 * The least recently used go first when `bytesMax` is reached, and the new before those that were
 * asked for again, as long as the new take more than their share: a client that asks for ever new
 * addresses pushes out what others made once, and not what shoppers look at.
 */
export function createKeptAnswers(bytesMax: number): KeptAnswers {
  const index = createTagIndex();
  const keyByAlias = new Map<string, string>();
  const forget = ({ tags, aliases }: Entry, key: string): void => {
    index.remove(key, tags);
    for (const alias of aliases) keyByAlias.delete(alias);
  };
  let isMoving = false;
  const part = () =>
    new LRUCache<string, Entry>({
      maxSize: bytesMax,
      maxEntrySize: Math.max(1, Math.floor(bytesMax * shareMax)),
      // Keys hold what was asked, which a stranger may make as long as a request can be.
      sizeCalculation: ({ answer }, key) => answer.body.length + 2 * key.length + overheadBytes,
      dispose: (entry, key) => {
        if (!isMoving) forget(entry, key);
      },
    });
  const fresh = part();
  const wanted = part();
  const makeRoom = (): void => {
    while (fresh.calculatedSize + wanted.calculatedSize > bytesMax)
      (fresh.calculatedSize > bytesMax * newShare ? fresh : wanted).pop();
  };
  const find = (key: string): Entry | undefined => {
    const held = wanted.get(key);
    if (held !== undefined) return held;
    const entry = fresh.peek(key);
    if (entry === undefined) return undefined;
    isMoving = true;
    fresh.delete(key);
    isMoving = false;
    wanted.set(key, entry);
    return entry;
  };
  const drop = (key: string): boolean => fresh.delete(key) || wanted.delete(key);
  return {
    find,
    findByAlias: (alias) => {
      const key = keyByAlias.get(alias);
      return key === undefined ? undefined : find(key);
    },
    add: (key, entry) => {
      drop(key);
      fresh.set(key, { ...entry, aliases: [] });
      // An answer that is too large is not kept.
      if (fresh.has(key)) index.add(key, entry.tags);
      makeRoom();
    },
    addAlias: (key, alias) => {
      const aliases = (wanted.peek(key) ?? fresh.peek(key))?.aliases;
      if (aliases === undefined || aliases.length >= aliasesMax) return;
      if (alias.length > aliasLengthMax || keyByAlias.has(alias)) return;
      aliases.push(alias);
      keyByAlias.set(alias, key);
    },
    remove: (tags) => {
      let removed = 0;
      for (const tag of tags) for (const key of index.keysOf(tag)) if (drop(key)) removed += 1;
      return removed;
    },
    removeAll: () => {
      fresh.clear();
      wanted.clear();
    },
    size: () => ({
      bytes: fresh.calculatedSize + wanted.calculatedSize,
      answers: fresh.size + wanted.size,
    }),
  };
}
