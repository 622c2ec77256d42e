import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { nextPaymentStatus } from '../domain/payment-status.ts';
import { lockOrder } from './lock-order.ts';
import type { DB } from './tables.generated.ts';

/** Brings the summary in line with what was captured, refunded and voided. */
export async function updatePaymentStatus(tx: Tx<DB>, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId);
  const failed = await sql`
    select
    from fulfilment
    where order_id = ${orderId}
      and capture_status = 'failed'
    limit 1
  `.execute(tx);
  const next = nextPaymentStatus(order.paymentStatus, {
    ...order,
    hasFailedCapture: failed.rows.length > 0,
  });
  if (next === order.paymentStatus) return;
  await sql`
    update orders
    set payment_status = ${next}
    where id = ${orderId}
  `.execute(tx);
}
