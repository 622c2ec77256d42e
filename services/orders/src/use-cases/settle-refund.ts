import type { Tx } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import { type LockedOrder, lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { updatePaymentStatus } from '../store/update-payment-status.ts';

/** Books that the money has gone back, once, whether the answer or the event comes first. */
export async function settleRefund(tx: Tx<DB>, refundId: string): Promise<void> {
  const order = await lockOrderOf(tx, refundId);
  if (order === undefined) return;
  const refunded = await sql<{ amountMinor: number }>`
    with settled as (
      update refund
      set status = 'refunded',
          failure = null
      where id = ${refundId}
        and status <> 'refunded'
      returning order_id, amount_minor
    )
    update orders
    set refunded_minor = refunded_minor + settled.amount_minor
    from settled
    where orders.id = settled.order_id
    returning settled.amount_minor as "amountMinor"
  `.execute(tx);
  const [settled] = refunded.rows;
  if (settled === undefined) return;
  await updatePaymentStatus(tx, order.id);
  await emit(tx, ordersEvents.orderRefunded, {
    subject: order.id,
    data: {
      orderId: order.id,
      refundId,
      amount: { amount: settled.amountMinor, currency: order.currency },
    },
  });
}

/** Shows that the refund was refused; its amount and units can be asked for again. */
export async function failRefund(
  tx: Tx<DB>,
  refundId: string,
  reason: string | null,
): Promise<void> {
  const order = await lockOrderOf(tx, refundId);
  if (order === undefined) return;
  await sql`
    with failed as (
      update refund
      set status = 'failed',
          failure = ${reason}
      where id = ${refundId}
        and status = 'requested'
      returning id
    ),
    freed as (
      select line_id,
             quantity
      from refund_line
      join failed on failed.id = refund_line.refund_id
    )
    update order_line
    set refunded_quantity = refunded_quantity - freed.quantity
    from freed
    where order_line.order_id = ${order.id}
      and order_line.line_id = freed.line_id
  `.execute(tx);
}

/** Undefined when the refund is not one of ours. */
async function lockOrderOf(tx: Tx<DB>, refundId: string): Promise<LockedOrder | undefined> {
  const found = await sql<{ orderId: string }>`
    select order_id as "orderId"
    from refund
    where id = ${refundId}
  `.execute(tx);
  const orderId = found.rows[0]?.orderId;
  return orderId === undefined ? undefined : lockOrder(tx, orderId);
}
