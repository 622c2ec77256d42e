import { answerOf, isProblem } from '../api/problems.ts';
import type { Order } from '../api/shapes.ts';
import { leaveFlash, rememberCart, type Visit } from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';
import { addLines } from '../cart/change-cart.ts';

/**
 * Puts what was ordered into the cart again, as far as it can still be bought: all at once, else
 * line by line, so that one product that is gone does not keep the others back.
 */
export async function orderAgain(visit: Visit, order: Order): Promise<Response> {
  const lines = order.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  let added = 0;
  for (const part of [lines, ...lines.map((line) => [line])]) {
    const isWhole = part === lines;
    try {
      rememberCart(visit, await addLines(visit, part));
      added += part.length;
      if (isWhole) break;
    } catch (error) {
      if (isProblem(error, 'checkout-in-progress')) return refuse(visit, error.code);
      if (!isProblem(error, 'not-for-sale', 'too-many-lines', 'invalid-input')) throw error;
    }
  }
  if (added === 0) return refuse(visit, 'not-reordered');
  const key = added === lines.length ? 'reordered' : 'reordered-partly';
  leaveFlash(visit, { kind: 'notice', key });
  return seeOther('/cart');
}

function refuse(visit: Visit, key: string): Response {
  leaveFlash(visit, { kind: 'problem', key });
  return seeOther('/cart');
}

/** The order whose page a form was sent from. */
export const orderOfPage = (visit: Visit, id: string, headers: Record<string, string>) =>
  answerOf(visit.locals.shop.api.GET('/api/v1/orders/{id}', { params: { path: { id } }, headers }));
