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
  // The carts are taken by id, as every change of many takes them, before any of them is changed.
  // The order is found by its place and not by a join, which would meet each cart with each event.
  await sql`
    with taken as (
      select attempt_id
      from cart
      where attempt_id = any (${attemptIds}::uuid[])
        and status = 'checking-out'
      order by id
      for no key update
    )
    update cart
    set status = 'ordered',
        order_id = order_ids[array_position(attempt_ids, attempt_id)],
        updated_at = clock_timestamp()
    from (select ${attemptIds}::uuid[] as attempt_ids, ${orderIds}::uuid[] as order_ids) as placed
    where attempt_id = any (array(select attempt_id from taken))
      and status = 'checking-out'
  `.execute(tx);
}
