import { defineRoutes, Id, VerifyPageQuery, verifyOnly, verifyPage } from '@cartwright/contract';
import Type, { type Static } from 'typebox';
import { AttemptState } from './shapes.ts';

/** An attempt as far as the books of other services can be held against it. */
export const AttemptBooks = Type.Object({
  attemptId: Id,
  state: AttemptState,
  paymentTryId: Id,
  orderId: Type.Union([Id, Type.Null()]),
  /** What it must hold from the payment on, until it is decided; null before and afterwards. */
  held: Type.Union([
    Type.Array(Type.Object({ variantId: Id, quantity: Type.Integer() })),
    Type.Null(),
  ]),
});
export type AttemptBooks = Static<typeof AttemptBooks>;

export const checkoutVerifyRoutes = defineRoutes({
  verifyAttempts: {
    method: 'POST',
    path: '/verify/attempts',
    summary: 'Attempts by id, open and decided',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(AttemptBooks) },
    errors: [],
    repeatable: true,
  },
});
