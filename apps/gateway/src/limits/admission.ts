/** What is bounded apart, so that a crowd at one counter does not close the others. */
export type LoadClass = 'checkouts' | 'writes' | 'reads' | 'pages';

export interface ClassLimits {
  /** Taken in at any time: so few cannot be what makes a process late. */
  freeMax: number;
  /** Under way at once. */
  atOnceMax: number;
  /** Beyond `freeMax`, newcomers are refused while the oldest under way has taken longer. */
  oldestMsMax: number;
}

export interface Admission {
  /** Takes one request in and answers what ends it; undefined when it must be refused. */
  enter: (loadClass: LoadClass) => (() => void) | undefined;
  /** Refuses a class for a moment, because who does its work says that it has too much. */
  close: (loadClass: LoadClass) => void;
}

/**
 * After a service refused work, newcomers are refused here without asking it: cheaper, and it has
 * a second of waiting work anyway. Short, so that a place that becomes free is not left empty.
 */
const closedMs = 50;

/** Decides before any work whether a request is taken in; nothing but counts and clocks. */
export function createAdmission(o: {
  limits: Readonly<Record<LoadClass, ClassLimits>>;
  eventLoopDelayMsMax: number;
  eventLoopDelayMs: () => number;
  now: () => number;
}): Admission {
  const classes = Object.fromEntries(
    Object.entries(o.limits).map(([name, limits]) => [
      name,
      // By order of arrival, so that the first is the oldest.
      { ...limits, underWay: new Map<symbol, number>(), closedUntil: 0 },
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
      const { size } = one.underWay;
      if (size >= one.atOnceMax) return undefined;
      if (size >= one.freeMax) {
        const [oldestSince = now] = one.underWay.values();
        const isLate = now - oldestSince > one.oldestMsMax;
        if (isLate || o.eventLoopDelayMs() > o.eventLoopDelayMsMax) return undefined;
      }
      const entry = Symbol(loadClass);
      one.underWay.set(entry, now);
      return () => void one.underWay.delete(entry);
    },
    close: (loadClass) => {
      classOf(loadClass).closedUntil = o.now() + closedMs;
    },
  };
}
