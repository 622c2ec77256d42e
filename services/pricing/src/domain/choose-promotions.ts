import type { QuoteCoupon } from '../../contract/quote.ts';
import type { CouponReason } from '../../contract/shapes.ts';
import { codeKeyOf, type PromotionFact } from './facts.ts';

interface ChosenPromotions {
  /** One for each different code, in the order in which they were given. */
  coupons: QuoteCoupon[];
  applied: PromotionFact[];
}

/**
 * Decides which codes apply. A code given twice counts once. The first one that can apply does; a
 * further one only when it and all before it are combinable.
 */
export function choosePromotions(o: {
  codes: readonly string[];
  promotions: readonly PromotionFact[];
  currency: string;
  /** Value of the goods before discounts, in minor units. */
  goodsMinor: number;
}): ChosenPromotions {
  const byKey = new Map(o.promotions.map((promotion) => [promotion.codeKey, promotion]));
  const typed = new Map(o.codes.map((code) => [codeKeyOf(code), code.trim()]));
  const applied: PromotionFact[] = [];
  const coupons = [...typed].map(([key, code]): QuoteCoupon => {
    const promotion = byKey.get(key);
    if (promotion === undefined || !promotion.isActive)
      return { code, applied: false, reason: 'unknown', title: null };
    const reason = whyNot(promotion, o) ?? whyNotBeside(promotion, applied);
    if (reason === null) applied.push(promotion);
    return { code: promotion.code, applied: reason === null, reason, title: promotion.title };
  });
  return { coupons, applied };
}

function whyNot(
  promotion: PromotionFact,
  o: { currency: string; goodsMinor: number },
): CouponReason | null {
  const { effect, minimumOrderValues } = promotion;
  if (!promotion.hasStarted) return 'not-started';
  if (promotion.hasEnded) return 'expired';
  if (promotion.isExhausted) return 'exhausted';
  if (promotion.isCustomerLimitReached) return 'customer-limit-reached';
  if (effect.kind === 'amount' && amountIn(effect.amounts, o.currency) === undefined)
    return 'other-currency';
  if (minimumOrderValues.length === 0) return null;
  const minimum = amountIn(minimumOrderValues, o.currency);
  if (minimum === undefined) return 'other-currency';
  return o.goodsMinor < minimum ? 'minimum-not-reached' : null;
}

const whyNotBeside = (
  promotion: PromotionFact,
  applied: readonly PromotionFact[],
): CouponReason | null =>
  applied.length === 0 || [promotion, ...applied].every(({ isCombinable }) => isCombinable)
    ? null
    : 'not-combinable';

/** The amount of a list by currency, in minor units. */
export const amountIn = (
  amounts: readonly { amount: number; currency: string }[],
  currency: string,
): number | undefined => amounts.find((each) => each.currency === currency)?.amount;
