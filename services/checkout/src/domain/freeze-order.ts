import type { VariantDetails } from '@cartwright/catalog/contract';
import type { Money } from '@cartwright/contract';
import { isSameMoney } from '@cartwright/money';
import type { PlaceOrder } from '@cartwright/orders/contract';
import type { Quote } from '@cartwright/pricing/contract';
import type { Static } from 'typebox';
import { Refusal, wrongInput } from './outcome.ts';

type MoneyValue = Static<typeof Money>;

export interface CartForCheckout {
  currency: string;
  shopperId: string | null;
  lines: readonly { lineId: string; variantId: string; quantity: number }[];
  couponCodes: readonly string[];
}

/** The order as it will be placed, without what is known of the person. */
export type FrozenOrder = Pick<
  PlaceOrder,
  'shopperId' | 'currency' | 'lines' | 'shipping' | 'totals' | 'couponCodes'
>;

/** Refuses lines whose variant is gone or not published. */
export function checkForSale(
  cart: CartForCheckout,
  variants: ReadonlyMap<string, VariantDetails>,
): void {
  const missing = cart.lines.filter((line) => variants.get(line.variantId)?.sellable !== true);
  if (missing.length > 0) throw notForSale(missing, 'not-for-sale');
}

/**
 * Joins what the cart holds, what the catalog calls it and what pricing asks for it. Refuses lines
 * without a price, an order that cannot be sent, and a total other than the one that was shown.
 */
export function freezeOrder(o: {
  cart: CartForCheckout;
  variants: ReadonlyMap<string, VariantDetails>;
  quote: Quote;
  expectedTotal: MoneyValue | undefined;
  /** The order keeps names in the language in which it is placed. */
  locale: string;
}): FrozenOrder {
  const { cart, quote } = o;
  const unpriced = new Set(quote.unpriced);
  const withoutPrice = cart.lines.filter((line) => unpriced.has(line.variantId));
  if (withoutPrice.length > 0) throw notForSale(withoutPrice, 'no-price');
  if (quote.shipping === null)
    throw wrongInput('/body/shippingOptionId', 'This is not offered for this cart and address');
  if (o.expectedTotal !== undefined && !isSameMoney(o.expectedTotal, quote.total))
    throw priceChanged(o.expectedTotal, quote.total);
  const quoted = new Map(quote.lines.map((line) => [line.lineId, line]));
  return {
    shopperId: cart.shopperId,
    currency: quote.currency,
    lines: cart.lines.map((line) => {
      const priced = quoted.get(line.lineId);
      const variant = o.variants.get(line.variantId);
      // Pricing answers every line that it does not call unpriced, and those were refused above.
      if (priced === undefined || variant === undefined)
        throw new Error(`Line ${line.lineId} has no price or no variant`);
      return freezeLine(line, variant, priced);
    }),
    shipping: freezeShipping(quote.shipping, o.locale),
    totals: {
      subtotal: quote.subtotal,
      discountTotal: quote.discountTotal,
      shippingTotal: quote.shippingTotal,
      taxTotal: quote.taxTotal,
      total: quote.total,
      pricesIncludeTax: quote.pricesIncludeTax,
      taxes: quote.taxes,
    },
    couponCodes: quote.coupons.filter((coupon) => coupon.applied).map((coupon) => coupon.code),
  };
}

function freezeShipping(
  { names, ...shipping }: NonNullable<Quote['shipping']>,
  locale: string,
): FrozenOrder['shipping'] {
  const [language = ''] = locale.split('-');
  return { ...shipping, name: names[language] ?? shipping.name };
}

function freezeLine(
  line: CartForCheckout['lines'][number],
  variant: VariantDetails,
  priced: Quote['lines'][number],
): FrozenOrder['lines'][number] {
  return {
    lineId: line.lineId,
    variantId: line.variantId,
    productId: variant.productId,
    slug: variant.slug,
    sku: variant.sku,
    title: variant.title,
    options: variant.options,
    imageUrl: variant.imageUrl,
    quantity: line.quantity,
    unitPrice: priced.unitPrice,
    discountTotal: priced.discountTotal,
    taxRateBasisPoints: priced.taxRateBasisPoints,
    tax: priced.tax,
    total: priced.total,
    discounts: priced.discounts,
  };
}

export const priceChanged = (oldTotal: MoneyValue, newTotal: MoneyValue): Refusal =>
  new Refusal('price-changed', { data: { oldTotal, newTotal } });

export const notForSale = (
  lines: CartForCheckout['lines'],
  reason: 'not-for-sale' | 'no-price',
): Refusal =>
  new Refusal('lines-not-for-sale', {
    data: { lines: lines.map(({ lineId, variantId }) => ({ lineId, variantId, reason })) },
  });
