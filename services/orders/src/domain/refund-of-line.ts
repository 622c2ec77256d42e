import { shareOfLine } from './share-of-line.ts';

/** What was given back of a line, or is asked for. A refund that failed is no part of it. */
export interface RefundedOfLine {
  units: number;
  /** What those units cost whose amount is known. */
  minor: number;
  /** Units whose amount is not known; they were the first of the line. */
  unpricedUnits: number;
}

/**
 * What some units of a line give back: what they cost together with those before them, less what
 * those gave. So the refunds of all units add up to the line's total exactly, whichever failed.
 */
export function refundOfLine(line: {
  /** What the whole line cost, tax included. */
  totalMinor: number;
  quantity: number;
  before: RefundedOfLine;
  units: number;
}): number {
  const { before } = line;
  if (line.units === 0) return 0;
  const costOf = (units: number): number => shareOfLine({ ...line, unitsBefore: 0, units });
  const givenMinor = before.minor + costOf(before.unpricedUnits);
  // Of a line of few cents a later unit may have had what an earlier one costs.
  return Math.max(0, costOf(before.units + line.units) - givenMinor);
}
