import { ContractError, type RequestContext } from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { OrdersParts } from '../orders-parts.ts';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { keyOf, scopeOf } from './idempotency-key.ts';

/**
 * Asks once more for the money of a fulfilment whose capture failed, under a new id. Two calls at
 * once ask once: the first makes the capture one that is under way.
 * @throws ContractError `cannot-capture` with the reason, `not-found`
 */
export async function retryCapture(
  { db, jobs }: Pick<OrdersParts, 'db' | 'jobs'>,
  request: { orderId: string; fulfilmentId: string },
  context: RequestContext,
): Promise<void> {
  const { orderId, fulfilmentId } = request;
  const record = {
    scope: scopeOf('retry-capture', fulfilmentId),
    key: keyOf(context),
    body: { orderId },
  };
  await transaction(db, (tx) =>
    idempotent(tx, record, async () => {
      const order = await lockOrder(tx, orderId);
      if (order.isVoided) refuse('payment-voided');
      const captureId = await renewCapture(tx, request);
      await jobs.enqueue(tx, 'capture-fulfilment', { fulfilmentId }, { key: captureId });
      await emitStaffAction(tx, 'orders', context.actor, {
        action: 'order-capture-retried',
        subject: orderId,
        changes: { fulfilmentId, captureId },
      });
    }),
  );
}

async function renewCapture(
  tx: Tx<DB>,
  { orderId, fulfilmentId }: { orderId: string; fulfilmentId: string },
): Promise<string> {
  const found = await sql<{ captureStatus: string }>`
    select capture_status as "captureStatus"
    from fulfilment
    where id = ${fulfilmentId}
      and order_id = ${orderId}
  `.execute(tx);
  const [fulfilment] = found.rows;
  if (fulfilment === undefined) throw new ContractError('not-found');
  if (fulfilment.captureStatus !== 'failed') refuse('not-failed');
  const renewed = await sql<{ captureId: string }>`
    update fulfilment
    set capture_id = uuidv7(),
        capture_status = 'requested',
        capture_failure = null
    where id = ${fulfilmentId}
    returning capture_id as "captureId"
  `.execute(tx);
  const [capture] = renewed.rows;
  if (capture === undefined) throw new Error(`The fulfilment ${fulfilmentId} is gone`);
  return capture.captureId;
}

function refuse(reason: 'not-failed' | 'payment-voided'): never {
  throw new ContractError('cannot-capture', { data: { reason } });
}
