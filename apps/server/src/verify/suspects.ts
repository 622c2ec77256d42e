import { setTimeout as delay } from 'node:timers/promises';
import { type Finding, keyOf, type Telling } from './finding.ts';
import type { IsOnItsWay } from './on-its-way.ts';
import type { Report } from './report.ts';

/** Work under way needs milliseconds; events of a busy shop seconds, for which is waited below. */
const PAUSE_MS = 1_000;
/** Longest wait for events that move; those that do not move are not waited for. */
const LOOKS_MAX = 60;
/** So many are looked at again together, in one call of each service. */
const TOGETHER_MAX = 500;

/** Disagreements count when they are still there at a second look, after a pause. */
export interface Suspects {
  /** Takes what a first look found of a subject, at once or in parts; looks again at enough. */
  add: (subject: string, findings: readonly Finding[]) => Promise<void>;
  /** Looks again at those that are left. */
  settle: () => Promise<void>;
}

export function createSuspects(o: {
  report: Report;
  lookAgain: (subjects: readonly string[]) => Promise<Finding[]>;
  findOnTheirWay: (tellings: readonly Telling[]) => Promise<IsOnItsWay>;
  /** For tests; a second unless told. */
  pauseMs?: number;
}): Suspects {
  const { report } = o;
  let subjects = new Map<string, readonly Finding[]>();
  const settle = async (): Promise<void> => {
    const waiting = subjects;
    subjects = new Map();
    if (waiting.size > 0) await lookUntilSure(o, waiting);
  };
  return {
    add: async (subject, findings) => {
      const open = findings.filter((finding) => {
        if (!report.isFull(finding.rule)) return true;
        report.wrong(finding);
        return false;
      });
      if (open.length > 0) subjects.set(subject, [...(subjects.get(subject) ?? []), ...open]);
      if (subjects.size >= TOGETHER_MAX) await settle();
    },
    settle,
  };
}

/**
 * In a shop that sells, what looks wrong at one moment is mostly on its way. What is still there
 * after a pause is wrong, unless an event that changes it has not been heard yet: then the looks go
 * on for as long as events move.
 */
async function lookUntilSure(
  o: Parameters<typeof createSuspects>[0],
  first: ReadonlyMap<string, readonly Finding[]>,
): Promise<void> {
  let subjects = [...first.keys()];
  let suspicions = [...first.values()].flat();
  let stood = '';
  for (let look = 1; ; look += 1) {
    await delay(o.pauseMs ?? PAUSE_MS);
    const suspected = new Set(suspicions.map(keyOf));
    const tellings = suspicions.flatMap(({ untilHeard }) => untilHeard ?? []);
    const isOnItsWay = await o.findOnTheirWay(tellings);
    const found = (await o.lookAgain(subjects)).filter((one) => suspected.has(keyOf(one)));
    const moving = found.filter(isOnItsWay.of);
    for (const finding of found) if (!moving.includes(finding)) o.report.wrong(finding);
    const isStill = isOnItsWay.positions === stood;
    stood = isOnItsWay.positions;
    if (moving.length === 0) return;
    if (isStill || look === LOOKS_MAX) {
      for (const finding of moving) o.report.waiting(finding);
      return;
    }
    suspicions = moving;
    const left = new Set(moving.map(keyOf));
    subjects = subjects.filter((subject) =>
      first.get(subject)?.some((finding) => left.has(keyOf(finding))),
    );
  }
}
