import type { ShippingBand } from '../../contract/shapes.ts';

/** Bands are given from the lowest and do not overlap; gaps are where nothing is offered. */
export function problemOfBands(
  bands: readonly ShippingBand[],
): { index: number; message: string } | null {
  for (const [index, { from, below }] of bands.entries()) {
    if (below !== null && below <= from) return { index, message: 'holds no value' };
    const before = bands[index - 1];
    if (before === undefined) continue;
    if (before.below === null || before.below > from)
      return { index, message: 'begins below the end of the band before it' };
  }
  return null;
}
