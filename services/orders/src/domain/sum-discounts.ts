import type { PlacedLine } from '../../contract/shapes.ts';

type Discount = PlacedLine['discounts'][number];

/** The discounts of all lines, one entry for each code or promotion. */
export function sumDiscounts(lines: readonly Pick<PlacedLine, 'discounts'>[]): Discount[] {
  const sums = new Map<string, Discount>();
  for (const { code, title, amount } of lines.flatMap((line) => line.discounts)) {
    const key = JSON.stringify([code, title]);
    const before = sums.get(key)?.amount.amount ?? 0;
    sums.set(key, { code, title, amount: { ...amount, amount: before + amount.amount } });
  }
  return [...sums.values()];
}
