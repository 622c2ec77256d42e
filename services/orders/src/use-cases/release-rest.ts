import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { OrdersParts } from '../orders-parts.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Writes the job that gives back what is authorised and will never be captured, once that is
 * certain: nothing of the order is open any more, and every fulfilment has its money. A capture
 * that failed keeps the payment as it is, because staff may still make it good. The caller has
 * locked the order.
 */
export async function releaseRest(
  tx: Tx<DB>,
  jobs: OrdersParts['jobs'],
  orderId: string,
): Promise<void> {
  const found = await sql`
    select
    from orders
    where id = ${orderId}
      and status in ('fulfilled', 'cancelled')
      and captured_minor < total_minor
      and voided_at is null
      and not exists (
        select
        from fulfilment
        where order_id = orders.id
          and capture_status in ('requested', 'failed')
      )
  `.execute(tx);
  if (found.rows.length > 0) {
    await jobs.enqueue(tx, 'void-payment', { orderId }, { key: orderId });
  }
}
