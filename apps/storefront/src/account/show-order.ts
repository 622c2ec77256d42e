import { newIdempotencyKey } from '@cartwright/sdk';
import { answerOf, isProblem, orNothing } from '../api/problems.ts';
import type { Order } from '../api/shapes.ts';
import { leaveFlash, orderTokenOf, rememberOrder, type Visit } from '../browser/cookies.ts';
import { type Fields, readForm } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';
import { inLanguage, languageOfLocale } from '../language-path.ts';
import { orderAgain, orderOfPage } from './order-again.ts';

const pathOf = (id: string): string => `/orders/${encodeURIComponent(id)}`;

/**
 * The order, for its customer or for a browser that holds its token. A token in the address (from
 * a mail) moves into a cookie at once, so that the address can be shown and shared without harm.
 */
export async function showOrder(visit: Visit, id: string): Promise<Order | Response | undefined> {
  const token = visit.url.searchParams.get('token');
  if (token !== null) {
    rememberOrder(visit, id, token.slice(0, 500));
    // The mail speaks the language in which the order was placed; its page goes on in it.
    const language = languageOfLocale(visit.url.searchParams.get('locale') ?? '');
    return seeOther(language === undefined ? pathOf(id) : inLanguage(language, pathOf(id)));
  }
  const call = visit.locals.shop.api.GET('/api/v1/orders/{id}', {
    params: { path: { id } },
    headers: rightTo(visit, id),
  });
  return orNothing(answerOf(call), 'not-found', 'invalid-input', 'not-allowed', 'sign-in-required');
}

/** What a form of the order's page asks for: to cancel it, or to order it again. */
export async function changeOrder(visit: Visit, id: string): Promise<Response> {
  const fields = await readForm(visit.request);
  return fields.action === 'again'
    ? orderAgain(visit, await orderOfPage(visit, id, rightTo(visit, id)))
    : cancelOrder(visit, id, fields);
}

async function cancelOrder(visit: Visit, id: string, fields: Fields): Promise<Response> {
  try {
    await answerOf(
      visit.locals.shop.api.POST('/api/v1/orders/{id}/cancel', {
        params: { path: { id }, header: { 'idempotency-key': fields.key || newIdempotencyKey() } },
        headers: rightTo(visit, id),
      }),
    );
    leaveFlash(visit, { kind: 'notice', key: 'order-cancelled' });
  } catch (error) {
    if (!isProblem(error, 'cannot-cancel')) throw error;
    leaveFlash(visit, { kind: 'problem', key: 'cannot-cancel' });
  }
  return seeOther(pathOf(id));
}

/** What proves to the API that this browser may see the order of the page. */
export function rightTo(visit: Visit, orderId: string): Record<string, string> {
  const token = orderTokenOf(visit, orderId);
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
