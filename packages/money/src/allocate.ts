import { AmountOverflow, exactAmount, multiplyRatio } from './rounding.ts';

/**
 * Splits an amount in proportion to weights, so that the shares sum to it exactly: each gets the
 * whole part of its share, and the units left over go to the largest remainders, the first of
 * equals first. No share of a positive amount up to the sum of the weights exceeds its weight.
 * All weights zero: the amount must be zero too, else it is refused as it belongs to nobody.
 * @throws RangeError, AmountOverflow
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount)) throw new AmountOverflow('The amount is too large');
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('Weights must be whole numbers from zero');
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) {
    if (amount !== 0) throw new RangeError('There is nothing to allocate the amount to');
    return weights.map(() => 0);
  }
  const sign = amount < 0 ? -1 : 1;
  const size = BigInt(Math.abs(amount));
  const parts = weights.map((weight, index) => ({
    index,
    share: (size * BigInt(weight)) / sum,
    remainder: (size * BigInt(weight)) % sum,
  }));
  let left = size - parts.reduce((total, { share }) => total + share, 0n);
  const byRemainder = [...parts].sort(
    (a, b) => compare(b.remainder, a.remainder) || a.index - b.index,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map(({ share }) => exactAmount(sign * Number(share)));
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What `take` of a line's units are worth, when `taken` were taken before: the rounded total of
 * what is taken afterwards less that of before. So single refunds or captures of a line, in any
 * steps, sum to its total exactly.
 * @throws RangeError when more is taken than the line has.
 */
export function shareOfUnits(o: {
  total: number;
  quantity: number;
  taken: number;
  take: number;
}): number {
  if (o.take < 0 || o.taken < 0 || o.taken + o.take > o.quantity)
    throw new RangeError('More units are taken than there are');
  const upTo = (units: number): number =>
    multiplyRatio(o.total, { numerator: units, denominator: o.quantity });
  return exactAmount(upTo(o.taken + o.take) - upTo(o.taken));
}
