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
interface KeptAnswers {
  find(key: string): Kept | undefined;
  findByAlias(alias: string): Kept | undefined;
  /** Keeps it when its key was added before, or when others want it already. */
  add(key: string, entry: Kept, options: { isWanted: boolean }): void;
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
/** What addresses take that were asked for and whose answers are not kept. */
const askedShare = 1 / 16;
const askedOverheadBytes = 100;

interface Entry extends Kept {
  aliases: string[];
}

/**
 * An answer is kept from the second time on that it is made: what nobody asks for again would only
 * cost the work of keeping it, and whoever asks for ever new addresses pushes out nothing that
 * shoppers look at. The least recently used go first when `bytesMax` is reached.
 */
export function createKeptAnswers(bytesMax: number): KeptAnswers {
  const index = createTagIndex();
  const keyByAlias = new Map<string, string>();
  const askedBytesMax = Math.max(1, Math.floor(bytesMax * askedShare));
  const asked = new LRUCache<string, true>({
    maxSize: askedBytesMax,
    maxEntrySize: Math.max(1, Math.floor(askedBytesMax * shareMax)),
    sizeCalculation: (_, key) => 2 * key.length + askedOverheadBytes,
  });
  const answers = new LRUCache<string, Entry>({
    maxSize: bytesMax - askedBytesMax,
    maxEntrySize: Math.max(1, Math.floor(bytesMax * shareMax)),
    // Keys hold what was asked, which a stranger may make as long as a request can be.
    sizeCalculation: ({ answer }, key) => answer.body.length + 2 * key.length + overheadBytes,
    dispose: ({ tags, aliases }, key, reason) => {
      index.remove(key, tags);
      for (const alias of aliases) keyByAlias.delete(alias);
      // After a change it is kept again at once; what was pushed out has to be asked for twice.
      if (reason === 'delete') asked.set(key, true);
    },
  });
  return {
    find: (key) => answers.get(key),
    findByAlias: (alias) => {
      const key = keyByAlias.get(alias);
      return key === undefined ? undefined : answers.get(key);
    },
    add: (key, entry, { isWanted }) => {
      const isKnown = answers.delete(key) || asked.has(key);
      if (!isKnown && !isWanted) return void asked.set(key, true);
      asked.delete(key);
      answers.set(key, { ...entry, aliases: [] });
      // An answer that is too large is not kept.
      if (answers.has(key)) index.add(key, entry.tags);
    },
    addAlias: (key, alias) => {
      const aliases = answers.peek(key)?.aliases;
      if (aliases === undefined || aliases.length >= aliasesMax) return;
      if (alias.length > aliasLengthMax || keyByAlias.has(alias)) return;
      aliases.push(alias);
      keyByAlias.set(alias, key);
    },
    remove: (tags) => {
      let removed = 0;
      for (const tag of tags)
        for (const key of index.keysOf(tag)) if (answers.delete(key)) removed += 1;
      return removed;
    },
    removeAll: () => {
      answers.clear();
      asked.clear();
    },
    size: () => ({
      bytes: answers.calculatedSize + asked.calculatedSize,
      answers: answers.size,
    }),
  };
}
