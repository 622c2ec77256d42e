import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { updatePaymentStatus } from '../store/update-payment-status.ts';

/** Books the capture of a fulfilment, once, whether the answer or the event comes first. */
export async function settleCapture(tx: Tx<DB>, fulfilmentId: string): Promise<void> {
  const orderId = await lockOrderOf(tx, fulfilmentId);
  if (orderId === undefined) return;
  const captured = await sql`
    with captured as (
      update fulfilment
      set capture_status = 'captured',
          capture_failure = null
      where id = ${fulfilmentId}
        and capture_status in ('requested', 'failed')
      returning order_id, capture_minor
    )
    update orders
    set captured_minor = captured_minor + captured.capture_minor
    from captured
    where orders.id = captured.order_id
  `.execute(tx);
  if (Number(captured.numAffectedRows ?? 0) > 0) await updatePaymentStatus(tx, orderId);
}

/** Shows that the money of a fulfilment could not be taken: staff must act. */
export async function failCapture(
  tx: Tx<DB>,
  fulfilmentId: string,
  reason: string | null,
): Promise<void> {
  const orderId = await lockOrderOf(tx, fulfilmentId);
  if (orderId === undefined) return;
  await sql`
    update fulfilment
    set capture_status = 'failed',
        capture_failure = ${reason}
    where id = ${fulfilmentId}
      and capture_status = 'requested'
  `.execute(tx);
  await updatePaymentStatus(tx, orderId);
}

/** Undefined when the capture is not one of ours. */
async function lockOrderOf(tx: Tx<DB>, fulfilmentId: string): Promise<string | undefined> {
  const found = await sql<{ orderId: string }>`
    select order_id as "orderId"
    from fulfilment
    where id = ${fulfilmentId}
  `.execute(tx);
  const orderId = found.rows[0]?.orderId;
  if (orderId !== undefined) await lockOrder(tx, orderId);
  return orderId;
}
