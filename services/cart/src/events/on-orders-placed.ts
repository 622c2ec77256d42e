import type { Tx } from '@cartwright/database';
import type { HeardEvent } from '@cartwright/events';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** The carts that the attempts hold have become these orders. */
export async function onOrdersPlaced(
  tx: Tx<DB>,
  events: readonly Pick<HeardEvent<typeof ordersEvents.orderPlaced>, 'data'>[],
): Promise<void> {
  const attemptIds = events.map(({ data }) => data.attemptId);
  const orderIds = events.map(({ data }) => data.orderId);
  await sql`
    update cart
    set status = 'ordered',
        order_id = placed.order_id,
        updated_at = clock_timestamp()
    from unnest(${attemptIds}::uuid[], ${orderIds}::uuid[]) as placed (attempt_id, order_id)
    -- Twice, so that a plan of a shop's first minute, when the table is small, also looks up keys.
    where cart.attempt_id = any (${attemptIds}::uuid[])
      and cart.attempt_id = placed.attempt_id
      and status = 'checking-out'
  `.execute(tx);
}
