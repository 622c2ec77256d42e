/** The value below which a share of the values lies, between neighbours where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('no values to take a quantile of');
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Spread {
  median: number;
  lowerQuartile: number;
  upperQuartile: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  lowerQuartile: quantile(values, 0.25),
  upperQuartile: quantile(values, 0.75),
});

/**
 * The ratios of measurements that were taken in turn, pair by pair: what slows the machine for a
 * while slows both sides of a pair, and leaves their ratio.
 */
export function pairedRatios(
  values: readonly number[],
  against: readonly number[],
): readonly number[] {
  if (values.length !== against.length)
    throw new Error(`${values.length} values cannot be paired with ${against.length}`);
  return values.map((value, index) => {
    const other = against[index] ?? 0;
    if (other <= 0) throw new Error('a ratio to nothing');
    return value / other;
  });
}
