import { subscribeInBatches } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import type { DB } from '../store/tables.generated.ts';
import { useCouponHolds } from '../use-cases/coupon-uses.ts';

/** The uses that the orders' attempts hold are made. An attempt without codes holds none. */
export const onOrdersPlaced = subscribeInBatches<typeof ordersContract.events.orderPlaced, DB>(
  ordersContract.events.orderPlaced,
  (tx, events) =>
    useCouponHolds(
      tx,
      events.map(({ data }) => data.attemptId),
    ),
);
