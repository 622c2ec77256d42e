import type { OrderStatus } from '../../contract/shapes.ts';

export type OrderMove = 'fulfil-some' | 'fulfil-rest' | 'cancel-rest';

/**
 * What an order can become. Cancelling the rest of a partly fulfilled order leaves an order that is
 * fulfilled: nothing of it is open, and something was delivered.
 */
export const orderTransitions: Readonly<
  Record<OrderStatus, Readonly<Partial<Record<OrderMove, OrderStatus>>>>
> = {
  placed: {
    'fulfil-some': 'partly-fulfilled',
    'fulfil-rest': 'fulfilled',
    'cancel-rest': 'cancelled',
  },
  'partly-fulfilled': {
    'fulfil-some': 'partly-fulfilled',
    'fulfil-rest': 'fulfilled',
    'cancel-rest': 'fulfilled',
  },
  fulfilled: {},
  cancelled: {},
};

/** The status after a move; undefined when the order does not allow it. */
export const moveOrder = (from: OrderStatus, move: OrderMove): OrderStatus | undefined =>
  orderTransitions[from][move];
