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
  // The order is found by its place and not by a join, which would meet each cart with each event.
  await sql`
    update cart
    set status = 'ordered',
        order_id = order_ids[array_position(attempt_ids, attempt_id)],
        updated_at = clock_timestamp()
    from (select ${attemptIds}::uuid[] as attempt_ids, ${orderIds}::uuid[] as order_ids) as placed
    where attempt_id = any (attempt_ids)
      and status = 'checking-out'
  `.execute(tx);
}
