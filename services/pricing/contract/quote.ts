import { Country, Id, Money, text } from '@cartwright/contract';
import Type, { type Static } from 'typebox';
import {
  BasisPoints,
  CouponReason,
  CurrencyCode,
  DeliveryDays,
  nullable,
  RateNames,
  TaxCategory,
} from './shapes.ts';

/** Above what a cart holds (100); one quote then stays one small statement. */
export const QUOTE_LINES_MAX = 200;
/** With it a line of the dearest price can still be refused by arithmetic, not by accident. */
export const QUOTE_QUANTITY_MAX = 9_999;
/** Above what a cart holds (5). */
export const QUOTE_COUPONS_MAX = 20;

/** Codes are compared without regard to case. What is longer than any code is simply unknown. */
const TypedCode = text({ minLength: 1, maxLength: 100 });
/** Names a customer for limits per customer; kept only as a keyed hash. */
const CustomerKey = text({ minLength: 1, maxLength: 320 });

export const QuoteLineInput = Type.Object({
  lineId: Id,
  variantId: Id,
  quantity: Type.Integer({ minimum: 1, maximum: QUOTE_QUANTITY_MAX }),
  taxCategory: TaxCategory,
  weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
});
export type QuoteLineInput = Static<typeof QuoteLineInput>;

const quoteSubject = {
  currency: CurrencyCode,
  /** Where it is shipped to; null means not known yet: taxed as in the shop's home country. */
  country: nullable(Country),
  lines: Type.Array(QuoteLineInput, { maxItems: QUOTE_LINES_MAX }),
  couponCodes: Type.Array(TypedCode, { maxItems: QUOTE_COUPONS_MAX }),
  customerKey: nullable(CustomerKey),
};

export const QuoteRequest = Type.Object({
  ...quoteSubject,
  shippingOptionId: nullable(Type.String({ minLength: 1, maxLength: 150 })),
});
export type QuoteRequest = Static<typeof QuoteRequest>;

export const ShippingOptionsRequest = Type.Object(quoteSubject);
export type ShippingOptionsRequest = Static<typeof ShippingOptionsRequest>;

export const QuoteDiscount = Type.Object({
  code: nullable(Type.String()),
  /** The promotion's title: shoppers see it. */
  title: Type.String(),
  amount: Money,
});
export type QuoteDiscount = Static<typeof QuoteDiscount>;

/** `total` is what is paid for the line: subtotal - discounts, plus tax where prices exclude it. */
export const QuoteLine = Type.Object({
  lineId: Id,
  variantId: Id,
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: Money,
  /** Only when it is above the price. */
  compareAtPrice: nullable(Money),
  subtotal: Money,
  discounts: Type.Array(QuoteDiscount),
  discountTotal: Money,
  taxRateBasisPoints: BasisPoints,
  tax: Money,
  total: Money,
});
export type QuoteLine = Static<typeof QuoteLine>;

export const QuoteCoupon = Type.Object({
  code: Type.String(),
  applied: Type.Boolean(),
  reason: nullable(CouponReason),
  title: nullable(Type.String()),
});
export type QuoteCoupon = Static<typeof QuoteCoupon>;

/** `total` is what is paid for shipping: price - discount, plus tax where prices exclude it. */
export const QuoteShipping = Type.Object({
  optionId: Type.String(),
  name: Type.String(),
  names: RateNames,
  /** Absent where staff have not said it. */
  deliveryDays: Type.Optional(DeliveryDays),
  price: Money,
  discount: Money,
  taxRateBasisPoints: BasisPoints,
  tax: Money,
  total: Money,
});
export type QuoteShipping = Static<typeof QuoteShipping>;

/**
 * `total` = sum of the totals of lines and shipping
 * = subtotal - discountTotal + shippingTotal, plus taxTotal where prices exclude tax.
 * Lines without a price in the currency are left out and listed in `unpriced`.
 */
export const Quote = Type.Object({
  currency: CurrencyCode,
  pricesIncludeTax: Type.Boolean(),
  lines: Type.Array(QuoteLine),
  unpriced: Type.Array(Id),
  coupons: Type.Array(QuoteCoupon),
  shipping: nullable(QuoteShipping),
  taxes: Type.Array(Type.Object({ rateBasisPoints: BasisPoints, amount: Money })),
  /** Of the lines, before discounts. */
  subtotal: Money,
  /** Of the lines; a discount on shipping stands in `shipping.discount`. */
  discountTotal: Money,
  /** Price of shipping less its discount. */
  shippingTotal: Money,
  taxTotal: Money,
  total: Money,
});
export type Quote = Static<typeof Quote>;

export const ShippingOption = Type.Object({
  id: Type.String(),
  name: Type.String(),
  names: RateNames,
  /** Absent where staff have not said it. */
  deliveryDays: Type.Optional(DeliveryDays),
  /** After discounts; without tax where prices exclude it. */
  price: Money,
});
export type ShippingOption = Static<typeof ShippingOption>;

export const ReserveCoupons = Type.Object({
  codes: Type.Array(TypedCode, { maxItems: QUOTE_COUPONS_MAX }),
  customerKey: CustomerKey,
});
export type ReserveCoupons = Static<typeof ReserveCoupons>;
