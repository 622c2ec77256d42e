import { Address, Currency, Email, Id, Money, Timestamp, text } from '@cartwright/contract';
import Type, { type Static } from 'typebox';

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** A line of an order holds at most what one cart line can. */
const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Count = Type.Integer({ minimum: 0 });
const BasisPoints = Type.Integer({ minimum: 0, maximum: 10_000 });
export const Locale = Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$' });

export const LineDiscount = Type.Object({
  code: orNull(Type.String()),
  title: Type.String(),
  amount: Money,
});

/** What was bought, as it was called and priced on that day. */
export const PlacedLine = Type.Object({
  lineId: Id,
  variantId: Id,
  productId: Id,
  slug: Type.String(),
  sku: orNull(Type.String()),
  title: Type.String(),
  options: Type.Record(Type.String(), Type.String()),
  imageUrl: orNull(Type.String()),
  quantity: Quantity,
  unitPrice: Money,
  discountTotal: Money,
  taxRateBasisPoints: BasisPoints,
  tax: Money,
  total: Money,
  discounts: Type.Array(LineDiscount),
});
export type PlacedLine = Static<typeof PlacedLine>;

export const OrderShipping = Type.Object({
  optionId: Type.String(),
  name: Type.String(),
  /** Working days from the order to the door, as promised when it was placed. */
  deliveryDays: Type.Optional(Type.Object({ min: Type.Integer(), max: Type.Integer() })),
  price: Money,
  discount: Money,
  taxRateBasisPoints: BasisPoints,
  tax: Money,
  total: Money,
});
export type OrderShipping = Static<typeof OrderShipping>;

export const OrderTotals = Type.Object({
  subtotal: Money,
  discountTotal: Money,
  shippingTotal: Money,
  taxTotal: Money,
  total: Money,
  pricesIncludeTax: Type.Boolean(),
  taxes: Type.Array(Type.Object({ rateBasisPoints: BasisPoints, amount: Money })),
});
export type OrderTotals = Static<typeof OrderTotals>;

/** What checkout hands over once the payment is authorised. */
export const PlaceOrder = Type.Object({
  email: Email,
  shopperId: orNull(Id),
  currency: Currency,
  // A cart is far smaller; the limit only keeps one order from filling memory.
  lines: Type.Array(PlacedLine, { minItems: 1, maxItems: 500 }),
  shipping: orNull(OrderShipping),
  totals: OrderTotals,
  couponCodes: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 }),
  shippingAddress: Address,
  billingAddress: orNull(Address),
  paymentTryId: Id,
  locale: Locale,
});
export type PlaceOrder = Static<typeof PlaceOrder>;

export const OrderStatus = Type.Union([
  Type.Literal('placed'),
  Type.Literal('partly-fulfilled'),
  Type.Literal('fulfilled'),
  Type.Literal('cancelled'),
]);
export type OrderStatus = Static<typeof OrderStatus>;

export const PaymentStatus = Type.Union([
  Type.Literal('authorised'),
  Type.Literal('partly-captured'),
  Type.Literal('captured'),
  Type.Literal('capture-failed'),
  Type.Literal('partly-refunded'),
  Type.Literal('refunded'),
  Type.Literal('voided'),
]);
export type PaymentStatus = Static<typeof PaymentStatus>;

export const OrderLine = Type.Object({
  ...PlacedLine.properties,
  fulfilledQuantity: Count,
  cancelledQuantity: Count,
});
export type OrderLine = Static<typeof OrderLine>;

export const LineQuantity = Type.Object({ lineId: Id, quantity: Quantity });
export type LineQuantity = Static<typeof LineQuantity>;

export const Fulfilment = Type.Object({
  id: Id,
  createdAt: Timestamp,
  carrier: orNull(Type.String()),
  trackingNumber: orNull(Type.String()),
  trackingUrl: orNull(Type.String()),
  lines: Type.Array(LineQuantity),
});
export type Fulfilment = Static<typeof Fulfilment>;

export const RefundStatus = Type.Union([
  Type.Literal('requested'),
  Type.Literal('refunded'),
  Type.Literal('failed'),
]);
export type RefundStatus = Static<typeof RefundStatus>;

export const Refund = Type.Object({
  id: Id,
  createdAt: Timestamp,
  amount: Money,
  status: RefundStatus,
  lines: Type.Array(LineQuantity),
});
export type Refund = Static<typeof Refund>;

/** What a consumer says who withdraws from the contract. */
export const DeclareWithdrawal = Type.Object(
  {
    name: text({ minLength: 1, maxLength: 200 }),
    /** What of the order is withdrawn, in the consumer's words; all of it when absent. */
    goods: Type.Optional(text({ minLength: 1, maxLength: 1_000 })),
  },
  { additionalProperties: false },
);
export type DeclareWithdrawal = Static<typeof DeclareWithdrawal>;

/** A withdrawal as it was received. */
export const Withdrawal = Type.Object({
  id: Id,
  declaredAt: Timestamp,
  name: Type.String(),
  /** Null is the whole order. */
  goods: orNull(Type.String()),
});
export type Withdrawal = Static<typeof Withdrawal>;

export const StaffWithdrawal = Type.Object({
  ...Withdrawal.properties,
  /** When staff had done what it asks for; null while it is open. */
  handledAt: orNull(Timestamp),
});
export type StaffWithdrawal = Static<typeof StaffWithdrawal>;

export const WithdrawalReceipt = Type.Object({
  /** Of the order. */
  number: Type.String(),
  ...Withdrawal.properties,
});
export type WithdrawalReceipt = Static<typeof WithdrawalReceipt>;

/** An order as its customer sees it. */
export const Order = Type.Object({
  id: Id,
  number: Type.String(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  createdAt: Timestamp,
  currency: Currency,
  email: Email,
  lines: Type.Array(OrderLine),
  /** The discounts of all lines, one entry for each code or promotion. */
  discounts: Type.Array(LineDiscount),
  shipping: orNull(OrderShipping),
  totals: OrderTotals,
  shippingAddress: Address,
  billingAddress: orNull(Address),
  fulfilments: Type.Array(Fulfilment),
  refunds: Type.Array(Refund),
  /** One for each declaration that named more of the order, in their order. */
  withdrawals: Type.Array(Withdrawal),
  canBeCancelled: Type.Boolean(),
});
export type Order = Static<typeof Order>;

/** Only the answer to placing carries the token: it is the right to see and cancel the order. */
export const OrderWithToken = Type.Object({ ...Order.properties, accessToken: Type.String() });
export type OrderWithToken = Static<typeof OrderWithToken>;

/** What a mail about the order must say. `link` holds the access token. */
export const OrderForMail = Type.Object({
  ...Order.properties,
  locale: Locale,
  link: Type.String(),
});
export type OrderForMail = Static<typeof OrderForMail>;

export const StaffFulfilment = Type.Object({
  ...Fulfilment.properties,
  captureAmount: Money,
  captureStatus: Type.Union([
    Type.Literal('requested'),
    Type.Literal('captured'),
    Type.Literal('failed'),
    Type.Literal('not-needed'),
  ]),
  captureFailure: orNull(Type.String()),
});
export type StaffFulfilment = Static<typeof StaffFulfilment>;

export const StaffRefund = Type.Object({
  ...Refund.properties,
  reason: Type.String(),
  failure: orNull(Type.String()),
});
export type StaffRefund = Static<typeof StaffRefund>;

/** An order as staff see it. */
export const StaffOrder = Type.Object({
  ...Order.properties,
  fulfilments: Type.Array(StaffFulfilment),
  refunds: Type.Array(StaffRefund),
  withdrawals: Type.Array(StaffWithdrawal),
  attemptId: Id,
  paymentTryId: Id,
  shopperId: orNull(Id),
  /** Its customer was forgotten: what was personal in it is gone, and so is his right to it. */
  isErased: Type.Boolean(),
  locale: Locale,
  couponCodes: Type.Array(Type.String()),
  captured: Money,
  refunded: Money,
  /** Captured and neither refunded nor asked to be. */
  refundable: Money,
});
export type StaffOrder = Static<typeof StaffOrder>;

export const OrderSummary = Type.Object({
  id: Id,
  number: Type.String(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  createdAt: Timestamp,
  total: Money,
  /** Units over all lines. */
  quantity: Count,
  /** Of the first line, so that a list can be recognised. */
  title: Type.String(),
  imageUrl: orNull(Type.String()),
});
export type OrderSummary = Static<typeof OrderSummary>;

export const StaffOrderSummary = Type.Object({
  ...OrderSummary.properties,
  email: Email,
  /** When the oldest withdrawal was declared that nobody has handled yet; null without one. */
  withdrawalOpenSince: orNull(Timestamp),
});
export type StaffOrderSummary = Static<typeof StaffOrderSummary>;

export const CreateFulfilment = Type.Object(
  {
    /** Everything that is left when absent. */
    lines: Type.Optional(Type.Array(LineQuantity, { minItems: 1, maxItems: 500 })),
    carrier: Type.Optional(text({ minLength: 1, maxLength: 100 })),
    trackingNumber: Type.Optional(text({ minLength: 1, maxLength: 100 })),
    // Only web addresses: it becomes a link in pages and mails.
    trackingUrl: Type.Optional(
      Type.String({ pattern: '^https?://[^\\s\\u0000]+$', maxLength: 500 }),
    ),
  },
  { additionalProperties: false },
);
export type CreateFulfilment = Static<typeof CreateFulfilment>;

/** Exactly one of `amount` and `lines`. */
export const CreateRefund = Type.Object(
  {
    amount: Type.Optional(Money),
    lines: Type.Optional(Type.Array(LineQuantity, { minItems: 1, maxItems: 500 })),
    reason: text({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type CreateRefund = Static<typeof CreateRefund>;
