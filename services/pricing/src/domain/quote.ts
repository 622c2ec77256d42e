import { exactAmount, type Money } from '@cartwright/money';
import type { Quote, QuoteLine, QuoteLineInput, QuoteShipping } from '../../contract/quote.ts';
import { choosePromotions } from './choose-promotions.ts';
import { discountLines, type LineDiscount } from './discount-lines.ts';
import type { PriceFact, PricingFacts } from './facts.ts';
import { type OfferedShipping, offeredShipping } from './shipping.ts';
import { SHIPPING_TAX_CATEGORY, taxesByRate, taxRateOf, withTax } from './tax.ts';

export interface QuoteSubject {
  lines: readonly QuoteLineInput[];
  couponCodes: readonly string[];
}

interface GoodsQuote {
  lines: QuoteLine[];
  unpriced: string[];
  coupons: Quote['coupons'];
  /** What could be chosen; nothing when nothing has a price. */
  shippingOffers: OfferedShipping[];
}

/**
 * Prices lines, applies promotions and finds the ways of shipping. Pure: everything is passed in.
 * @throws AmountOverflow when an amount cannot be kept exactly
 */
export function quoteGoods(subject: QuoteSubject, facts: PricingFacts): GoodsQuote {
  const prices = new Map(facts.prices.map((price) => [price.variantId, price]));
  const priced = subject.lines.flatMap((line) => {
    const price = prices.get(line.variantId);
    if (price === undefined) return [];
    return [{ line, price, subtotalMinor: exactAmount(price.priceMinor * line.quantity) }];
  });
  const unpriced = subject.lines.filter(({ variantId }) => !prices.has(variantId));
  const subtotalsMinor = priced.map(({ subtotalMinor }) => subtotalMinor);
  const { coupons, applied } = choosePromotions({
    codes: subject.couponCodes,
    promotions: facts.promotions,
    currency: facts.currency,
    goodsMinor: sumOf(subtotalsMinor),
  });
  const discounts = discountLines({
    subtotalsMinor,
    promotions: applied,
    currency: facts.currency,
  });
  const lines = priced.map((each, index) => quoteLine(each, discounts[index] ?? [], facts));
  const offers = offeredShipping({
    rates: facts.shippingRates,
    weightGrams: sumOf(priced.map(({ line }) => exactAmount(line.weightGrams * line.quantity))),
    orderValueMinor: sumOf(
      lines.map(({ subtotal, discountTotal }) => subtotal.amount - discountTotal.amount),
    ),
    applied,
  });
  return {
    lines,
    unpriced: [...new Set(unpriced.map(({ variantId }) => variantId))],
    coupons,
    shippingOffers: lines.length === 0 ? [] : offers,
  };
}

function quoteLine(
  { line, price, subtotalMinor }: { line: QuoteLineInput; price: PriceFact; subtotalMinor: number },
  discounts: readonly LineDiscount[],
  facts: PricingFacts,
): QuoteLine {
  const money = moneyIn(facts.currency);
  const discountMinor = sumOf(discounts.map(({ amountMinor }) => amountMinor));
  const rateBasisPoints = taxRateOf(facts.taxRates, line.taxCategory);
  const { taxMinor, totalMinor } = withTax({
    amountMinor: subtotalMinor - discountMinor,
    rateBasisPoints,
    pricesIncludeTax: facts.pricesIncludeTax,
  });
  const { priceMinor, compareAtMinor } = price;
  return {
    lineId: line.lineId,
    variantId: line.variantId,
    quantity: line.quantity,
    unitPrice: money(priceMinor),
    compareAtPrice:
      compareAtMinor !== null && compareAtMinor > priceMinor ? money(compareAtMinor) : null,
    subtotal: money(subtotalMinor),
    discounts: discounts.map(({ code, title, amountMinor }) => ({
      code,
      title,
      amount: money(amountMinor),
    })),
    discountTotal: money(discountMinor),
    taxRateBasisPoints: rateBasisPoints,
    tax: money(taxMinor),
    total: money(totalMinor),
  };
}

/** The whole quote, with the chosen way of shipping or without one. @throws AmountOverflow */
export function totalQuote(
  goods: GoodsQuote,
  chosen: OfferedShipping | null,
  facts: PricingFacts,
): Quote {
  const money = moneyIn(facts.currency);
  const shipping = chosen === null ? null : quoteShipping(chosen, facts);
  const { lines, unpriced, coupons } = goods;
  const taxed = shipping === null ? lines : [...lines, shipping];
  const subtotalMinor = sumOf(lines.map(({ subtotal }) => subtotal.amount));
  return {
    currency: facts.currency,
    pricesIncludeTax: facts.pricesIncludeTax,
    lines,
    unpriced,
    coupons,
    shipping,
    taxes: taxesByRate(
      taxed.map(({ taxRateBasisPoints, tax }) => ({
        rateBasisPoints: taxRateBasisPoints,
        taxMinor: tax.amount,
      })),
    ).map(({ rateBasisPoints, taxMinor }) => ({ rateBasisPoints, amount: money(taxMinor) })),
    subtotal: money(subtotalMinor),
    discountTotal: money(sumOf(lines.map(({ discountTotal }) => discountTotal.amount))),
    shippingTotal: money(shipping === null ? 0 : shipping.price.amount - shipping.discount.amount),
    taxTotal: money(sumOf(taxed.map(({ tax }) => tax.amount))),
    total: money(sumOf(taxed.map(({ total }) => total.amount))),
  };
}

function quoteShipping(chosen: OfferedShipping, facts: PricingFacts): QuoteShipping {
  const money = moneyIn(facts.currency);
  const rateBasisPoints = taxRateOf(facts.taxRates, SHIPPING_TAX_CATEGORY);
  const { taxMinor, totalMinor } = withTax({
    amountMinor: chosen.priceMinor - chosen.discountMinor,
    rateBasisPoints,
    pricesIncludeTax: facts.pricesIncludeTax,
  });
  return {
    optionId: chosen.optionId,
    name: chosen.name,
    names: chosen.names,
    ...(chosen.deliveryDays && { deliveryDays: chosen.deliveryDays }),
    price: money(chosen.priceMinor),
    discount: money(chosen.discountMinor),
    taxRateBasisPoints: rateBasisPoints,
    tax: money(taxMinor),
    total: money(totalMinor),
  };
}

const moneyIn =
  (currency: string) =>
  (amount: number): Money => ({ amount: exactAmount(amount), currency });

const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => exactAmount(sum + amount), 0);
