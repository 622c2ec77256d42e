import { Country, Currency, defineRoutes, Id, Money } from '@cartwright/contract';
import Type from 'typebox';
import { Cart, CartId, CouponCode, LINE_QUANTITY_MAX, LinesInput } from './shapes.ts';

const anyone = { kind: 'public', who: 'anyone' } as const;
const shopper = { kind: 'public', who: 'shopper' } as const;
const checkoutOnly = { kind: 'internal', callers: ['checkout'] } as const;

const byCart = Type.Object({ cartId: CartId });
const byLine = Type.Object({ cartId: CartId, lineId: Type.String({ maxLength: 100 }) });
const byCoupon = Type.Object({ cartId: CartId, code: CouponCode });
/** Where it would be sent, for tax; the shop's default when absent. */
const forCountry = Type.Object({ country: Type.Optional(Country) });
const closed = ['checkout-in-progress', 'cart-already-ordered'] as const;

export const cartRoutes = defineRoutes({
  lockForCheckout: {
    method: 'POST',
    path: '/carts/:cartId/checkout-lock',
    summary: 'Freeze the cart for an attempt and get what is in it; repeatable by the same attempt',
    access: checkoutOnly,
    params: byCart,
    body: Type.Object({ attemptId: Id }),
    responses: {
      200: Type.Object({
        cartId: CartId,
        currency: Currency,
        shopperId: Type.Union([Type.String(), Type.Null()]),
        lines: Type.Array(
          Type.Object({ lineId: Id, variantId: Id, quantity: Type.Integer({ minimum: 1 }) }),
        ),
        couponCodes: Type.Array(Type.String()),
        version: Type.Integer(),
      }),
    },
    errors: ['cart-empty', ...closed],
    repeatable: true,
  },
  unlock: {
    method: 'DELETE',
    path: '/carts/:cartId/checkout-lock/:attemptId',
    summary: 'Open the cart again; does nothing when another attempt holds it',
    access: checkoutOnly,
    params: Type.Object({ cartId: CartId, attemptId: Id }),
    responses: { 200: Type.Object({}) },
    errors: [],
    repeatable: true,
  },
  createCart: {
    method: 'POST',
    path: '/carts',
    summary: 'Create a cart; its id is a secret and is the right to use it',
    access: anyone,
    body: Type.Object(
      { currency: Type.Optional(Currency), lines: Type.Optional(LinesInput) },
      { additionalProperties: false },
    ),
    responses: { 201: Cart },
    errors: ['not-for-sale'],
    idempotencyKey: 'optional',
  },
  getCart: {
    method: 'GET',
    path: '/carts/:cartId',
    summary: 'The cart, priced now',
    access: anyone,
    params: byCart,
    query: forCountry,
    responses: { 200: Cart },
    errors: [],
    cacheControl: 'private, no-cache',
  },
  addLines: {
    method: 'POST',
    path: '/carts/:cartId/lines',
    summary: 'Add variants; what is already in the cart is added up',
    access: anyone,
    params: byCart,
    body: Type.Object({ lines: LinesInput }, { additionalProperties: false }),
    responses: { 200: Cart },
    errors: ['not-for-sale', 'too-many-lines', ...closed],
    idempotencyKey: 'optional',
  },
  changeLine: {
    method: 'PATCH',
    path: '/carts/:cartId/lines/:lineId',
    summary: 'Set the quantity of a line; 0 removes it',
    access: anyone,
    params: byLine,
    body: Type.Object(
      { quantity: Type.Integer({ minimum: 0, maximum: LINE_QUANTITY_MAX }) },
      { additionalProperties: false },
    ),
    responses: { 200: Cart },
    errors: [...closed],
  },
  removeLine: {
    method: 'DELETE',
    path: '/carts/:cartId/lines/:lineId',
    summary: 'Remove a line',
    access: anyone,
    params: byLine,
    responses: { 200: Cart },
    errors: [...closed],
  },
  applyCoupon: {
    method: 'PUT',
    path: '/carts/:cartId/coupons/:code',
    summary: 'Apply a promotion code',
    access: anyone,
    params: byCoupon,
    responses: { 200: Cart },
    errors: ['coupon-not-valid', 'too-many-coupons', ...closed],
  },
  removeCoupon: {
    method: 'DELETE',
    path: '/carts/:cartId/coupons/:code',
    summary: 'Remove a promotion code',
    access: anyone,
    params: byCoupon,
    responses: { 200: Cart },
    errors: [...closed],
  },
  listShippingOptions: {
    method: 'GET',
    path: '/carts/:cartId/shipping-options',
    summary: 'How this cart can be sent to a country, and for how much',
    access: anyone,
    params: byCart,
    query: forCountry,
    responses: {
      200: Type.Object({
        items: Type.Array(
          Type.Object({
            id: Type.String(),
            name: Type.String(),
            /** By language, where it is called otherwise than by its name. */
            names: Type.Record(Type.String(), Type.String()),
            /** Working days from the order to the door, where staff have said it. */
            deliveryDays: Type.Optional(Type.Object({ min: Type.Integer(), max: Type.Integer() })),
            price: Money,
          }),
        ),
      }),
    },
    errors: [],
    cacheControl: 'private, no-cache',
  },
  getMyCart: {
    method: 'GET',
    path: '/me/cart',
    summary: "The signed-in shopper's open cart",
    access: shopper,
    query: forCountry,
    responses: { 200: Cart },
    errors: [],
    cacheControl: 'private, no-cache',
  },
  putMyCart: {
    method: 'PUT',
    path: '/me/cart',
    summary: "Make a guest's cart the shopper's, or add its lines to the cart the shopper has",
    access: shopper,
    body: Type.Object({ cartId: CartId }, { additionalProperties: false }),
    responses: { 200: Cart },
    errors: ['too-many-lines', ...closed],
  },
});
