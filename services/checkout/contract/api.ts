import { defineRoutes, Id, page, pageQuery } from '@cartwright/contract';
import Type from 'typebox';
import {
  AttemptState,
  CartId,
  CheckoutInput,
  OpenAttempt,
  PlacedOrder,
  StaffAttempt,
} from './shapes.ts';
import { checkoutVerifyRoutes } from './verify.ts';

const decided = {
  201: Type.Object({ order: PlacedOrder }),
  202: Type.Object({ attempt: OpenAttempt }),
} as const;

const refusals = [
  'payment-declined',
  'out-of-stock',
  'price-changed',
  'checkout-in-progress',
  'cart-already-ordered',
  'cart-empty',
  'lines-not-for-sale',
  'payment-unavailable',
] as const;

export const checkoutRoutes = defineRoutes({
  checkOut: {
    method: 'POST',
    path: '/carts/:cartId/checkout',
    summary: 'Turn the cart into an order; the scope of the Idempotency-Key is the cart',
    access: { kind: 'public', who: 'anyone' },
    params: Type.Object({ cartId: CartId }),
    body: CheckoutInput,
    responses: decided,
    errors: refusals,
    idempotencyKey: 'required',
    // Ten seconds for the checkout itself; in a crowd, twenty more for its turn.
    timeoutMs: 30_000,
  },
  getCheckout: {
    method: 'GET',
    path: '/checkouts/:attemptId',
    summary: 'How a checkout stands, with the cart id as bearer: 202 until it is decided',
    access: { kind: 'public', who: 'anyone' },
    params: Type.Object({ attemptId: Id }),
    responses: decided,
    errors: refusals,
  },
  listAttempts: {
    method: 'GET',
    path: '/admin/checkouts',
    summary: 'Checkout attempts, newest first; those that are still open unless told',
    access: { kind: 'public', who: 'staff', scope: 'orders:read' },
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(Type.Union([Type.Literal('open'), AttemptState])),
    }),
    responses: { 200: page(StaffAttempt) },
    errors: [],
  },
  ...checkoutVerifyRoutes,
});
