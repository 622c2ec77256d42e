import { type ApiProblem, isRecord } from '../api/problems.ts';
import { forgetCart, forgetDraft, rememberOrder, type Visit } from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';

/** The cart is an order now: the browser keeps the right to see it and shows it. */
export function goToOrder(visit: Visit, order: { id: string; accessToken?: string }): Response {
  if (order.accessToken !== undefined) rememberOrder(visit, order.id, order.accessToken);
  forgetCart(visit);
  forgetDraft(visit);
  return seeOther(orderPath(order.id));
}

export const orderPath = (id: string): string => `/orders/${encodeURIComponent(id)}`;

/** The order that a refusal `cart-already-ordered` names, if it does. */
export function orderOf(problem: ApiProblem): { id: string; accessToken?: string } | undefined {
  const { order, orderId } = problem.data;
  if (!isRecord(order) || typeof order.id !== 'string')
    return typeof orderId === 'string' ? { id: orderId } : undefined;
  return typeof order.accessToken === 'string'
    ? { id: order.id, accessToken: order.accessToken }
    : { id: order.id };
}
