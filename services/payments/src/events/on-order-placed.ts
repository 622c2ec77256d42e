import type { EventData } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersContract } from '@cartwright/orders/contract';
import { sql } from 'kysely';

type OrderPlaced = EventData<(typeof ordersContract)['events']['orderPlaced']>;

/** Learns which order a payment belongs to. */
export async function onOrderPlaced(tx: Tx, data: OrderPlaced): Promise<void> {
  await sql`
    update payment_try
    set order_id = ${data.orderId}
    where try_id = ${data.paymentTryId}
      and attempt_id = ${data.attemptId}
  `.execute(tx);
}
