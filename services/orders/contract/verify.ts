import { defineRoutes, Id, VerifyPageQuery, verifyOnly, verifyPage } from '@cartwright/contract';
import Type, { type Static } from 'typebox';
import { OrderStatus } from './shapes.ts';

/** An order as far as the books of other services can be held against it. */
export const OrderBooks = Type.Object({
  attemptId: Id,
  orderId: Id,
  status: OrderStatus,
  paymentTryId: Id,
  currency: Type.String(),
  totalMinor: Type.Integer(),
  capturedMinor: Type.Integer(),
  refundedMinor: Type.Integer(),
  /** Asked for with goods that have left, and not taken: under way, or refused. */
  uncapturedMinor: Type.Integer(),
  /** More than an hour ago payments was asked to give back what will not be captured. */
  isReleaseOverdue: Type.Boolean(),
  couponCodes: Type.Array(Type.String()),
  /** Neither fulfilled nor cancelled, by variant. */
  open: Type.Array(Type.Object({ variantId: Id, quantity: Type.Integer({ minimum: 1 }) })),
  /** Parts of the order that are not the sum of what they are made of. */
  mismatches: Type.Array(Type.String()),
});
export type OrderBooks = Static<typeof OrderBooks>;

export const ordersVerifyRoutes = defineRoutes({
  verifyOrders: {
    method: 'POST',
    path: '/verify/orders',
    summary: 'Orders by the ids of their attempts, with what of their sums does not add up',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(OrderBooks) },
    errors: [],
    repeatable: true,
  },
});
