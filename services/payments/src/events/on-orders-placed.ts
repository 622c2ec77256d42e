import type { Tx } from '@cartwright/database';
import type { HeardEvent } from '@cartwright/events';
import type { ordersContract } from '@cartwright/orders/contract';
import { sql } from 'kysely';

/** Learns which orders payments belong to. */
export async function onOrdersPlaced(
  tx: Tx,
  events: readonly Pick<HeardEvent<(typeof ordersContract)['events']['orderPlaced']>, 'data'>[],
): Promise<void> {
  const tryIds = events.map(({ data }) => data.paymentTryId);
  const attemptIds = events.map(({ data }) => data.attemptId);
  const orderIds = events.map(({ data }) => data.orderId);
  // Found by its place and not by a join, which would meet each payment with each event.
  await sql`
    with placed as (
      select ${tryIds}::uuid[] as try_ids,
             ${attemptIds}::uuid[] as attempt_ids,
             ${orderIds}::uuid[] as order_ids
    ), paid as (
      update payment_try
      set order_id = order_ids[array_position(try_ids, try_id)]
      from placed
      where try_id = any (try_ids)
        and attempt_id = attempt_ids[array_position(try_ids, try_id)]
      returning payment_try.order_id, try_id
    )
    insert into order_payment (order_id, try_id)
    select order_id, try_id
    from paid
    where not exists (
      select
      from order_payment known
      where known.order_id = paid.order_id
    )
  `.execute(tx);
}
