import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { ContractError } from '@cartwright/contract';
import { currentTraceparent, inSpan, metrics, spanAttributes } from '@cartwright/telemetry';
import {
  isConnectionFault,
  isDatabaseUnavailable,
  isLockTimeout,
  isSerializationFault,
  wasNeverSent,
} from './database-errors.ts';
import { inLane } from './lanes.ts';

interface RunLimits {
  /**
   * For `boundedBy` in a statement that locks rows: longest wait for one, as PostgreSQL takes it.
   * Without it one row that somebody holds keeps all members, and whoever comes after them, for as
   * long as the session waits (5 s), and then all of them are told so at once.
   */
  lockTimeout: string;
}

/** What the rows of a shop at work are free within. */
const lockTimeout = '500ms';
/** To find out who waits for a row that somebody holds, and for how long that may take at once. */
const searchLockTimeout = '50ms';
const searchMs = 1_000;
/** Members whose rows are held try again beside the other batches, so often and for so long. */
const asideEveryMs = 100;
const asideMaxMs = 5_000;

export interface BatchOptions<Member, Result> {
  /** `orders.place`: names the batch's span and metric. */
  name: string;
  /** Members of one batch with an equal key are one: their callers share its result. */
  keyOf: (member: Member) => string;
  /**
   * Carries the members together and answers each under its key, refusals too. Unless `kind` says
   * that they must go once, it runs again for the same members when nobody knows whether it was
   * committed, so a member that was carried before gets its earlier result.
   *
   * A run of several statements may have committed the first when another gets no connection: its
   * members are told that the database is away, and something was done. Only a write whose callers
   * take this for an unknown outcome, and repeat it under the same key, may have such a run.
   */
  run: (members: readonly Member[], limits: RunLimits) => Promise<ReadonlyMap<string, Result>>;
  /**
   * `write-once` where a member that was carried before would be carried twice; `read` where a loss
   * leaves nothing unsure. `repeatable-write` unless told.
   */
  kind?: 'read' | 'repeatable-write' | 'write-once';
  /** Members of one batch; 128 unless told. */
  membersMax?: number;
  /** Callers that may wait for their batch; 2,000 unless told. */
  waitingMax?: number;
  /** For a write that nobody waits for: a batch that is not full waits so long for more members. */
  gatherMs?: number;
}

/**
 * Joins the next batch. `deadline` (epoch ms) drops a member that has not begun by then. Throws
 * `unavailable` when too many wait or the deadline passed, and with a `cause` when the member lost
 * to other transactions twice; `outcome-unknown` when the deadline passed after a first run or the
 * connection was lost under a write; and whatever `run` threw for this member alone.
 */
export type Batch<Member, Result> = (member: Member, deadline?: number) => Promise<Result>;

let isBatching = true;

/**
 * Without batching each call is carried at once and by itself: to see what batching is worth. It is
 * set once, before the first call.
 */
export function setBatching(isOn: boolean): void {
  isBatching = isOn;
}

/** A batch's options, and where members wait whose row is held. */
interface Work<Member, Result> extends BatchOptions<Member, Result> {
  setAside: (callers: Waiting<Member, Result>[], past: Past, error: unknown) => void;
}

/** Callers whose rows somebody holds, or that came with such, and what their last run met. */
interface Aside<Member, Result> extends Past {
  callers: Waiting<Member, Result>[];
  error: unknown;
}

const nobody = <Member, Result>(): Aside<Member, Result> => ({
  callers: [],
  error: undefined,
  isRepeat: false,
  isUnsure: false,
});

interface Waiting<Member, Result> {
  key: string;
  member: Member;
  deadline: number;
  traceparent: string | undefined;
  /** When the first of its runs began that met a held row, in epoch ms. */
  heldSince?: number | undefined;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Carries concurrent calls of one write, or one read, together: while a batch is under way the next
 * one collects. Without `gatherMs` there is no timer, so a caller who is alone waits for nobody.
 */
export function createBatch<Member, Result>(
  o: BatchOptions<Member, Result>,
): Batch<Member, Result> {
  const { membersMax = 128, waitingMax = 2_000, gatherMs = 0 } = o;
  // A batch belongs to all its members, so it runs in the context of none.
  const detached = AsyncLocalStorage.snapshot();
  let queue: Waiting<Member, Result>[] = [];
  let isUnderWay = false;
  let endPause = (): void => undefined;
  let alone = 0;
  let aside = nobody<Member, Result>();
  let isAsideUnderWay = false;
  const work: Work<Member, Result> = {
    ...o,
    setAside: (callers, past, error) => {
      alone += callers.length;
      for (const caller of callers) caller.heldSince ??= past.beganAt;
      aside.callers.push(...callers);
      aside.isRepeat ||= past.isRepeat;
      aside.isUnsure ||= past.isUnsure;
      aside.error = error;
      if (isAsideUnderWay) return;
      isAsideUnderWay = true;
      void detached(runAside);
    },
  };

  async function gather(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    endPause = resolve;
    const timer = setTimeout(resolve, gatherMs);
    await promise;
    clearTimeout(timer);
  }

  async function runAll(): Promise<void> {
    while (queue.length > 0) {
      if (gatherMs > 0 && queue.length < membersMax) await gather();
      await inLane(async () => {
        const taken = queue.slice(0, membersMax);
        queue = queue.slice(membersMax);
        const begun = taken.filter((waiting) => !isTooLate(waiting, 'unavailable'));
        if (begun.length > 0) await runInSpan(work, begun);
      });
    }
    isUnderWay = false;
  }

  async function runAlone(one: Waiting<Member, Result>): Promise<void> {
    if (isTooLate(one, 'unavailable')) return;
    alone += 1;
    await runInSpan(work, [one]);
    alone -= 1;
  }

  /** Serves those who wait for nobody, then waits together with those who do. */
  async function runAside(): Promise<void> {
    while (aside.callers.length > 0) {
      await delay(asideEveryMs);
      await carryAside(true);
      await carryAside(false);
    }
    isAsideUnderWay = false;
  }

  /** One after the other: those that wait must not keep the pool's few connections. */
  async function carryAside(isSearch: boolean): Promise<void> {
    const { callers, error, ...past } = aside;
    aside = nobody();
    // A search may end before it has come to all: the next one begins with the others.
    if (isSearch) callers.reverse();
    for (let from = 0; from < callers.length; from += membersMax) {
      const group = callers.slice(from, from + membersMax);
      const inTime = group.filter((waiting) => !isTooLong(waiting, toldOf(error, past)));
      const search = isSearch ? { searchUntil: Date.now() + searchMs } : {};
      if (inTime.length > 0) await settle(work, inTime, { ...past, ...search });
      alone -= group.length;
    }
  }

  return (member, deadline = Number.POSITIVE_INFINITY) => {
    if (queue.length + alone >= waitingMax) return Promise.reject(new ContractError('unavailable'));
    return new Promise<Result>((resolve, reject) => {
      const traceparent = currentTraceparent();
      const one = { key: o.keyOf(member), member, deadline, traceparent, resolve, reject };
      if (!isBatching) {
        void detached(() => runAlone(one));
        return;
      }
      queue.push(one);
      if (queue.length >= membersMax) endPause();
      if (isUnderWay) return;
      isUnderWay = true;
      // Whoever was answered in the same turn of the event loop comes along.
      setImmediate(() => void detached(runAll));
    });
  };
}

function isTooLate<M, R>(waiting: Waiting<M, R>, code: 'unavailable' | 'outcome-unknown'): boolean {
  if (Date.now() < waiting.deadline) return false;
  waiting.reject(new ContractError(code));
  return true;
}

/** Of a row that somebody holds. */
function isTooLong<M, R>(waiting: Waiting<M, R>, error: unknown): boolean {
  if (isTooLate(waiting, 'outcome-unknown')) return true;
  if (waiting.heldSince === undefined || Date.now() - waiting.heldSince < asideMaxMs) return false;
  waiting.reject(error);
  return true;
}

async function runInSpan<M, R>(o: Work<M, R>, begun: Waiting<M, R>[]): Promise<void> {
  metrics.batchSize.observe({ batch: o.name }, begun.length);
  const links = begun.map(({ traceparent }) => traceparent).filter((one) => one !== undefined);
  await inSpan(
    `${o.name} batch`,
    { [spanAttributes.batchSize]: begun.length },
    () => settle(o, begun, { isRepeat: false, isUnsure: false }),
    { links },
  );
}

/** What earlier runs of the same members have left. */
interface Past {
  /** The one run more after a loss has been had. */
  isRepeat: boolean;
  /** A connection was lost under a write: it may have been committed. */
  isUnsure: boolean;
  /** A member alone has lost to another transaction once. */
  hasLostAlone?: boolean;
  /** When the last run began, in epoch ms. */
  beganAt?: number;
  /** Whoever waits for a row that somebody holds is looked for, until then in epoch ms. */
  searchUntil?: number;
}

/** Answers every caller; never throws. */
async function settle<M, R>(o: Work<M, R>, callers: Waiting<M, R>[], past: Past): Promise<void> {
  const byKey = new Map<string, M>();
  for (const { key, member } of callers) if (!byKey.has(key)) byKey.set(key, member);
  const beganAt = Date.now();
  try {
    const results = await o.run([...byKey.values()], {
      lockTimeout: past.searchUntil === undefined ? lockTimeout : searchLockTimeout,
    });
    for (const { key, resolve, reject } of callers) {
      const result = results.get(key);
      if (result === undefined) reject(new Error(`${o.name} gave no result for a member`));
      else resolve(result);
    }
  } catch (error) {
    const isLoss = o.kind !== 'read' && isConnectionFault(error) && !wasNeverSent(error);
    const isUnsure = past.isUnsure || isLoss;
    await settleFailed(o, callers, {
      error,
      keys: [...byKey.keys()],
      ...past,
      isUnsure,
      beganAt,
    });
  }
}

/**
 * A lost connection says nothing about the members, so all run once more together. Members of which
 * one waits for a row that somebody holds go aside. Anything else may be the doing of one of them:
 * they run again in halves, down to the one whose failure it is, which runs once more by itself
 * when all it did was meet another transaction.
 */
async function settleFailed<M, R>(
  o: Work<M, R>,
  callers: Waiting<M, R>[],
  failed: Past & { error: unknown; keys: readonly string[] },
): Promise<void> {
  const { error, keys, ...past } = failed;
  const isOutage = isConnectionFault(error);
  const isHeld = isLockTimeout(error);
  const isAlone = keys.length === 1;
  const mayRunAlone = isSerializationFault(error) && past.hasLostAlone !== true;
  const isLast = isOutage
    ? past.isRepeat || o.kind === 'write-once'
    : isAlone && !mayRunAlone && !isHeld;
  if (isLast) {
    for (const { reject } of callers) reject(toldOf(error, past));
    return;
  }
  const inTime = callers.filter((waiting) => !isTooLate(waiting, 'outcome-unknown'));
  if (inTime.length === 0) return;
  if (isOutage) return settle(o, inTime, { ...past, isRepeat: true });
  const isSearched = past.searchUntil !== undefined && Date.now() < past.searchUntil;
  if (isHeld && (isAlone || !isSearched)) return o.setAside(inTime, past, error);
  if (isAlone) return settle(o, inTime, { ...past, hasLostAlone: true });
  const first = new Set(keys.slice(0, Math.ceil(keys.length / 2)));
  for (const isFirst of [true, false]) {
    const half = inTime.filter(({ key }) => first.has(key) === isFirst);
    if (half.length > 0) await settle(o, half, past);
  }
}

/**
 * `unavailable` promises that nothing was done, which nobody knows after a loss; a run of several
 * statements breaks the promise (see `run`).
 */
function toldOf(error: unknown, { isUnsure }: Past): unknown {
  const isTransient = isDatabaseUnavailable(error) || isSerializationFault(error);
  if (isUnsure && isTransient) return new ContractError('outcome-unknown', { cause: error });
  if (isSerializationFault(error)) return new ContractError('unavailable', { cause: error });
  return error;
}
