import { Currency, Id, Money, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Each line is priced and reserved in one call; this keeps such a call well below its deadline. */
export const CART_LINES_MAX = 100;
export const LINE_QUANTITY_MAX = 999;
export const CART_COUPONS_MAX = 5;

/** 32 random bytes as base64url. Whoever knows it may use the cart. */
export const CartId = Type.String({ minLength: 1, maxLength: 100 });
export const CouponCode = text({ minLength: 1, maxLength: 50 });

export const LineInput = Type.Object(
  { variantId: Id, quantity: Type.Integer({ minimum: 1, maximum: LINE_QUANTITY_MAX }) },
  { additionalProperties: false },
);
export type LineInput = Static<typeof LineInput>;

export const LinesInput = Type.Array(LineInput, { minItems: 1, maxItems: CART_LINES_MAX });

export const CartDiscount = Type.Object({
  code: nullable(Type.String()),
  title: Type.String(),
  amount: Money,
});
export type CartDiscount = Static<typeof CartDiscount>;

/**
 * Why a line cannot be bought. Such a line is left out of all totals (except `not-enough-stock`,
 * which has a price), and the cart cannot be checked out while one is there.
 */
export const LineProblem = Type.Union([
  Type.Literal('not-for-sale'),
  Type.Literal('no-price'),
  Type.Literal('not-enough-stock'),
]);
export type LineProblem = Static<typeof LineProblem>;

export const CartLine = Type.Object({
  id: Id,
  variantId: Id,
  /** Null, like all that describes it, once the catalog no longer knows the variant. */
  productId: nullable(Id),
  slug: nullable(Type.String()),
  title: Type.String(),
  sku: nullable(Type.String()),
  options: Type.Record(Type.String(), Type.String()),
  /** Address of a picture below the shop's own address. */
  image: nullable(Type.String()),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: nullable(Money),
  compareAtPrice: nullable(Money),
  subtotal: nullable(Money),
  discounts: Type.Array(CartDiscount),
  tax: nullable(Money),
  total: nullable(Money),
  availability: Type.Object({
    /** This many can be had, together with what other lines take of the same stock. */
    available: Type.Boolean(),
    /** How many can be had, where they are few or fewer than asked for. */
    left: nullable(Type.Integer()),
    message: Type.String(),
  }),
  problem: nullable(LineProblem),
});
export type CartLine = Static<typeof CartLine>;

export const CartTotals = Type.Object({
  subtotal: Money,
  discountTotal: Money,
  shippingTotal: Money,
  taxTotal: Money,
  total: Money,
  pricesIncludeTax: Type.Boolean(),
  taxes: Type.Array(Type.Object({ rateBasisPoints: Type.Integer(), amount: Money })),
});
export type CartTotals = Static<typeof CartTotals>;

export const Cart = Type.Object({
  id: CartId,
  currency: Currency,
  status: Type.Union([Type.Literal('open'), Type.Literal('checking-out'), Type.Literal('ordered')]),
  lines: Type.Array(CartLine),
  coupons: Type.Array(
    Type.Object({
      code: Type.String(),
      applied: Type.Boolean(),
      reason: nullable(Type.String()),
      title: nullable(Type.String()),
    }),
  ),
  /** What each promotion takes off, over all lines. */
  discounts: Type.Array(CartDiscount),
  /** Chosen at checkout; a cart has none. */
  shipping: Type.Null(),
  totals: CartTotals,
  orderId: nullable(Id),
});
export type Cart = Static<typeof Cart>;
