import { subscribe } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import type { DB } from '../store/tables.generated.ts';
import { useCouponHolds } from '../use-cases/coupon-uses.ts';

/** The uses that the order's attempt holds are made. An attempt without codes holds none. */
export const onOrderPlaced = subscribe<typeof ordersContract.events.orderPlaced, DB>(
  ordersContract.events.orderPlaced,
  (tx, { data }) => useCouponHolds(tx, data.attemptId),
);
