/** An amount beyond what JSON and JavaScript hold exactly, 2^53 - 1 minor units either way. */
export class AmountOverflow extends RangeError {
  override readonly name = 'AmountOverflow';
}

/** The amount itself, when it is exact. @throws AmountOverflow */
export function exactAmount(amount: number | bigint): number {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new AmountOverflow('The amount is too large');
  // -0 would be told apart from 0 by strict comparisons of tests and stores.
  return value === 0 ? 0 : value;
}

/**
 * `amount * numerator / denominator`, rounded half away from zero, the way prices and taxes are
 * rounded on invoices. Half-even is not used anywhere: it spreads errors of long sums, and ours are
 * never sums of rounded figures that nobody sees.
 * The product is taken in whole numbers of any size, so only the result must be exact.
 * @throws AmountOverflow
 */
export function multiplyRatio(
  amount: number,
  ratio: { numerator: number; denominator: number },
): number {
  if (ratio.denominator <= 0) throw new RangeError('The denominator must be above zero');
  const product = BigInt(amount) * BigInt(ratio.numerator);
  const denominator = BigInt(ratio.denominator);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return exactAmount(product < 0n ? -rounded : rounded);
}

/** Ten thousand basis points are the whole: 1900 is 19 %. */
const WHOLE_BASIS_POINTS = 10_000;

/** A share of an amount in basis points, rounded half away from zero. */
export const percentageOf = (amount: number, basisPoints: number): number =>
  multiplyRatio(amount, { numerator: basisPoints, denominator: WHOLE_BASIS_POINTS });

/** The tax that a gross amount holds: 1900 of 11900 at 19 %. */
export const taxWithin = (gross: number, basisPoints: number): number =>
  multiplyRatio(gross, {
    numerator: basisPoints,
    denominator: WHOLE_BASIS_POINTS + basisPoints,
  });

/** The tax that is put on a net amount: 1900 on 10000 at 19 %. */
export const taxOnTop = (net: number, basisPoints: number): number =>
  percentageOf(net, basisPoints);
