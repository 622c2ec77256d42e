/** What is bounded apart, so that a crowd at one counter does not close the others. */
export type LoadClass = 'checkouts' | 'writes' | 'reads' | 'pages';

interface ClassLimits {
  /** Taken in at any time: so few cannot be what makes a process late. */
  freeMax: number;
  /** Arriving and under way at once. */
  atOnceMax: number;
  /** Beyond `freeMax`, newcomers are refused while the oldest under way has taken longer. */
  oldestMsMax: number;
}

/** A request that was taken in: under way from then on, since the time that it takes is ours. */
export interface Entry {
  /**
   * Its body is still to come, and that time is the client's. Where its place is wanted by another
   * before it begins again, `giveUp` ends it, or answers false because it is here.
   */
  awaitBody: (giveUp: () => boolean) => void;
  /** It is here as a whole, so it is under way again. Answers false when it has left. */
  begin: () => boolean;
  leave: () => void;
}

export interface Admission {
  /** Takes in one request; undefined when it must be refused. */
  enter: (loadClass: LoadClass) => Entry | undefined;
  /** Refuses a class for a moment, because who does its work says that it has too much. */
  close: (loadClass: LoadClass) => void;
  /** Whether a class is refused for such a moment. */
  isClosed: (loadClass: LoadClass) => boolean;
}

/**
 * After a service refused work, newcomers are refused here without asking it: at a part of the
 * cost, for what came within one turn of the loop is taken in before the first of it is refused.
 * Checkout has a second of waiting work, so that no place is left empty meanwhile.
 */
const closedMs = 200;

/** Arriving for longer, a request gives its place to another: bodies come with their heads. */
const arrivingMsMax = 1_000;

interface Class extends ClassLimits {
  // By order of waiting and of beginning, so that the first is the oldest.
  arriving: Map<symbol, { since: number; giveUp: () => boolean }>;
  underWay: Map<symbol, number>;
  closedUntil: number;
}

/** Decides before any work whether a request is taken in; nothing but counts and clocks. */
export function createAdmission(o: {
  limits: Readonly<Record<LoadClass, ClassLimits>>;
  eventLoopDelayMsMax: number;
  eventLoopDelayMs: () => number;
  now: () => number;
}): Admission {
  const classes: Readonly<Record<string, Class>> = Object.fromEntries(
    Object.entries(o.limits).map(([name, limits]) => [
      name,
      { ...limits, arriving: new Map(), underWay: new Map(), closedUntil: 0 },
    ]),
  );
  const classOf = (name: LoadClass) => {
    const found = classes[name];
    if (found === undefined) throw new Error(`${name} has no limits`);
    return found;
  };
  return {
    enter: (loadClass) => {
      const one = classOf(loadClass);
      const now = o.now();
      if (now < one.closedUntil) return undefined;
      if (one.underWay.size >= one.freeMax) {
        const [oldestSince = now] = one.underWay.values();
        const isLate = now - oldestSince > one.oldestMsMax;
        if (isLate || o.eventLoopDelayMs() > o.eventLoopDelayMsMax) return undefined;
      }
      const isFull = one.arriving.size + one.underWay.size >= one.atOnceMax;
      if (isFull && !makesRoom(one, now)) return undefined;
      const entry = Symbol(loadClass);
      one.underWay.set(entry, now);
      return {
        awaitBody: (giveUp) => {
          if (one.underWay.delete(entry)) one.arriving.set(entry, { since: o.now(), giveUp });
        },
        begin: () => {
          if (one.arriving.delete(entry)) one.underWay.set(entry, o.now());
          return one.underWay.has(entry);
        },
        leave: () => void (one.arriving.delete(entry) || one.underWay.delete(entry)),
      };
    },
    close: (loadClass) => {
      classOf(loadClass).closedUntil = o.now() + closedMs;
    },
    isClosed: (loadClass) => o.now() < classOf(loadClass).closedUntil,
  };
}

/**
 * Ends the oldest that is still arriving, so that who holds places with bodies that never come
 * shuts nobody out. Those who have a slow network lose only what another wants.
 */
function makesRoom({ arriving }: Class, now: number): boolean {
  for (const [entry, { since, giveUp }] of arriving) {
    if (now - since <= arrivingMsMax) return false;
    if (!giveUp()) continue;
    arriving.delete(entry);
    return true;
  }
  return false;
}
