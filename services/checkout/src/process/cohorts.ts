/** A checkout's place in the cohort that it began with. */
export interface Member {
  /** From here on it may wait for somebody else, such as the payment's provider. */
  waitsForOthers: () => void;
  /** Its work is done. */
  leave: () => void;
}

/** Lets checkouts begin together, so that each step finds them in one batch. */
export interface Cohorts {
  /** Waits for the next cohort: not at all in a shop at rest. */
  join: () => Promise<Member>;
}

/** While one cohort's statement is at work, the process works on the other's. */
const underWayMax = 2;
/** However long its members take, a cohort keeps the next one waiting for so long at most. */
const holdMsMax = 250;
/** For a provider that answers at once; who waits for a slow one keeps hardly anybody waiting. */
const othersMs = (size: number): number => 5 + size / 2;

/**
 * A statement costs much before its first row. Checkouts that each begin when they come are spread
 * over all steps, and a batch of any step finds few of them; so those who come while two cohorts
 * are at work begin together once one of them is done.
 */
export function createCohorts(): Cohorts {
  let underWay = 0;
  let waiting: ((member: Member) => void)[] = [];

  const beginNext = (): void => {
    if (underWay >= underWayMax || waiting.length === 0) return;
    const members = waiting;
    waiting = [];
    underWay += 1;
    const join = beginCohort(members.length, () => {
      underWay -= 1;
      setImmediate(beginNext);
    });
    for (const begin of members) begin(join());
  };
  return {
    join: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 1) setImmediate(beginNext);
      }),
  };
}

/** Calls `end` once, when all members have left or it has kept others waiting for long enough. */
function beginCohort(size: number, end: () => void): () => Member {
  let atWork = size;
  let left = 0;
  let isOver = false;
  const endOnce = (): void => {
    clearTimeout(timer);
    if (!isOver) end();
    isOver = true;
  };
  const endsAt = Date.now() + holdMsMax;
  let timer = setTimeout(endOnce, holdMsMax);
  const stopWork = (): void => {
    atWork -= 1;
    if (atWork > 0 || isOver) return;
    clearTimeout(timer);
    timer = setTimeout(endOnce, Math.min(othersMs(size), endsAt - Date.now()));
  };
  return () => {
    let isAtWork = true;
    let isThere = true;
    const waitsForOthers = (): void => {
      if (isAtWork) stopWork();
      isAtWork = false;
    };
    const leave = (): void => {
      waitsForOthers();
      if (isThere) left += 1;
      isThere = false;
      if (left === size) endOnce();
    };
    return { waitsForOthers, leave };
  };
}
