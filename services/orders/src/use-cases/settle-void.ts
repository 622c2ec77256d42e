import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';
import { updatePaymentStatus } from '../store/update-payment-status.ts';

/** Books that the authorisation behind an order was given back. */
export async function settleVoid(tx: Tx<DB>, paymentTryId: string): Promise<void> {
  const voided = await sql<{ id: string }>`
    update orders
    set voided_at = clock_timestamp()
    where payment_try_id = ${paymentTryId}
      and voided_at is null
    returning id
  `.execute(tx);
  // A try without an order was voided by checkout.
  const [order] = voided.rows;
  if (order !== undefined) await updatePaymentStatus(tx, order.id);
}
