import { ApiProblem, answerOf, isProblem } from '../api/problems.ts';
import { leaveFlash, type Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { addressOf } from './checkout-fields.ts';

/**
 * Saves the delivery address of an order where its shopper has asked for it, once however often the
 * order is sent. The order counts: whatever becomes of the address, the shopper gets to see it.
 */
export async function saveAddress(visit: Visit, fields: Fields): Promise<void> {
  if (fields.saveAddress !== 'yes') return;
  try {
    await answerOf(
      visit.locals.shop.api.POST('/api/v1/me/addresses', {
        params: { header: { 'idempotency-key': fields.key || crypto.randomUUID() } },
        body: addressOf(fields, 'shipping'),
      }),
    );
  } catch (error) {
    if (isProblem(error, 'address-limit-reached'))
      leaveFlash(visit, { kind: 'problem', key: error.code });
    else if (!(error instanceof ApiProblem) || error.status >= 500) visit.locals.host.report(error);
  }
}
