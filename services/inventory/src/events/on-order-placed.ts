import type { EventData } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';
import { tellLevels } from '../use-cases/tell-levels.ts';
import { tellOversold } from '../use-cases/tell-oversold.ts';

/**
 * The attempt's reservation becomes the order's allocation. Answers false when the reservation was
 * gone and the stock was allocated without it.
 */
export async function onOrderPlaced(
  tx: Tx<DB>,
  order: EventData<typeof ordersEvents.orderPlaced>,
  rules: { fewLeftMax: number },
): Promise<{ wasHeld: boolean }> {
  const { rows } = await sql<{ stockItemId: string; missingUnits: number }>`
    select stock_item_id as "stockItemId",
           missing as "missingUnits"
    from allocate_order(
      ${order.attemptId},
      ${order.orderId},
      ${JSON.stringify(order.lines)}::jsonb,
      ${rules.fewLeftMax}
    )
  `.execute(tx);
  for (const item of rows) await tellOversold(tx, item);
  if (rows.length > 0) await tellLevels(tx);
  return { wasHeld: rows.length === 0 };
}
