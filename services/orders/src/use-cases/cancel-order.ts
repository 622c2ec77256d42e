import { ContractError, type RequestContext } from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import { whyNotCancellable } from '../domain/cancellation.ts';
import { moveOrder } from '../domain/order-status.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { type LockedOrder, lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { keyOf, scopeOf } from './idempotency-key.ts';
import { releaseRest } from './release-rest.ts';

/**
 * Cancels what is not fulfilled yet. The caller has checked the right to the order.
 * @throws ContractError `cannot-cancel` with the reason, `not-found`
 */
export async function cancelOrder(
  { db, jobs }: Pick<OrdersParts, 'db' | 'jobs'>,
  request: { orderId: string; by: 'customer' | 'staff' },
  context: RequestContext,
): Promise<void> {
  const { orderId, by } = request;
  const record = { scope: scopeOf('cancel-order', orderId), key: keyOf(context), body: { by } };
  await transaction(db, (tx) =>
    idempotent(tx, record, async () => {
      const order = await lockOrder(tx, orderId);
      const reason = whyNotCancellable(order.status, by);
      if (reason !== undefined) throw new ContractError('cannot-cancel', { data: { reason } });
      await cancelRest(tx, order);
      await releaseRest(tx, jobs, orderId);
      if (by === 'staff') {
        await emitStaffAction(tx, 'orders', context.actor, {
          action: 'order-cancelled',
          subject: orderId,
          changes: {},
        });
      }
    }),
  );
}

async function cancelRest(tx: Tx<DB>, order: LockedOrder): Promise<void> {
  const status = moveOrder(order.status, 'cancel-rest');
  if (status === undefined) throw new Error(`No way to cancel a ${order.status} order`);
  const cancelled = await sql<{ variantId: string; quantity: number }>`
    update order_line
    set cancelled_quantity = quantity - fulfilled_quantity
    where order_id = ${order.id}
      and fulfilled_quantity + cancelled_quantity < quantity
    returning variant_id as "variantId",
              cancelled_quantity as quantity
  `.execute(tx);
  await sql`
    update orders
    set status = ${status}
    where id = ${order.id}
  `.execute(tx);
  await emit(tx, ordersEvents.orderCancelled, {
    subject: order.id,
    data: { orderId: order.id, attemptId: order.attemptId, lines: cancelled.rows },
  });
}
