import { taxOnTop, taxWithin } from '@cartwright/money';
import type { TotalledOrder } from './check-totals.ts';

/**
 * Parts of an order whose tax is not what its rate makes of its amount. Tax is rounded line by line
 * and for shipping, and what is stated by rate are sums of these.
 */
export function findTaxMismatches({ lines, shipping, totals }: TotalledOrder): string[] {
  const { pricesIncludeTax } = totals;
  const taxOf = (amountMinor: number, rate: number): number =>
    pricesIncludeTax ? taxWithin(amountMinor, rate) : taxOnTop(amountMinor, rate);
  const found = lines
    .filter((line) => {
      const netMinor = line.unitPrice.amount * line.quantity - line.discountTotal.amount;
      return line.tax.amount !== taxOf(netMinor, line.taxRateBasisPoints);
    })
    .map(({ lineId }) => `tax of line ${lineId}`);
  if (shipping !== null) {
    const netMinor = shipping.price.amount - shipping.discount.amount;
    if (shipping.tax.amount !== taxOf(netMinor, shipping.taxRateBasisPoints))
      found.push('tax of shipping');
  }
  const byRate = new Map(totals.taxes.map((tax) => [tax.rateBasisPoints, tax.amount.amount]));
  for (const part of [...lines, ...(shipping === null ? [] : [shipping])])
    byRate.set(
      part.taxRateBasisPoints,
      (byRate.get(part.taxRateBasisPoints) ?? 0) - part.tax.amount,
    );
  for (const [rate, restMinor] of byRate)
    if (restMinor !== 0) found.push(`taxes at ${rate} basis points`);
  return found;
}
