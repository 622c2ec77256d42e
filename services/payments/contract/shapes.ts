import { Id, Money, Timestamp, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/**
 * What is known of a payment try. `pending`: the provider will answer by webhook. `unknown`: the
 * provider gave no answer, so it is asked by our key. `never-seen`: the provider never saw the try
 * and has promised to refuse it from now on.
 */
export const PaymentTryStatus = Type.Union([
  Type.Literal('authorised'),
  Type.Literal('declined'),
  Type.Literal('action-required'),
  Type.Literal('pending'),
  Type.Literal('unknown'),
  Type.Literal('voided'),
  Type.Literal('never-seen'),
]);
export type PaymentTryStatus = Static<typeof PaymentTryStatus>;

export const PaymentTryState = Type.Object({
  tryId: Id,
  /** The provider's name for the payment, once it gave one. */
  paymentId: nullable(Type.String()),
  status: PaymentTryStatus,
  /** Why it was declined or voided: a word such as `insufficient-funds`. */
  reason: nullable(Type.String()),
  /** Where the shopper confirms, while the status is `action-required`. */
  action: nullable(Type.Object({ url: Type.String(), expiresAt: nullable(Timestamp) })),
});
export type PaymentTryState = Static<typeof PaymentTryState>;

export const IntendBody = Type.Object({
  attemptId: Id,
  amount: Money,
  method: text({ minLength: 1, maxLength: 50 }),
});
export type IntendBody = Static<typeof IntendBody>;

export const AuthoriseBody = Type.Object({
  ...IntendBody.properties,
  /** One-time word of the payment method; neither stored nor logged. */
  token: text({ minLength: 1, maxLength: 200 }),
  /** Where the provider sends the shopper after a confirmation page. */
  returnUrl: Type.String({ minLength: 1, maxLength: 2000, format: 'uri' }),
});
export type AuthoriseBody = Static<typeof AuthoriseBody>;

/** `pending`: a job asks the provider until it answers; an event tells the end. */
export const CaptureState = Type.Object({
  status: Type.Union([Type.Literal('captured'), Type.Literal('pending'), Type.Literal('failed')]),
  reason: nullable(Type.String()),
});
export type CaptureState = Static<typeof CaptureState>;

export const RefundState = Type.Object({
  status: Type.Union([Type.Literal('refunded'), Type.Literal('pending'), Type.Literal('failed')]),
  reason: nullable(Type.String()),
});
export type RefundState = Static<typeof RefundState>;

/**
 * `pending`: an event tells the end. With the reason `capture-under-way` nothing was begun: how
 * much there is to give back is not known yet, and the caller asks again.
 */
export const VoidState = Type.Object({
  status: Type.Union([Type.Literal('voided'), Type.Literal('pending'), Type.Literal('failed')]),
  reason: nullable(Type.String()),
});
export type VoidState = Static<typeof VoidState>;

const Movement = Type.Object({
  id: Id,
  amount: Money,
  status: Type.String(),
  reason: nullable(Type.String()),
  createdAt: Timestamp,
});

/** One payment as staff see it: the try, what moved, and every change of state. */
export const AdminPayment = Type.Object({
  tryId: Id,
  attemptId: Id,
  orderId: nullable(Id),
  provider: Type.String(),
  method: Type.String(),
  paymentId: nullable(Type.String()),
  status: Type.String(),
  reason: nullable(Type.String()),
  amount: Money,
  captured: Money,
  refunded: Money,
  captures: Type.Array(Movement),
  refunds: Type.Array(Movement),
  history: Type.Array(
    Type.Object({
      from: nullable(Type.String()),
      to: Type.String(),
      cause: Type.String(),
      at: Timestamp,
    }),
  ),
  createdAt: Timestamp,
});
export type AdminPayment = Static<typeof AdminPayment>;

/** How our books and the provider's can differ. */
export const DisagreementKind = Type.Union([
  Type.Literal('missing-at-provider'),
  Type.Literal('missing-in-our-books'),
  Type.Literal('status-differs'),
  Type.Literal('amount-differs'),
  Type.Literal('captured-differs'),
  Type.Literal('refunded-differs'),
]);
export type DisagreementKind = Static<typeof DisagreementKind>;

export const Disagreement = Type.Object({
  id: Id,
  provider: Type.String(),
  /** The key that both books share; the id of our payment try where it is ours. */
  key: Type.String(),
  kind: DisagreementKind,
  ours: nullable(Type.String()),
  theirs: nullable(Type.String()),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
});
export type Disagreement = Static<typeof Disagreement>;

export const ReconciliationRun = Type.Object({
  id: Id,
  provider: Type.String(),
  status: Type.Union([Type.Literal('running'), Type.Literal('finished'), Type.Literal('failed')]),
  comparedCount: Type.Integer({ minimum: 0 }),
  disagreementCount: Type.Integer({ minimum: 0 }),
  startedAt: Timestamp,
  finishedAt: nullable(Timestamp),
});
export type ReconciliationRun = Static<typeof ReconciliationRun>;
