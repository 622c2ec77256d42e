import { type Handlers, type RequestContext, shopperIdOf } from '@cartwright/contract';
import type { cartContract } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import type { StoredCart } from '../domain/assemble-cart.ts';
import { loadShopperCart } from '../queries/load-cart.ts';
import { shippingOptionsOf, showCart, type View } from '../queries/show-cart.ts';
import type { FrozenCart } from '../store/cart-writes.ts';
import { createCart } from '../use-cases/create-cart.ts';
import { applyCoupon, removeCoupon } from '../use-cases/edit-coupons.ts';
import { addLines, changeLine } from '../use-cases/edit-lines.ts';
import { lockForCheckout, unlock } from '../use-cases/lock-for-checkout.ts';
import { mergeCart } from '../use-cases/merge-cart.ts';
import { inSoldCurrency } from '../use-cases/sold-currency.ts';

/** Routes of the contract to use cases and queries. Every change answers the cart, priced now. */
export function handlers(parts: CartParts): Handlers<typeof cartContract> {
  const { db, writes, readCart } = parts;
  const showKept = (cart: StoredCart, view: View) =>
    inSoldCurrency(parts, { cart, context: view.context }, (sold) => showCart(parts, sold, view));
  const show = async (cartId: string, context: RequestContext, country?: string) =>
    showKept(await readCart(cartId, context.deadline), { country, context });
  const showOwn = async (context: RequestContext, country?: string) =>
    showKept(await loadShopperCart(db, shopperIdOf(context)), { country, context });
  return {
    lockForCheckout: async ({ params: { cartId }, body: { attemptId } }, { deadline }) => {
      const locked = await lockForCheckout(writes, { cartId, attemptId }, deadline);
      return { status: 200, body: frozen(locked) };
    },
    unlock: async ({ params }) => {
      await unlock(db, params);
      return { status: 200, body: {} };
    },
    createCart: async ({ body }, context) => {
      return { status: 201, body: await createCart(parts, body, context) };
    },
    getCart: async ({ params, query }, context) => {
      return { status: 200, body: await show(params.cartId, context, query.country) };
    },
    addLines: async ({ params: { cartId }, body: { lines } }, context) => {
      const { cart, variants } = await addLines(parts, { cartId, lines }, context);
      const view = { country: undefined, context, known: variants };
      return { status: 200, body: await showKept(cart, view) };
    },
    changeLine: async ({ params, body: { quantity } }, context) => {
      await changeLine(db, { ...params, quantity });
      return { status: 200, body: await show(params.cartId, context) };
    },
    removeLine: async ({ params }, context) => {
      await changeLine(db, { ...params, quantity: 0 });
      return { status: 200, body: await show(params.cartId, context) };
    },
    applyCoupon: async ({ params }, context) => {
      await applyCoupon(parts, params, context);
      return { status: 200, body: await show(params.cartId, context) };
    },
    removeCoupon: async ({ params }, context) => {
      await removeCoupon(db, params);
      return { status: 200, body: await show(params.cartId, context) };
    },
    listShippingOptions: async ({ params, query: { country } }, context) => {
      const cart = await readCart(params.cartId, context.deadline);
      const items = await inSoldCurrency(parts, { cart, context }, (sold) =>
        shippingOptionsOf(parts, sold, { country, context }),
      );
      return { status: 200, body: { items } };
    },
    getMyCart: async ({ query }, context) => {
      return { status: 200, body: await showOwn(context, query.country) };
    },
    putMyCart: async ({ body: { cartId } }, context) => {
      await mergeCart(db, { cartId, shopperId: shopperIdOf(context) });
      return { status: 200, body: await showOwn(context) };
    },
  };
}

/** What checkout needs to know of a cart. */
const frozen = (cart: FrozenCart) => ({
  cartId: cart.id,
  currency: cart.currency,
  shopperId: cart.shopperId,
  lines: cart.lines.map(({ id: lineId, ...line }) => ({ lineId, ...line })),
  couponCodes: [...cart.couponCodes],
  version: cart.version,
});
