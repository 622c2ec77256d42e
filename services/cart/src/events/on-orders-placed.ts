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
  const orders = events.map(({ data: { attemptId, orderId } }) => ({ attemptId, orderId }));
  await sql`
    update cart
    set status = 'ordered',
        order_id = placed."orderId",
        updated_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb)
      as placed ("attemptId" uuid, "orderId" uuid)
    where attempt_id = placed."attemptId"
      and status = 'checking-out'
  `.execute(tx);
}
