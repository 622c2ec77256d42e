import { answerOf, isProblem } from '../api/problems.ts';
import type { Cart } from '../api/shapes.ts';
import { cartIdOf, leaveFlash, rememberCart, type Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';

/** A line of the cart and what it may be at most. */
export interface Limit {
  lineId: string;
  quantity: number;
}

/** As a hidden field holds it. */
export const limitsText = (limits: readonly Limit[]): string =>
  limits.map(({ lineId, quantity }) => `${lineId}:${quantity}`).join(' ');

const readLimits = (text: string): Limit[] =>
  text.split(' ').flatMap((part) => {
    const [, lineId, quantity] = /^([0-9a-f-]{36}):(\d{1,3})$/.exec(part) ?? [];
    return lineId === undefined ? [] : [{ lineId, quantity: Number(quantity) }];
  });

/** Lowers the cart to what is left, with one button, and goes on with checkout. */
export async function lowerQuantities(visit: Visit, fields: Fields): Promise<Response> {
  const cartId = cartIdOf(visit) ?? '';
  let cart: Cart | undefined;
  try {
    for (const { lineId, quantity } of readLimits(fields.limits ?? ''))
      cart = await answerOf(
        visit.locals.shop.api.PATCH('/api/v1/carts/{cartId}/lines/{lineId}', {
          params: { path: { cartId, lineId } },
          body: { quantity },
        }),
      );
    leaveFlash(visit, { kind: 'notice', key: 'cart-lowered' });
  } catch (error) {
    if (!isProblem(error, 'not-found', 'checkout-in-progress', 'cart-already-ordered')) throw error;
    return seeOther('/cart');
  }
  if (cart !== undefined) rememberCart(visit, cart);
  return seeOther(cart?.lines.length === 0 ? '/cart' : '/checkout');
}
