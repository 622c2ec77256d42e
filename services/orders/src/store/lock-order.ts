import { ContractError } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { OrderStatus, PaymentStatus } from '../../contract/shapes.ts';
import type { DB } from './tables.generated.ts';

export interface LockedOrder {
  id: string;
  attemptId: string;
  paymentTryId: string;
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  currency: string;
  totalMinor: number;
  shippingMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  isVoided: boolean;
}

/**
 * Every change of an order locks its row first, so that fulfilling, cancelling and refunding one
 * order happen one after the other, and no two transactions lock its parts in different order.
 * @throws ContractError `not-found`
 */
export async function lockOrder(tx: Tx<DB>, orderId: string): Promise<LockedOrder> {
  const found = await sql<LockedOrder>`
    select id,
           attempt_id as "attemptId",
           payment_try_id as "paymentTryId",
           status,
           payment_status as "paymentStatus",
           currency,
           total_minor as "totalMinor",
           coalesce((shipping->'total'->>'amount')::bigint, 0) as "shippingMinor",
           captured_minor as "capturedMinor",
           refunded_minor as "refundedMinor",
           voided_at is not null as "isVoided"
    from orders
    where id = ${orderId}
    for update
  `.execute(tx);
  const order = found.rows[0];
  if (order === undefined) throw new ContractError('not-found');
  return order;
}
