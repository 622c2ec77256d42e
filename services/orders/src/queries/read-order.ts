import { ContractError } from '@cartwright/contract';
import { createBatch, type Database, type Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { Order, StaffOrder } from '../../contract/shapes.ts';
import { whyNotCancellable } from '../domain/cancellation.ts';
import { sumDiscounts } from '../domain/sum-discounts.ts';
import type { DB } from '../store/tables.generated.ts';

type StoredOrder = Omit<StaffOrder, 'discounts' | 'canBeCancelled'>;

/** An order with all that belongs to it, in one query; undefined when there is none. */
export async function findOrder(
  db: Database<DB> | Tx<DB>,
  orderId: string,
): Promise<StaffOrder | undefined> {
  const [order] = await findOrders(db, [orderId]);
  return order;
}

/** Reads orders by their ids; those that are asked for at the same moment are read together. */
export type OrderReader = (orderId: string, deadline: number) => Promise<StaffOrder>;

/** Throws `not-found`. */
export function orderReaderIn(db: Database<DB>): OrderReader {
  const read = createBatch({
    name: 'orders.read',
    keyOf: (orderId: string) => orderId.toLowerCase(),
    run: async (orderIds) => {
      const found = new Map((await findOrders(db, orderIds)).map((order) => [order.id, order]));
      return new Map(
        orderIds.map((id) => [id.toLowerCase(), found.get(id.toLowerCase()) ?? null] as const),
      );
    },
  });
  return async (orderId, deadline) => {
    const order = await read(orderId, deadline);
    if (order === null) throw new ContractError('not-found');
    return order;
  };
}

/** The orders among these ids that exist, in no order. */
export async function findOrders(
  db: Database<DB> | Tx<DB>,
  orderIds: readonly string[],
): Promise<StaffOrder[]> {
  const found = await sql<StoredOrder>`
    select o.id,
           o.number,
           o.status,
           o.payment_status as "paymentStatus",
           time_json(o.created_at) as "createdAt",
           o.currency,
           o.email,
           o.shipping,
           jsonb_build_object(
             'subtotal', money_json(o.subtotal_minor, o.currency),
             'discountTotal', money_json(o.discount_total_minor, o.currency),
             'shippingTotal', money_json(o.shipping_total_minor, o.currency),
             'taxTotal', money_json(o.tax_total_minor, o.currency),
             'total', money_json(o.total_minor, o.currency),
             'pricesIncludeTax', o.prices_include_tax,
             'taxes', o.taxes
           ) as totals,
           o.shipping_address as "shippingAddress",
           o.billing_address as "billingAddress",
           o.attempt_id as "attemptId",
           o.payment_try_id as "paymentTryId",
           o.shopper_id as "shopperId",
           o.erased_at is not null as "isErased",
           o.locale,
           o.coupon_codes as "couponCodes",
           money_json(o.captured_minor, o.currency) as captured,
           money_json(o.refunded_minor, o.currency) as refunded,
           money_json(
             o.captured_minor - o.refunded_minor - coalesce((
               select sum(r.amount_minor)
               from refund r
               where r.order_id = o.id
                 and r.status = 'requested'
             ), 0)::bigint,
             o.currency
           ) as refundable,
           ${linesJson} as lines,
           ${fulfilmentsJson} as fulfilments,
           ${refundsJson} as refunds,
           ${withdrawalsJson} as withdrawals
    from orders o
    where o.id = any (${orderIds}::uuid[])
  `.execute(db);
  return found.rows.map((stored) => ({
    ...stored,
    discounts: sumDiscounts(stored.lines),
    canBeCancelled: whyNotCancellable(stored.status, 'staff') === undefined,
  }));
}

/** @throws ContractError `not-found` */
export async function readOrder(db: Database<DB> | Tx<DB>, orderId: string): Promise<StaffOrder> {
  const order = await findOrder(db, orderId);
  if (order === undefined) throw new ContractError('not-found');
  return order;
}

/** What of an order its customer sees: every member is named, so that none slips out. */
export const asCustomerOrder = (order: StaffOrder): Order => ({
  id: order.id,
  number: order.number,
  status: order.status,
  paymentStatus: order.paymentStatus,
  createdAt: order.createdAt,
  currency: order.currency,
  email: order.email,
  lines: order.lines,
  discounts: order.discounts,
  shipping: order.shipping,
  totals: order.totals,
  shippingAddress: order.shippingAddress,
  billingAddress: order.billingAddress,
  fulfilments: order.fulfilments.map(
    ({ id, createdAt, carrier, trackingNumber, trackingUrl, lines }) => ({
      id,
      createdAt,
      carrier,
      trackingNumber,
      trackingUrl,
      lines,
    }),
  ),
  refunds: order.refunds.map(({ id, createdAt, amount, status, lines }) => ({
    id,
    createdAt,
    amount,
    status,
    lines,
  })),
  withdrawals: order.withdrawals.map(({ id, declaredAt, name, goods }) => ({
    id,
    declaredAt,
    name,
    goods,
  })),
  canBeCancelled: whyNotCancellable(order.status, 'customer') === undefined,
});

const linesJson = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
           'lineId', l.line_id,
           'variantId', l.variant_id,
           'productId', l.product_id,
           'slug', l.slug,
           'sku', l.sku,
           'title', l.title,
           'options', l.options,
           'imageUrl', l.image_url,
           'quantity', l.quantity,
           'unitPrice', money_json(l.unit_price_minor, o.currency),
           'discountTotal', money_json(l.discount_total_minor, o.currency),
           'taxRateBasisPoints', l.tax_rate_basis_points,
           'tax', money_json(l.tax_minor, o.currency),
           'total', money_json(l.total_minor, o.currency),
           'discounts', l.discounts,
           'fulfilledQuantity', l.fulfilled_quantity,
           'cancelledQuantity', l.cancelled_quantity
         ) order by l.position), '[]')
  from order_line l
  where l.order_id = o.id
)`;

const fulfilmentsJson = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', f.id,
           'createdAt', time_json(f.created_at),
           'carrier', f.carrier,
           'trackingNumber', f.tracking_number,
           'trackingUrl', f.tracking_url,
           'lines', (
             select coalesce(jsonb_agg(
                      jsonb_build_object('lineId', fl.line_id, 'quantity', fl.quantity)
                    ), '[]')
             from fulfilment_line fl
             where fl.fulfilment_id = f.id
           ),
           'captureAmount', money_json(f.capture_minor, o.currency),
           'captureStatus', f.capture_status,
           'captureFailure', f.capture_failure
         ) order by f.id), '[]')
  from fulfilment f
  where f.order_id = o.id
)`;

const refundsJson = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', r.id,
           'createdAt', time_json(r.created_at),
           'amount', money_json(r.amount_minor, o.currency),
           'status', r.status,
           'lines', (
             select coalesce(jsonb_agg(
                      jsonb_build_object('lineId', rl.line_id, 'quantity', rl.quantity)
                    ), '[]')
             from refund_line rl
             where rl.refund_id = r.id
           ),
           'reason', r.reason,
           'failure', r.failure
         ) order by r.id), '[]')
  from refund r
  where r.order_id = o.id
)`;

const withdrawalsJson = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
           'id', w.id,
           'declaredAt', time_json(w.declared_at),
           'name', w.name,
           'goods', w.goods,
           'handledAt', time_json(w.handled_at)
         ) order by w.id), '[]')
  from withdrawal w
  where w.order_id = o.id
)`;
