import { ApiProblem, hasCode } from '../api/problems.ts';
import type { OpenAttempt } from '../api/shapes.ts';
import {
  cartIdOf,
  orderOfAttempt,
  rememberAttempt,
  rememberLanguage,
  rememberOpenAttempt,
  type Visit,
} from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';
import { goToOrder, orderOf, orderPath } from './after-order.ts';

/** Asks how an attempt stands: it is still open, or the browser is sent to where it ended. */
export async function waitForAttempt(visit: Visit): Promise<OpenAttempt | Response> {
  const attemptId = visit.url.searchParams.get('attempt') ?? '';
  // Who comes back once more may be filling another cart, which stays as it is.
  const ordered = orderOfAttempt(visit, attemptId);
  if (ordered !== undefined) return seeOther(orderPath(ordered));
  const cartId = cartIdOf(visit);
  if (cartId === undefined) throw new ApiProblem(404, { code: 'not-found' });
  const { data, error, response } = await visit.locals.shop.api.GET(
    '/api/v1/checkouts/{attemptId}',
    { params: { path: { attemptId } }, headers: { authorization: `Bearer ${cartId}` } },
  );
  if (data !== undefined) {
    if ('order' in data) return goToOrderOf(visit, attemptId, data.order);
    rememberLanguage(visit);
    rememberOpenAttempt(visit, attemptId);
    return data.attempt;
  }
  const problem = new ApiProblem(response.status, error);
  if (hasCode(problem, 'not-found', 'invalid-input'))
    throw new ApiProblem(404, { code: 'not-found' });
  const order = hasCode(problem, 'cart-already-ordered') ? orderOf(problem) : undefined;
  if (order !== undefined) return goToOrderOf(visit, attemptId, order);
  // Faults that are no decision: the attempt lives on, so it is asked again.
  if (hasCode(problem, 'unavailable', 'internal-error', 'outcome-unknown', 'too-many-requests'))
    return { id: attemptId, status: 'processing', retryAfterSeconds: 3 };
  return seeOther(`/checkout?refused=${encodeURIComponent(attemptId)}`);
}

function goToOrderOf(
  visit: Visit,
  attemptId: string,
  order: { id: string; accessToken?: string },
): Response {
  rememberAttempt(visit, attemptId, order.id);
  return goToOrder(visit, order);
}
