import { ContractError } from '@cartwright/contract';
import { createBatch, type Database, type Tx } from '@cartwright/database';
import type { Money } from '@cartwright/money';
import { sql } from 'kysely';
import type { Order, OrderLine, StaffOrder } from '../../contract/shapes.ts';
import { whyNotCancellable } from '../domain/cancellation.ts';
import { sumDiscounts } from '../domain/sum-discounts.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * An order as its row and those below it say it. Amounts come as numbers: having PostgreSQL make
 * money of each took a quarter of the time of reading an order.
 */
type OrderRow = Pick<
  StaffOrder,
  | 'id'
  | 'number'
  | 'status'
  | 'paymentStatus'
  | 'currency'
  | 'email'
  | 'shipping'
  | 'shippingAddress'
  | 'billingAddress'
  | 'attemptId'
  | 'paymentTryId'
  | 'shopperId'
  | 'isErased'
  | 'locale'
  | 'couponCodes'
  | 'fulfilments'
  | 'refunds'
  | 'withdrawals'
> &
  Pick<StaffOrder['totals'], 'pricesIncludeTax' | 'taxes'> & {
    createdAt: Date;
    subtotalMinor: number;
    discountTotalMinor: number;
    shippingTotalMinor: number;
    taxTotalMinor: number;
    totalMinor: number;
    capturedMinor: number;
    refundedMinor: number;
    lines: LineRow[];
  };
type LineMoney = 'unitPrice' | 'discountTotal' | 'tax' | 'total';
type LineRow = Omit<OrderLine, LineMoney> & Record<LineMoney, number>;

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
    kind: 'read',
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
  const found = await sql<OrderRow>`
    select o.id,
           o.number,
           o.status,
           o.payment_status as "paymentStatus",
           o.created_at as "createdAt",
           o.currency,
           o.email,
           o.shipping,
           o.subtotal_minor as "subtotalMinor",
           o.discount_total_minor as "discountTotalMinor",
           o.shipping_total_minor as "shippingTotalMinor",
           o.tax_total_minor as "taxTotalMinor",
           o.total_minor as "totalMinor",
           o.prices_include_tax as "pricesIncludeTax",
           o.taxes,
           o.shipping_address as "shippingAddress",
           o.billing_address as "billingAddress",
           o.attempt_id as "attemptId",
           o.payment_try_id as "paymentTryId",
           o.shopper_id as "shopperId",
           o.erased_at is not null as "isErased",
           o.locale,
           o.coupon_codes as "couponCodes",
           o.captured_minor as "capturedMinor",
           o.refunded_minor as "refundedMinor",
           ${linesJson} as lines,
           ${fulfilmentsJson} as fulfilments,
           ${refundsJson} as refunds,
           ${withdrawalsJson} as withdrawals
    from orders o
    where o.id = any (${orderIds}::uuid[])
  `.execute(db);
  return found.rows.map(asStaffOrder);
}

function asStaffOrder(row: OrderRow): StaffOrder {
  const { createdAt, subtotalMinor, discountTotalMinor, shippingTotalMinor, ...rest } = row;
  const { taxTotalMinor, totalMinor, pricesIncludeTax, taxes, ...order } = rest;
  const { capturedMinor, refundedMinor, ...stored } = order;
  const { currency, refunds, status } = row;
  const money = (amount: number): Money => ({ amount, currency });
  const lines = row.lines.map((line) => ({
    ...line,
    unitPrice: money(line.unitPrice),
    discountTotal: money(line.discountTotal),
    tax: money(line.tax),
    total: money(line.total),
  }));
  const askedMinor = refunds.reduce(
    (sum, refund) => (refund.status === 'requested' ? sum + refund.amount.amount : sum),
    0,
  );
  return {
    ...stored,
    createdAt: createdAt.toISOString(),
    lines,
    totals: {
      subtotal: money(subtotalMinor),
      discountTotal: money(discountTotalMinor),
      shippingTotal: money(shippingTotalMinor),
      taxTotal: money(taxTotalMinor),
      total: money(totalMinor),
      pricesIncludeTax,
      taxes,
    },
    captured: money(capturedMinor),
    refunded: money(refundedMinor),
    refundable: money(capturedMinor - refundedMinor - askedMinor),
    discounts: sumDiscounts(lines),
    canBeCancelled: whyNotCancellable(status, 'staff') === undefined,
  };
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

/** As rows: naming each member in a call has its type looked up for each line. */
const linesJson = sql`(
  select coalesce(json_agg(line), '[]')
  from (
    select l.line_id as "lineId",
           l.variant_id as "variantId",
           l.product_id as "productId",
           l.slug,
           l.sku,
           l.title,
           l.options,
           l.image_url as "imageUrl",
           l.quantity,
           l.unit_price_minor as "unitPrice",
           l.discount_total_minor as "discountTotal",
           l.tax_rate_basis_points as "taxRateBasisPoints",
           l.tax_minor as tax,
           l.total_minor as total,
           l.discounts,
           l.fulfilled_quantity as "fulfilledQuantity",
           l.cancelled_quantity as "cancelledQuantity"
    from order_line l
    where l.order_id = o.id
    order by l.position
  ) as line
)`;

const fulfilmentsJson = sql`(
  select coalesce(json_agg(json_build_object(
           'id', f.id,
           'createdAt', time_json(f.created_at),
           'carrier', f.carrier,
           'trackingNumber', f.tracking_number,
           'trackingUrl', f.tracking_url,
           'lines', (
             select coalesce(json_agg(
                      json_build_object('lineId', fl.line_id, 'quantity', fl.quantity)
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
  select coalesce(json_agg(json_build_object(
           'id', r.id,
           'createdAt', time_json(r.created_at),
           'amount', money_json(r.amount_minor, o.currency),
           'status', r.status,
           'lines', (
             select coalesce(json_agg(
                      json_build_object('lineId', rl.line_id, 'quantity', rl.quantity)
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
  select coalesce(json_agg(json_build_object(
           'id', w.id,
           'declaredAt', time_json(w.declared_at),
           'name', w.name,
           'goods', w.goods,
           'handledAt', time_json(w.handled_at)
         ) order by w.id), '[]')
  from withdrawal w
  where w.order_id = o.id
)`;
