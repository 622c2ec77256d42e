import { type EventRow, eventRow } from '@cartwright/events';
import { ordersEvents } from '../../contract/events.ts';
import type { Order, OrderWithToken, PlaceOrder } from '../../contract/shapes.ts';
import { accessTokenOf } from '../domain/access-token.ts';
import { checkTotals } from '../domain/check-totals.ts';
import { sumDiscounts } from '../domain/sum-discounts.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { asCustomerOrder, readOrder } from '../queries/read-order.ts';
import type { PlacedOrder } from '../store/insert-orders.ts';

/**
 * Places the order of a checkout attempt. A repeat, also at the same moment, answers the order that
 * the attempt already has, with the same token.
 * @throws ContractError `totals-mismatch`
 */
export async function placeOrder(
  { db, place, accessKey }: Pick<OrdersParts, 'db' | 'place' | 'accessKey'>,
  request: { attemptId: string; wanted: PlaceOrder; deadline: number },
): Promise<OrderWithToken> {
  const { attemptId, wanted, deadline } = request;
  checkTotals(wanted);
  const event = orderPlaced(attemptId, wanted);
  const placed = await place({ ...wanted, attemptId, event }, deadline);
  const order = placed.isNew
    ? newOrder(placed, wanted)
    : asCustomerOrder(await readOrder(db, placed.orderId));
  return { ...order, accessToken: accessTokenOf(accessKey, order.id) };
}

/** The order's id is given by the statement that writes both; another id stands in its place. */
const orderPlaced = (attemptId: string, wanted: PlaceOrder): EventRow =>
  eventRow(ordersEvents.orderPlaced, {
    subject: attemptId,
    data: {
      orderId: attemptId,
      attemptId,
      paymentTryId: wanted.paymentTryId,
      shopperId: wanted.shopperId,
      currency: wanted.currency,
      total: wanted.totals.total,
      lines: wanted.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    },
  });

/** A new order is known from what was asked: reading it back would cost a round trip. */
const newOrder = (placed: PlacedOrder, wanted: PlaceOrder): Order => ({
  id: placed.orderId,
  number: placed.number,
  status: 'placed',
  paymentStatus: wanted.totals.total.amount === 0 ? 'captured' : 'authorised',
  createdAt: placed.createdAt,
  currency: wanted.currency,
  email: wanted.email,
  lines: wanted.lines.map((line) => ({ ...line, fulfilledQuantity: 0, cancelledQuantity: 0 })),
  discounts: sumDiscounts(wanted.lines),
  shipping: wanted.shipping,
  totals: wanted.totals,
  shippingAddress: wanted.shippingAddress,
  billingAddress: wanted.billingAddress,
  fulfilments: [],
  refunds: [],
  withdrawals: [],
  canBeCancelled: true,
});
