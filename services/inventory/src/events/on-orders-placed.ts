import type { Tx } from '@cartwright/database';
import type { HeardEvent } from '@cartwright/events';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';
import { tellLevels } from '../use-cases/tell-levels.ts';
import { tellOversold } from '../use-cases/tell-oversold.ts';

/**
 * The attempts' reservations become the orders' allocations. Answers the orders whose reservation
 * was gone: their stock was allocated without it.
 */
export async function onOrdersPlaced(
  tx: Tx<DB>,
  events: readonly Pick<HeardEvent<typeof ordersEvents.orderPlaced>, 'data'>[],
  rules: { fewLeftMax: number },
): Promise<{ orderIdsWithoutHold: readonly string[] }> {
  const orders = events.map(({ data }) => data);
  const turned = await turnHolds(tx, orders);
  const late = orders.filter(({ attemptId }) => !turned.has(attemptId));
  return { orderIdsWithoutHold: late.length === 0 ? [] : await allocateLate(tx, late, rules) };
}

type PlacedOrder = Pick<
  HeardEvent<typeof ordersEvents.orderPlaced>['data'],
  'attemptId' | 'orderId' | 'lines'
>;

/** Answers the attempts whose reservation became an allocation now. */
async function turnHolds(tx: Tx<DB>, orders: readonly PlacedOrder[]): Promise<ReadonlySet<string>> {
  const attemptIds = orders.map(({ attemptId }) => attemptId);
  const orderIds = orders.map(({ orderId }) => orderId);
  const { rows } = await sql<{ turned: string[] }>`
    select turn_holds(${attemptIds}::uuid[], ${orderIds}::uuid[]) as turned
  `.execute(tx);
  return new Set(rows[0]?.turned);
}

/** Allocates what no hold stands for any more, unless it was allocated by an earlier run. */
async function allocateLate(
  tx: Tx<DB>,
  orders: readonly PlacedOrder[],
  rules: { fewLeftMax: number },
): Promise<string[]> {
  const { rows } = await sql<{ attemptId: string; stockItemId: string; missingUnits: number }>`
    select attempt_id as "attemptId",
           stock_item_id as "stockItemId",
           missing as "missingUnits"
    from allocate_orders(${JSON.stringify(orders)}::jsonb, ${rules.fewLeftMax})
  `.execute(tx);
  for (const item of rows) await tellOversold(tx, item);
  if (rows.length > 0) await tellLevels(tx);
  const withoutHold = new Set(rows.map(({ attemptId }) => attemptId));
  return orders.filter(({ attemptId }) => withoutHold.has(attemptId)).map(({ orderId }) => orderId);
}
