import { exactAmount, taxOnTop, taxWithin } from '@cartwright/money';
import type { TaxRateFact } from './facts.ts';

const STANDARD = 'standard';
/** Shipping has a rate of its own where the shop gives one, else the standard rate. */
export const SHIPPING_TAX_CATEGORY = 'shipping';

/** A category without a rate of its own has the standard rate; a country without one has none. */
export function taxRateOf(rates: readonly TaxRateFact[], category: string): number {
  const rateFor = (name: string): number | undefined =>
    rates.find((rate) => rate.category === name)?.rateBasisPoints;
  return rateFor(category) ?? rateFor(STANDARD) ?? 0;
}

/**
 * The tax of one amount, rounded by itself, and what is paid then. Where prices include tax, the
 * same is paid in every country and only the tax within it differs.
 */
export function withTax(o: {
  amountMinor: number;
  rateBasisPoints: number;
  pricesIncludeTax: boolean;
}): { taxMinor: number; totalMinor: number } {
  const { amountMinor, rateBasisPoints } = o;
  if (o.pricesIncludeTax)
    return { taxMinor: taxWithin(amountMinor, rateBasisPoints), totalMinor: amountMinor };
  const taxMinor = taxOnTop(amountMinor, rateBasisPoints);
  return { taxMinor, totalMinor: exactAmount(amountMinor + taxMinor) };
}

/** The taxes of an order by rate, the highest first: sums of the rounded taxes of its parts. */
export function taxesByRate(
  parts: readonly { rateBasisPoints: number; taxMinor: number }[],
): { rateBasisPoints: number; taxMinor: number }[] {
  const sums = new Map<number, number>();
  for (const { rateBasisPoints, taxMinor } of parts)
    sums.set(rateBasisPoints, exactAmount((sums.get(rateBasisPoints) ?? 0) + taxMinor));
  return [...sums]
    .map(([rateBasisPoints, taxMinor]) => ({ rateBasisPoints, taxMinor }))
    .sort((a, b) => b.rateBasisPoints - a.rateBasisPoints);
}
