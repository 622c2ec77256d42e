import { isContractError } from '@cartwright/contract';
import { watchCache } from '@cartwright/telemetry';
import { countChanges } from './changes.ts';
import { createKeptAnswers, type Kept } from './kept-answers.ts';
import type { ReadyAnswer } from './ready-answer.ts';

/** What a loader gives. */
export interface Loaded {
  answer: ReadyAnswer;
  /** Names of what the answer shows; undefined: it is for its asker alone and is not kept. */
  tags: readonly string[] | undefined;
}

/**
 * Answers of one process, kept as ready bytes until what they show has changed; each from the
 * second time on that it is asked for.
 */
export interface ReadCache {
  /** The kept answer, or undefined; never waits. */
  find(key: string): ReadyAnswer | undefined;
  /**
   * The kept answer, or the one that `load` makes, for all who ask for it meanwhile. Whoever asks
   * after a change was told never gets an answer that was loaded before it. With `isAnew` no kept
   * or begun answer is used: the asker may know of changes that were not told here yet.
   */
  get(
    key: string,
    load: () => Promise<Loaded>,
    options?: { isAnew?: boolean },
  ): Promise<ReadyAnswer>;
  /** Another name of a key as long as its answer is kept: saves making the key again. */
  addAlias(key: string, alias: string): void;
  findByAlias(alias: string): ReadyAnswer | undefined;
  /** Something of these names has changed. */
  end(tags: readonly string[]): void;
  /** Anything may have changed. */
  clear(): void;
  /** All changes that a log held at a moment (`performance.now()`) have been told. */
  confirm(log: string, at: number): void;
  /** Frees the memory and leaves the metrics. */
  close(): void;
}

/**
 * An answer this old is not used unless its logs have been read since: a process that cannot read
 * them, or was paused, shows no change later than the others.
 */
const unconfirmedMsMax = 2_000;

interface Load {
  /** The count of changes when it began. */
  begun: number;
  /** Somebody else waits for it. */
  isJoined: boolean;
  outcome: Promise<Outcome>;
}

type Outcome = (Loaded | { error: unknown }) & {
  /** Whether what it shows, as far as that is known, changed while it was loaded. */
  isEnded: boolean;
};

/**
 * A cache of at most `bytesMax` bytes; with 0 nothing is kept and nobody waits for another.
 * `logs` names the event logs that tell of changes: until all of them are confirmed, and while one
 * cannot be read, an answer lives for 2 s.
 */
export function createReadCache(o: { bytesMax: number; logs: readonly string[] }): ReadCache {
  const kept = o.bytesMax === 0 ? undefined : createKeptAnswers(o.bytesMax);
  const loads = new Map<string, Load>();
  const changes = countChanges();
  const confirmed = new Map(o.logs.map((log) => [log, Number.NEGATIVE_INFINITY]));
  const figures = { hits: 0, misses: 0, joins: 0, ended: 0 };
  let confirmedAt = Number.NEGATIVE_INFINITY;
  const unwatch = watchCache(() => ({
    ...figures,
    ...(kept?.size() ?? { bytes: 0, answers: 0 }),
  }));

  function ifFresh(entry: Kept | undefined): ReadyAnswer | undefined {
    if (entry === undefined) return undefined;
    if (Math.max(entry.at, confirmedAt) <= performance.now() - unconfirmedMsMax) return undefined;
    figures.hits += 1;
    return entry.answer;
  }

  function start(key: string, load: () => Promise<Loaded>): Load {
    figures.misses += 1;
    const begun = changes.count();
    const at = performance.now();
    const forget = changes.remember();
    const finish = ({ answer, tags }: Loaded): Outcome => {
      const isEnded = changes.hasChanged(tags, begun);
      // A newer load of the same key may have seen more.
      const isNewest = loads.get(key) === started;
      if (tags !== undefined && !isEnded && isNewest)
        kept?.add(key, { answer, tags, at }, { isWanted: started.isJoined });
      return { answer, tags, isEnded };
    };
    const outcome = Promise.resolve()
      .then(load)
      .then(finish, (error: unknown) => ({ error, isEnded: changes.count() > begun }))
      .finally(() => {
        forget();
        if (loads.get(key) === started) loads.delete(key);
      });
    const started: Load = { begun, isJoined: false, outcome };
    loads.set(key, started);
    return started;
  }

  return {
    find: (key) => ifFresh(kept?.find(key)),
    findByAlias: (alias) => ifFresh(kept?.findByAlias(alias)),
    addAlias: (key, alias) => kept?.addAlias(key, alias),
    get: async (key, load, { isAnew = false } = {}) => {
      if (kept === undefined) return (await load()).answer;
      const asked = changes.count();
      for (;;) {
        const found = isAnew ? undefined : ifFresh(kept.find(key));
        if (found !== undefined) return found;
        const running = isAnew ? undefined : loads.get(key);
        if (running === undefined) return answerOf(await start(key, load).outcome);
        figures.joins += 1;
        running.isJoined = true;
        const outcome = await running.outcome;
        if (!isForAll(outcome)) return (await load()).answer;
        if (running.begun >= asked || !outcome.isEnded) return answerOf(outcome);
      }
    },
    end: (tags) => {
      changes.note(tags);
      figures.ended += kept?.remove(tags) ?? 0;
    },
    clear: () => {
      changes.noteAll();
      kept?.removeAll();
    },
    confirm: (log, at) => {
      confirmed.set(log, at);
      confirmedAt = Math.min(...confirmed.values());
    },
    close: () => {
      unwatch();
      kept?.removeAll();
    },
  };
}

/** How often one client may ask is no concern of others who ask the same. */
const isForAll = (outcome: Outcome): boolean =>
  'error' in outcome
    ? !isContractError(outcome.error, 'too-many-requests')
    : outcome.tags !== undefined;

function answerOf(outcome: Outcome): ReadyAnswer {
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}
