import type { Measured } from './interleave.ts';

/** One figure that is promised: a ratio to another side, a figure of a window, or the value. */
export interface Clause {
  /** Name of the measured side. */
  side: string;
  /** Ratio to this side. */
  to?: string;
  /** A figure beside the value, such as `p50 ms`. */
  figure?: string;
  /** Exactly one of these. */
  atLeast?: number;
  atMost?: number;
}

export interface Judged {
  clause: Clause;
  limit: number;
  measured: number;
  isHeld: boolean;
}

/**
 * Holds what was measured against the contract. `share` widens the limits for a short run: 0.7
 * asks for 0.7 of every lower limit, and lets an upper one be passed by as much. Clauses about
 * sides that this run did not measure are left out.
 */
export function judge(
  clauses: readonly Clause[],
  measured: readonly Measured[],
  share: number,
): Judged[] {
  return clauses.flatMap((clause) => {
    const side = measured.find(({ name }) => name === clause.side);
    if (side === undefined) return [];
    const { atLeast, atMost } = clause;
    const found = figureOf(side, clause);
    if (atLeast !== undefined) {
      const limit = atLeast * share;
      return [{ clause, limit, measured: found, isHeld: found >= limit }];
    }
    const limit = (atMost ?? Number.POSITIVE_INFINITY) / share;
    return [{ clause, limit, measured: found, isHeld: found <= limit }];
  });
}

/** What the clause speaks of; a clause that nothing was measured for is a mistake in it. */
function figureOf(side: Measured, { to, figure }: Clause): number {
  const found =
    to !== undefined
      ? side.ratios.find((ratio) => ratio.to === to)?.value.median
      : figure !== undefined
        ? side.figures[figure]
        : side.value.median;
  if (found === undefined) throw new Error(`${side.name} has no ${to ?? figure ?? 'value'}`);
  return found;
}

/** What the figure is, and the limit that applies to it. */
export function describeClause(clause: Clause, limit?: number): string {
  const { side, figure } = clause;
  return `${figure === undefined ? side : `${side}, ${figure}`}: ${boundOf(clause, limit)}`;
}

/** `p50 ms at most 10`: what is promised of a side that is named already. */
export const limitOf = (clause: Clause): string =>
  `${clause.figure === undefined ? '' : `${clause.figure} `}${boundOf(clause)}`;

function boundOf({ to, atLeast, atMost }: Clause, limit = atLeast ?? atMost ?? 0): string {
  const bound = `${atLeast === undefined ? 'at most' : 'at least'} ${Number(limit.toPrecision(3))}`;
  return to === undefined ? bound : `${bound} of ${to}`;
}
