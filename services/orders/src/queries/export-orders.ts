import type { Database } from '@cartwright/database';
import type { Order } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';
import { listShopperOrders } from './list-orders.ts';
import { asCustomerOrder, findOrders } from './read-order.ts';

/** A page of a shopper's orders with everything that is kept about them. */
export async function exportOrders(
  db: Database<DB>,
  shopper: { shopperId: string; verifiedEmail: string | undefined },
  page: { limit?: number; cursor?: string },
): Promise<{ items: Order[]; nextCursor: string | null }> {
  const { items, nextCursor } = await listShopperOrders(db, shopper, page);
  const found = await findOrders(
    db,
    items.map(({ id }) => id),
  );
  const orders = new Map(found.map((order) => [order.id, asCustomerOrder(order)]));
  return { items: items.flatMap(({ id }) => orders.get(id) ?? []), nextCursor };
}
