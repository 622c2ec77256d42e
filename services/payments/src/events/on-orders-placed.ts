import type { Tx } from '@cartwright/database';
import type { HeardEvent } from '@cartwright/events';
import type { ordersContract } from '@cartwright/orders/contract';
import { sql } from 'kysely';

/** Learns which orders payments belong to. */
export async function onOrdersPlaced(
  tx: Tx,
  events: readonly Pick<HeardEvent<(typeof ordersContract)['events']['orderPlaced']>, 'data'>[],
): Promise<void> {
  const orders = events.map(({ data: { paymentTryId, attemptId, orderId } }) => ({
    paymentTryId,
    attemptId,
    orderId,
  }));
  await sql`
    with placed as (
      select *
      from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb)
        as placed ("paymentTryId" uuid, "attemptId" uuid, "orderId" uuid)
    ), paid as (
      update payment_try
      set order_id = placed."orderId"
      from placed
      -- Twice, so that a plan of a shop's first minute also looks up keys.
      where try_id = any (array(select "paymentTryId" from placed))
        and try_id = placed."paymentTryId"
        and attempt_id = placed."attemptId"
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
