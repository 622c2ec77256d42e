import { defineErrors, Id } from '@cartwright/contract';
import Type from 'typebox';

export const cartErrors = defineErrors({
  'cart-empty': { title: 'The cart holds nothing', status: 409 },
  'checkout-in-progress': {
    title: 'This cart is being checked out',
    status: 409,
    data: Type.Object({ attemptId: Id }),
  },
  'cart-already-ordered': {
    title: 'This cart has become an order',
    status: 409,
    data: Type.Object({
      attemptId: Id,
      /** Absent for the moment between the order and the cart's hearing of it. */
      orderId: Type.Optional(Id),
    }),
  },
  'not-for-sale': {
    title: 'This is not for sale',
    status: 409,
    data: Type.Object({ variantId: Id }),
  },
  'too-many-lines': { title: 'The cart cannot hold more lines', status: 409 },
  'too-many-coupons': { title: 'The cart cannot hold more codes', status: 409 },
  'coupon-not-valid': {
    title: 'This code cannot be used',
    status: 409,
    data: Type.Object({ code: Type.String(), reason: Type.String() }),
  },
});
