import type { EventData } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';
import { tellLevels } from '../use-cases/tell-levels.ts';

/** What the order had not yet been sent can be sold again. */
export async function onOrderCancelled(
  tx: Tx<DB>,
  order: EventData<typeof ordersEvents.orderCancelled>,
  rules: { fewLeftMax: number },
): Promise<void> {
  await sql`
    select free_allocation(
      ${order.attemptId},
      ${order.orderId},
      ${JSON.stringify(order.lines)}::jsonb,
      ${rules.fewLeftMax}
    )
  `.execute(tx);
  await tellLevels(tx);
}
