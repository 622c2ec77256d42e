import { allocate } from '@cartwright/money';

/** Some units of a line, after those that had their share already. */
export interface UnitsOfLine {
  /** What the whole line cost, tax included. */
  totalMinor: number;
  quantity: number;
  /** Units that had their share before. */
  unitsBefore: number;
  units: number;
}

/**
 * What these units of a line cost. Shares are differences of a running share, so that those of all
 * units add up to the line's total exactly, in whatever portions they are asked for.
 */
export const shareOfLine = (line: UnitsOfLine): number =>
  runningShare(line, line.unitsBefore + line.units) - runningShare(line, line.unitsBefore);

const runningShare = ({ totalMinor, quantity }: UnitsOfLine, units: number): number =>
  allocate(totalMinor, [units, quantity - units])[0] ?? 0;
