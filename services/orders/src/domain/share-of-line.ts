import { shareOfUnits } from '@cartwright/money';

/** Some units of a line, after those that had their share already. */
export interface UnitsOfLine {
  /** What the whole line cost, tax included. */
  totalMinor: number;
  quantity: number;
  /** Units that had their share before. */
  unitsBefore: number;
  units: number;
}

/** What these units of a line cost; the shares of all units add up to its total exactly. */
export const shareOfLine = (line: UnitsOfLine): number =>
  shareOfUnits({
    total: line.totalMinor,
    quantity: line.quantity,
    taken: line.unitsBefore,
    take: line.units,
  });
