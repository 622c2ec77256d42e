import type { EventData, LoggedEvent } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** What placing, cancelling and fulfilling tell alike. */
type OrderLines = Pick<EventData<typeof ordersEvents.orderPlaced>, 'attemptId' | 'lines'>;

/** Takes the rows of all these orders before the first is applied; see the migration. */
export async function lockOrders(
  tx: Tx<DB>,
  events: readonly Pick<LoggedEvent, 'data'>[],
): Promise<void> {
  // The subscriber has checked the data against the contracts of these events.
  const orders = events.map(({ data }) => data as OrderLines);
  const attemptIds = orders.map(({ attemptId }) => attemptId);
  const variantIds = orders.flatMap(({ lines }) => lines.map(({ variantId }) => variantId));
  await sql`
    select lock_orders(${attemptIds}::uuid[], ${[...new Set(variantIds)]}::uuid[])
  `.execute(tx);
}
