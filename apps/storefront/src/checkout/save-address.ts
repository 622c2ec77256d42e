import { ApiProblem } from '../api/problems.ts';
import type { Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { addressOf } from './checkout-fields.ts';

/**
 * Saves the delivery address of an order where its shopper has asked for it, once however often the
 * order is sent. The order counts: an address book that is full refuses it no order.
 */
export async function saveAddress(visit: Visit, fields: Fields): Promise<void> {
  if (fields.saveAddress !== 'yes') return;
  const { error, response } = await visit.locals.shop.api.POST('/api/v1/me/addresses', {
    params: { header: { 'idempotency-key': fields.key || crypto.randomUUID() } },
    body: addressOf(fields, 'shipping'),
  });
  if (response.status >= 500) visit.locals.host.report(new ApiProblem(response.status, error));
}
