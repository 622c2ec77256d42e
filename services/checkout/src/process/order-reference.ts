import type { OrderReference } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';

/** The order of a completed attempt: whole while its answer is kept, later its id and number. */
export function orderReference(attempt: Attempt): OrderReference | undefined {
  if (attempt.placedOrder !== null) return attempt.placedOrder;
  if (attempt.orderId === null || attempt.orderNumber === null) return undefined;
  return { id: attempt.orderId, number: attempt.orderNumber };
}
