import { defineErrors, Id, Money } from '@cartwright/contract';
import Type from 'typebox';
import { OrderReference } from './shapes.ts';

export const checkoutErrors = defineErrors({
  'payment-declined': {
    title: 'The payment was declined',
    status: 402,
    /** `declined`, `insufficient-funds`, `voided`, `not-confirmed-in-time` or the provider's. */
    data: Type.Object({ reason: Type.String() }),
  },
  'out-of-stock': {
    title: 'Not enough of this is left',
    status: 409,
    data: Type.Object({
      lines: Type.Array(
        Type.Object({
          variantId: Id,
          /** The lines of the cart that want it. */
          lineIds: Type.Array(Id),
          requested: Type.Integer(),
          available: Type.Integer({ minimum: 0 }),
        }),
      ),
    }),
  },
  'price-changed': {
    title: 'The total is no longer the one that was shown',
    status: 409,
    data: Type.Object({ oldTotal: Money, newTotal: Money }),
  },
  'checkout-in-progress': {
    title: 'This cart is being checked out',
    status: 409,
    data: Type.Object({ attemptId: Id }),
  },
  'cart-already-ordered': {
    title: 'This cart has become an order',
    status: 409,
    data: Type.Object({ order: OrderReference }),
  },
  'cart-empty': { title: 'The cart holds nothing', status: 422 },
  'lines-not-for-sale': {
    title: 'Something in the cart cannot be bought any more',
    status: 422,
    data: Type.Object({
      lines: Type.Array(
        Type.Object({
          lineId: Id,
          variantId: Id,
          reason: Type.Union([Type.Literal('not-for-sale'), Type.Literal('no-price')]),
        }),
      ),
    }),
  },
  'payment-unavailable': {
    title: 'The payment could not be made; nothing was charged',
    status: 503,
  },
});
