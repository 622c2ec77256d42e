import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { OrdersParts } from '../orders-parts.ts';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { updatePaymentStatus } from '../store/update-payment-status.ts';
import { releaseRest } from './release-rest.ts';

/**
 * Books the capture of a fulfilment, once, whether the answer or the event comes first. With the
 * last one of an order whose rest was cancelled, the rest of its payment is given back.
 */
export async function settleCapture(
  tx: Tx<DB>,
  jobs: OrdersParts['jobs'],
  captureId: string,
): Promise<void> {
  const found = await lockOrderOf(tx, captureId);
  if (found === undefined) return;
  const { orderId, fulfilmentId } = found;
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
  if (Number(captured.numAffectedRows ?? 0) === 0) return;
  await updatePaymentStatus(tx, orderId);
  await releaseRest(tx, jobs, orderId);
}

/** Shows that the money of a fulfilment could not be taken: staff must act. */
export async function failCapture(
  tx: Tx<DB>,
  captureId: string,
  reason: string | null,
): Promise<void> {
  const found = await lockOrderOf(tx, captureId);
  if (found === undefined) return;
  const { orderId, fulfilmentId } = found;
  await sql`
    update fulfilment
    set capture_status = 'failed',
        capture_failure = ${reason}
    where id = ${fulfilmentId}
      and capture_status = 'requested'
  `.execute(tx);
  await updatePaymentStatus(tx, orderId);
}

/**
 * Undefined when the capture is not one of ours, or not a fulfilment's latest: what is told late of
 * a capture that was asked for anew says nothing of the new one.
 */
async function lockOrderOf(
  tx: Tx<DB>,
  captureId: string,
): Promise<{ orderId: string; fulfilmentId: string } | undefined> {
  const orders = await sql<{ orderId: string }>`
    select order_id as "orderId"
    from fulfilment
    where id = ${captureId}
       or capture_id = ${captureId}
  `.execute(tx);
  const [order] = orders.rows;
  if (order === undefined) return undefined;
  await lockOrder(tx, order.orderId);
  const found = await sql<{ orderId: string; fulfilmentId: string }>`
    select order_id as "orderId",
           id as "fulfilmentId"
    from fulfilment
    where order_id = ${order.orderId}
      and coalesce(capture_id, id) = ${captureId}
  `.execute(tx);
  return found.rows[0];
}
