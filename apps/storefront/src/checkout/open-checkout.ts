import { answerOf, hasCode, isProblem } from '../api/problems.ts';
import { cartIdOf, openAttemptOf, readDraft, type Visit } from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';
import { goToOrder, orderOf } from './after-order.ts';
import { type CheckoutView, viewCheckout } from './checkout-view.ts';
import { explainRefusal, waitPath } from './refusal.ts';

/** The checkout page as it is opened: with what was typed before, and why an attempt has failed. */
export async function openCheckout(visit: Visit): Promise<CheckoutView | Response> {
  const view = await viewCheckout(visit, { fields: readDraft(visit) });
  if (view === undefined) return seeOther('/cart');
  if (view.cart.status === 'ordered' && view.cart.orderId !== null)
    return goToOrder(visit, { id: view.cart.orderId });
  return withRefusal(visit, view);
}

/**
 * An attempt that ended while the browser waited is named in the address: it says why. Who left one
 * that is still open goes back to it, since nothing can be ordered beside it.
 */
async function withRefusal(visit: Visit, view: CheckoutView): Promise<CheckoutView | Response> {
  const refused = visit.url.searchParams.get('refused');
  const left = view.cart.status === 'checking-out' ? openAttemptOf(visit) : undefined;
  const attemptId = refused ?? left;
  const cartId = cartIdOf(visit);
  if (attemptId === undefined || cartId === undefined) return view;
  try {
    const data = await answerOf(
      visit.locals.shop.api.GET('/api/v1/checkouts/{attemptId}', {
        params: { path: { attemptId } },
        headers: { authorization: `Bearer ${cartId}` },
      }),
    );
    if ('order' in data) return goToOrder(visit, data.order);
    return refused === null ? seeOther(waitPath(attemptId)) : view;
  } catch (error) {
    if (!isProblem(error) || hasCode(error, 'not-found', 'invalid-input')) return view;
    const order = error.code === 'cart-already-ordered' ? orderOf(error) : undefined;
    if (order !== undefined) return goToOrder(visit, order);
    // An earlier attempt than the one that holds the cart: nobody asked how that one ended.
    if (refused === null) return view;
    const refusal = explainRefusal(error, view.cart, visit.locals.language);
    return { ...view, refusal, total: refusal.newTotal ?? view.total };
  }
}
