import { allocate, exactAmount, percentageOf } from '@cartwright/money';
import { amountIn } from './choose-promotions.ts';
import type { PromotionFact } from './facts.ts';

export interface LineDiscount {
  code: string;
  title: string;
  amountMinor: number;
}

/**
 * What each line loses to each promotion. Percentages come first, then amounts, so that the order
 * in which codes are typed does not change the total. Each takes its part of what the ones before
 * left, once over all lines, allocated by largest remainder; nothing falls below zero.
 */
export function discountLines(o: {
  subtotalsMinor: readonly number[];
  promotions: readonly PromotionFact[];
  currency: string;
}): LineDiscount[][] {
  const left = [...o.subtotalsMinor];
  const discounts: LineDiscount[][] = left.map(() => []);
  for (const promotion of inOrder(o.promotions)) {
    const goods = left.reduce((sum, amount) => exactAmount(sum + amount), 0);
    const shares = allocate(takenOff(promotion, goods, o.currency), left);
    for (const [index, amountMinor] of shares.entries()) {
      if (amountMinor === 0) continue;
      left[index] = (left[index] ?? 0) - amountMinor;
      discounts[index]?.push({ code: promotion.code, title: promotion.title, amountMinor });
    }
  }
  return discounts;
}

const ranks = { percentage: 0, amount: 1, 'free-shipping': 2 };

const inOrder = (promotions: readonly PromotionFact[]): PromotionFact[] =>
  [...promotions].sort(
    (a, b) =>
      ranks[a.effect.kind] - ranks[b.effect.kind] ||
      (a.codeKey < b.codeKey ? -1 : a.codeKey > b.codeKey ? 1 : 0),
  );

function takenOff({ effect }: PromotionFact, goodsMinor: number, currency: string): number {
  switch (effect.kind) {
    case 'percentage':
      return percentageOf(goodsMinor, effect.basisPoints);
    case 'amount':
      return Math.min(amountIn(effect.amounts, currency) ?? 0, goodsMinor);
    case 'free-shipping':
      return 0;
  }
}
