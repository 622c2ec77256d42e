import type { EventData } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** The cart that the attempt holds has become this order. */
export async function onOrderPlaced(
  tx: Tx<DB>,
  order: EventData<typeof ordersEvents.orderPlaced>,
): Promise<void> {
  await sql`
    update cart
    set status = 'ordered',
        order_id = ${order.orderId},
        updated_at = clock_timestamp()
    where attempt_id = ${order.attemptId}
      and status = 'checking-out'
  `.execute(tx);
}
