import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import { type EventRow, signalSequenced } from '@cartwright/events';
import type { PlaceOrder } from '../../contract/shapes.ts';
import type { DB } from './tables.generated.ts';

export type PlaceMember = PlaceOrder & {
  attemptId: string;
  /** Written with the order when it is new, with the order's id as subject and in its data. */
  event?: EventRow;
};

export interface PlacedOrder {
  attemptId: string;
  orderId: string;
  number: string;
  createdAt: string;
  /** False when the attempt had its order already. */
  isNew: boolean;
}

const placeAll = statement<PlacedOrder>(`
  select attempt_id as "attemptId",
         order_id as "orderId",
         number,
         time_json(created_at) as "createdAt",
         is_new as "isNew"
  from place_orders($1::jsonb)
`);

/** Places all members in one statement; see the migration of `place_orders`. */
export const insertOrders = (
  db: Database<DB>,
  members: readonly PlaceMember[],
): Promise<PlacedOrder[]> => runStatement(db, placeAll, [JSON.stringify(members)]);

/** Places orders, each together with those that are placed at the same moment. */
export const placingIn = (db: Database<DB>): Batch<PlaceMember, PlacedOrder> =>
  createBatch({
    name: 'orders.place',
    keyOf: ({ attemptId }) => attemptId.toLowerCase(),
    run: async (members) => {
      const placed = await insertOrders(db, members);
      signalSequenced('orders');
      return new Map(placed.map((order) => [order.attemptId, order]));
    },
  });
