import { answerOf, isProblem } from '../api/problems.ts';
import type { Cart, CartLine } from '../api/shapes.ts';
import { leaveFlash, rememberCart, type Visit } from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';
import { findCart } from '../cart/cart-of-visit.ts';

/** Lowers the cart to what is left, with one button, and goes on with checkout. */
export async function lowerQuantities(visit: Visit): Promise<Response> {
  const found = await findCart(visit);
  if (found === undefined) return refuse(visit, 'cart-gone');
  try {
    const cart = await removeMissing(visit, await lowerAll(visit, found));
    rememberCart(visit, cart);
    leaveFlash(visit, { kind: 'notice', key: 'cart-lowered' });
    return seeOther(cart.lines.length === 0 ? '/cart' : '/checkout');
  } catch (error) {
    if (isProblem(error, 'checkout-in-progress')) return refuse(visit, error.code);
    if (isProblem(error, 'cart-already-ordered')) return refuse(visit, 'cart-gone');
    throw error;
  }
}

/** Every line that cannot be had as it is, to what is left of it. */
async function lowerAll(visit: Visit, found: Cart): Promise<Cart> {
  let cart = found;
  for (const line of found.lines) {
    const left = line.availability.left ?? 0;
    if (isMissing(line) && left < line.quantity) cart = await setQuantity(visit, cart, line, left);
  }
  return cart;
}

/** Lines that draw on the same stock take too much together even so: the first ones stay. */
async function removeMissing(visit: Visit, lowered: Cart): Promise<Cart> {
  let cart = lowered;
  for (const { id } of lowered.lines.toReversed()) {
    const line = cart.lines.find((candidate) => candidate.id === id);
    if (line !== undefined && isMissing(line)) cart = await setQuantity(visit, cart, line, 0);
  }
  return cart;
}

const isMissing = ({ availability }: CartLine): boolean => !availability.available;

/** The cart afterwards; a line that another tab has removed changes nothing. */
async function setQuantity(
  visit: Visit,
  cart: Cart,
  line: CartLine,
  quantity: number,
): Promise<Cart> {
  const path = { cartId: cart.id, lineId: line.id };
  try {
    return await answerOf(
      visit.locals.shop.api.PATCH('/api/v1/carts/{cartId}/lines/{lineId}', {
        params: { path },
        body: { quantity },
      }),
    );
  } catch (error) {
    if (!isProblem(error, 'not-found')) throw error;
    return cart;
  }
}

function refuse(visit: Visit, key: string): Response {
  leaveFlash(visit, { kind: 'problem', key });
  return seeOther('/cart');
}
