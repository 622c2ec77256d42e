import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { PlaceOrder } from '../../contract/shapes.ts';
import type { DB } from './tables.generated.ts';

export type PlaceMember = PlaceOrder & { attemptId: string };

export interface PlacedOrder {
  attemptId: string;
  orderId: string;
  number: string;
  createdAt: string;
  /** False when the attempt had its order already. */
  isNew: boolean;
}

/** Places all members in one statement; see the migration of `place_orders`. */
export async function insertOrders(
  db: Database<DB> | Tx<DB>,
  members: readonly PlaceMember[],
): Promise<PlacedOrder[]> {
  const placed = await sql<PlacedOrder>`
    select attempt_id as "attemptId",
           order_id as "orderId",
           number,
           time_json(created_at) as "createdAt",
           is_new as "isNew"
    from place_orders(${JSON.stringify(members)}::jsonb)
  `.execute(db);
  return placed.rows;
}
