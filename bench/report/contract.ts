import type { Measured } from './interleave.ts';

/** One figure that is promised: a ratio to another side, a figure of a window, or the value. */
export interface Clause {
  /** Name of the scenario that measures it. */
  scenario: string;
  /** Name of the measured side. */
  side: string;
  /** Ratio to this side. */
  to?: string;
  /** A figure beside the value, such as `p50 ms`. */
  figure?: string;
  /** Exactly one of these. */
  atLeast?: number;
  atMost?: number;
  /** Of a plain value; ratios have none, and the name of a figure holds its own. */
  unit?: string;
  /** What the limit is meant to become, where that is still missed. */
  aim?: number;
}

export interface Judged {
  clause: Clause;
  limit: number;
  /** Undefined when the scenario ran and did not measure it: such a clause is broken. */
  measured: number | undefined;
  isHeld: boolean;
}

/**
 * Holds what was measured against the contract. `share` widens the limits for a short run: 0.7
 * asks for 0.7 of every lower limit, and lets an upper one be passed by as much. Of the scenarios
 * that ran every clause is judged, so that none is lost when a side gets another name.
 */
export function judge(
  clauses: readonly Clause[],
  run: { scenarios: readonly string[]; measured: readonly Measured[] },
  share: number,
): Judged[] {
  return clauses
    .filter(({ scenario }) => run.scenarios.includes(scenario))
    .map((clause) => {
      const measured = figureOf(run.measured, clause);
      const { atLeast, atMost = Number.POSITIVE_INFINITY } = clause;
      const limit = atLeast === undefined ? atMost / share : atLeast * share;
      const isHeld =
        measured !== undefined && (atLeast === undefined ? measured <= limit : measured >= limit);
      return { clause, limit, measured, isHeld };
    });
}

/** What the clause speaks of. */
function figureOf(measured: readonly Measured[], { side, to, figure }: Clause): number | undefined {
  const found = measured.find(({ name }) => name === side);
  if (to !== undefined) return found?.ratios.find((ratio) => ratio.to === to)?.value.median;
  return figure === undefined ? found?.value.median : found?.figures[figure];
}

/** What the figure is, and the limit that applies to it. */
export function describeClause(clause: Clause, limit?: number): string {
  const { side, figure } = clause;
  return `${figure === undefined ? side : `${side}, ${figure}`}: ${boundOf(clause, limit)}`;
}

/** `p50 ms at most 10`: what is promised of a side that is named already. */
export const limitOf = (clause: Clause): string =>
  `${clause.figure === undefined ? '' : `${clause.figure} `}${boundOf(clause)}`;

function boundOf({ to, atLeast, atMost, unit }: Clause, limit = atLeast ?? atMost ?? 0): string {
  const bound = `${atLeast === undefined ? 'at most' : 'at least'} ${Number(limit.toPrecision(3))}`;
  return `${bound}${unit === undefined ? '' : ` ${unit}`}${to === undefined ? '' : ` of ${to}`}`;
}
