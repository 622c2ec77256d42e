import { type Finding, type Rule, rules } from './finding.ts';

interface Tally {
  rule: Rule;
  checked: number;
  wrong: number;
  /** Disagreements that end once an event is heard which is on its way. */
  waiting: number;
  repaired: number;
  /** Why the rule could not be checked to its end. */
  unchecked: string | null;
}

/** What was found so far; a rule's disagreements are kept up to a limit, and counted beyond it. */
export interface Report {
  count: (rule: Rule, checked: number) => void;
  wrong: (finding: Finding) => void;
  waiting: (finding: Finding) => void;
  repaired: (finding: Finding) => void;
  unchecked: (rule: Rule, why: string) => void;
  isFull: (rule: Rule) => boolean;
  disagreements: () => readonly Finding[];
  tallies: () => readonly Tally[];
}

/** Enough to see a pattern; what is beyond is counted after one look only. */
const KEPT_MAX = 1_000;

export function createReport(): Report {
  const tallies = new Map<Rule, Tally>(
    rules.map((rule) => [
      rule,
      { rule, checked: 0, wrong: 0, waiting: 0, repaired: 0, unchecked: null },
    ]),
  );
  const kept: Finding[] = [];
  const tallyOf = (rule: Rule): Tally => {
    const tally = tallies.get(rule);
    if (tally === undefined) throw new Error(`${rule} is not a rule`);
    return tally;
  };
  return {
    count: (rule, checked) => {
      tallyOf(rule).checked += checked;
    },
    wrong: (finding) => {
      const tally = tallyOf(finding.rule);
      tally.wrong += 1;
      if (tally.wrong <= KEPT_MAX) kept.push(finding);
    },
    waiting: ({ rule }) => {
      tallyOf(rule).waiting += 1;
    },
    repaired: (finding) => {
      const tally = tallyOf(finding.rule);
      tally.repaired += 1;
      tally.wrong -= 1;
      kept.splice(kept.indexOf(finding), 1);
    },
    unchecked: (rule, why) => {
      tallyOf(rule).unchecked = why;
    },
    isFull: (rule) => tallyOf(rule).wrong >= KEPT_MAX,
    disagreements: () => kept,
    tallies: () => [...tallies.values()],
  };
}

export const isClean = (report: Report): boolean =>
  report.tallies().every(({ wrong, unchecked }) => wrong === 0 && unchecked === null);

/** For people: the disagreements of each rule, then a line for each rule. */
export function textOf(report: Report): string {
  const found = rules.flatMap((rule) =>
    report.disagreements().filter((finding) => finding.rule === rule),
  );
  const lines = found.flatMap(({ rule, kind, ids, says, mend }) => [
    `${rule}: ${kind} ${Object.entries(ids)
      .map(([name, id]) => `${name} ${id}`)
      .join(' ')}: ${says}`,
    `  mend: ${mend}`,
  ]);
  const summary = report.tallies().map((tally) => {
    const parts = [
      tally.wrong === 0 ? 'none wrong' : `${tally.wrong} wrong`,
      ...(tally.repaired > 0 ? [`${tally.repaired} repaired`] : []),
      ...(tally.waiting > 0 ? [`${tally.waiting} wait for events on their way`] : []),
      ...(tally.unchecked === null ? [] : [`NOT CHECKED: ${tally.unchecked}`]),
    ];
    return `${tally.rule.padEnd(15)} ${String(tally.checked).padStart(9)} checked, ${parts.join(', ')}`;
  });
  return `${[...lines, ...summary].join('\n')}\n`;
}

/** For programs: one line of JSON. */
export const jsonOf = (report: Report): string =>
  `${JSON.stringify({
    isClean: isClean(report),
    rules: report.tallies(),
    disagreements: report
      .disagreements()
      .map(({ rule, kind, ids, says, mend }) => ({ rule, kind, ids, says, mend })),
  })}\n`;
