import { shareOfLine, type UnitsOfLine } from './share-of-line.ts';

/**
 * What one fulfilment captures, in minor units: its units' shares of their lines, with the first
 * one the shipping, and with the one that completes an order of which nothing was cancelled
 * whatever is left of the total.
 */
export function captureAmount(fulfilment: {
  lines: readonly UnitsOfLine[];
  totalMinor: number;
  shippingMinor: number;
  /** Sum of the captures of earlier fulfilments. */
  askedBeforeMinor: number;
  isFirst: boolean;
  isLast: boolean;
}): number {
  if (fulfilment.isLast) return fulfilment.totalMinor - fulfilment.askedBeforeMinor;
  const shares = fulfilment.lines.reduce((sum, line) => sum + shareOfLine(line), 0);
  return shares + (fulfilment.isFirst ? fulfilment.shippingMinor : 0);
}
