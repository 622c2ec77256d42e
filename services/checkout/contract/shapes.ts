import { Address, Currency, Email, Id, Money, Timestamp, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The id of a cart is a secret of its own form; only the cart service knows what it is made of. */
export const CartId = Type.String({ minLength: 1, maxLength: 100 });

export const CheckoutInput = Type.Object(
  {
    email: Email,
    shippingAddress: Address,
    /** The shipping address when absent. */
    billingAddress: Type.Optional(Address),
    shippingOptionId: text({ minLength: 1, maxLength: 150 }),
    /** May be absent only when there is nothing to pay. */
    payment: Type.Optional(
      Type.Object(
        {
          method: text({ minLength: 1, maxLength: 50 }),
          /** A secret of the shopper and the provider: passed on, never stored or logged. */
          token: text({ minLength: 1, maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
    ),
    /** The total that the shopper saw: another one is refused with `price-changed`. */
    expectedTotal: Type.Optional(Money),
    /** Language of the mails about the order. */
    locale: Type.Optional(Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', default: 'en' })),
  },
  { additionalProperties: false },
);
export type CheckoutInput = Static<typeof CheckoutInput>;

const Discount = Type.Object({
  code: nullable(Type.String()),
  title: Type.String(),
  amount: Money,
});

/**
 * The order as checkout answers it. Without e-mail and addresses: the answer is stored to be
 * repeated, and who sent them knows them.
 */
export const PlacedOrder = Type.Object({
  id: Id,
  number: Type.String(),
  status: Type.String(),
  createdAt: Timestamp,
  currency: Currency,
  lines: Type.Array(
    Type.Object({
      lineId: Id,
      variantId: Id,
      productId: Id,
      slug: Type.String(),
      sku: nullable(Type.String()),
      title: Type.String(),
      options: Type.Record(Type.String(), Type.String()),
      imageUrl: nullable(Type.String()),
      quantity: Type.Integer({ minimum: 1 }),
      unitPrice: Money,
      discounts: Type.Array(Discount),
      discountTotal: Money,
      taxRateBasisPoints: Type.Integer(),
      tax: Money,
      total: Money,
    }),
  ),
  shipping: nullable(
    Type.Object({
      optionId: Type.String(),
      name: Type.String(),
      price: Money,
      discount: Money,
      taxRateBasisPoints: Type.Integer(),
      tax: Money,
      total: Money,
    }),
  ),
  totals: Type.Object({
    subtotal: Money,
    discountTotal: Money,
    shippingTotal: Money,
    taxTotal: Money,
    total: Money,
    pricesIncludeTax: Type.Boolean(),
    taxes: Type.Array(Type.Object({ rateBasisPoints: Type.Integer(), amount: Money })),
  }),
  /** The right to see the order. */
  accessToken: Type.String(),
});
export type PlacedOrder = Static<typeof PlacedOrder>;

/** The whole order while the answer is kept, its id and number for ever. */
export const OrderReference = Type.Object({
  ...Type.Partial(PlacedOrder).properties,
  id: Id,
  number: Type.String(),
});
export type OrderReference = Static<typeof OrderReference>;

/** An attempt that is not decided yet; ask again after `retryAfterSeconds`. */
export const OpenAttempt = Type.Object({
  id: Id,
  status: Type.Union([Type.Literal('processing'), Type.Literal('action-required')]),
  /**
   * Where the shopper confirms the payment, and for how long; the stock is held at least until
   * then.
   */
  action: Type.Optional(
    Type.Object({
      url: Type.String(),
      expiresInSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  retryAfterSeconds: Type.Integer({ minimum: 1 }),
});
export type OpenAttempt = Static<typeof OpenAttempt>;

export const AttemptState = Type.Union([
  Type.Literal('preparing'),
  Type.Literal('paying'),
  Type.Literal('awaiting-shopper'),
  Type.Literal('placing'),
  Type.Literal('undoing'),
  Type.Literal('completed'),
  Type.Literal('refused'),
  Type.Literal('undone'),
]);
export type AttemptState = Static<typeof AttemptState>;

/** An attempt as staff see it: no cart id, no address, no token. */
export const StaffAttempt = Type.Object({
  id: Id,
  state: AttemptState,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  closedAt: nullable(Timestamp),
  /** When it is looked at again; null once it is closed. */
  nextRunAt: nullable(Timestamp),
  /** How often it was looked at without an outcome. */
  runs: Type.Integer(),
  total: nullable(Money),
  paymentTryId: Id,
  paymentStatus: nullable(Type.String()),
  /** The code that the shopper gets; null for an order and for what is not decided. */
  problem: nullable(Type.String()),
  orderId: nullable(Id),
  orderNumber: nullable(Type.String()),
});
export type StaffAttempt = Static<typeof StaffAttempt>;
