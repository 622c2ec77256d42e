import type { OrderStatus } from '../../contract/shapes.ts';

type CancelRefusal = 'already-cancelled' | 'already-fulfilled' | 'partly-fulfilled';

/**
 * Why an order cannot be cancelled; undefined when it can. Once a parcel is under way a customer
 * asks the shop; staff may still cancel what is left.
 */
export function whyNotCancellable(
  status: OrderStatus,
  by: 'customer' | 'staff',
): CancelRefusal | undefined {
  if (status === 'cancelled') return 'already-cancelled';
  if (status === 'fulfilled') return 'already-fulfilled';
  return status === 'partly-fulfilled' && by === 'customer' ? 'partly-fulfilled' : undefined;
}
