import type { VariantDetails } from '@cartwright/catalog/contract';
import type { Quote, QuoteDiscount, QuoteLine } from '@cartwright/pricing/contract';
import type { Cart, CartDiscount, CartLine, LineProblem } from '../../contract/index.ts';
import {
  type Availability,
  describeAvailability,
  type LineAvailability,
  soldOut,
} from './describe-availability.ts';

interface StoredLine {
  id: string;
  variantId: string;
  quantity: number;
}

export interface StoredCart {
  id: string;
  currency: string;
  status: 'open' | 'checking-out' | 'ordered';
  orderId: string | null;
  couponCodes: readonly string[];
  lines: readonly StoredLine[];
}

/** What catalog knows of variants, by their ids. */
export type Variants = ReadonlyMap<string, VariantDetails>;

interface CartSources {
  variants: Variants;
  stock: ReadonlyMap<string, Availability>;
  quote: Quote;
  fewLeftMax: number;
}

/** Puts together what the shopper sees from what each service knows. */
export function assembleCart(cart: StoredCart, sources: CartSources): Cart {
  const { quote } = sources;
  const availability = describeAvailability(cart.lines, sources.stock, sources);
  const priced = new Map(quote.lines.map((line) => [line.lineId, line]));
  return {
    id: cart.id,
    currency: cart.currency,
    status: cart.status,
    lines: cart.lines.map((line) =>
      assembleLine(line, {
        variant: sources.variants.get(line.variantId),
        price: priced.get(line.id),
        availability: availability.get(line.id) ?? soldOut,
      }),
    ),
    coupons: quote.coupons.map(({ code, applied, reason, title }) => ({
      code,
      applied,
      reason,
      title,
    })),
    discounts: sumDiscounts(quote.lines.flatMap((line) => line.discounts)),
    shipping: null,
    totals: {
      subtotal: quote.subtotal,
      discountTotal: quote.discountTotal,
      shippingTotal: quote.shippingTotal,
      taxTotal: quote.taxTotal,
      total: quote.total,
      pricesIncludeTax: quote.pricesIncludeTax,
      taxes: quote.taxes,
    },
    orderId: cart.orderId,
  };
}

interface LineParts {
  variant: VariantDetails | undefined;
  price: QuoteLine | undefined;
  availability: LineAvailability;
}

function assembleLine(line: StoredLine, parts: LineParts): CartLine {
  const { variant, price, availability } = parts;
  return {
    id: line.id,
    variantId: line.variantId,
    productId: variant?.productId ?? null,
    slug: variant?.slug ?? null,
    title: variant?.title ?? 'No longer available',
    sku: variant?.sku ?? null,
    options: variant?.options ?? {},
    image: variant?.imageUrl ?? null,
    quantity: line.quantity,
    unitPrice: price?.unitPrice ?? null,
    compareAtPrice: price?.compareAtPrice ?? null,
    subtotal: price?.subtotal ?? null,
    discounts: price?.discounts ?? [],
    tax: price?.tax ?? null,
    total: price?.total ?? null,
    availability,
    problem: problemOf(parts),
  };
}

function problemOf({ variant, price, availability }: LineParts): LineProblem | null {
  if (variant?.sellable !== true) return 'not-for-sale';
  if (price === undefined) return 'no-price';
  return availability.available ? null : 'not-enough-stock';
}

/** One entry a promotion, in the order in which pricing applied them. */
function sumDiscounts(discounts: readonly QuoteDiscount[]): CartDiscount[] {
  const sums = new Map<string, CartDiscount>();
  for (const { code, title, amount } of discounts) {
    const key = JSON.stringify([code, title]);
    const before = sums.get(key)?.amount.amount ?? 0;
    sums.set(key, { code, title, amount: { ...amount, amount: before + amount.amount } });
  }
  return [...sums.values()];
}
