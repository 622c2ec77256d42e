import { randomBytes } from 'node:crypto';
import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import { type EventRow, signalSequenced } from '@cartwright/events';
import type { PlaceOrder } from '../../contract/shapes.ts';
import { orderNumberOf } from '../domain/order-number.ts';
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

/**
 * Order, lines and event together. What meets a row that is there already is left out. Nothing was
 * told of a new order before, so its event takes the next position at once. The log's row is locked
 * for that, after all orders are written: who holds it waits for nobody.
 */
const placeAll = statement<Omit<PlacedOrder, 'isNew'>>(`
  with member as materialized (
    select uuidv7() as id, given.*
    from jsonb_to_recordset($1::jsonb) as given (
      "attemptId" uuid, number text, "shopperId" uuid, email text, locale text, currency text,
      "paymentTryId" uuid, "couponCodes" text[], shipping jsonb, "shippingAddress" jsonb,
      "billingAddress" jsonb, "subtotalMinor" bigint, "discountTotalMinor" bigint,
      "shippingTotalMinor" bigint, "taxTotalMinor" bigint, "totalMinor" bigint,
      "pricesIncludeTax" boolean, taxes jsonb, lines jsonb, event jsonb
    )
  ), placed as (
    insert into orders (
      id, attempt_id, number, payment_status, shopper_id, email, locale, currency, payment_try_id,
      coupon_codes, shipping, shipping_address, billing_address, subtotal_minor,
      discount_total_minor, shipping_total_minor, tax_total_minor, total_minor,
      prices_include_tax, taxes
    )
    select id,
           "attemptId",
           number,
           -- Nothing to pay is paid.
           case when "totalMinor" = 0 then 'captured' else 'authorised' end,
           "shopperId",
           email,
           locale,
           currency,
           "paymentTryId",
           "couponCodes",
           shipping,
           "shippingAddress",
           "billingAddress",
           "subtotalMinor",
           "discountTotalMinor",
           "shippingTotalMinor",
           "taxTotalMinor",
           "totalMinor",
           "pricesIncludeTax",
           taxes
    from member
    on conflict do nothing
    returning id, attempt_id, number, created_at
  ), news as (
    select row_number() over () as place, id, event
    from member
    where event is not null
      -- As a list: a join would compare each order with each by a row of its own.
      and id = any (array(select id from placed))
  ), log as (
    update event_log
    set head = head + events
    from (select count(*) as events from news) as counted
    where events > 0
    returning head - events as behind
  ), told as (
    insert into event (position, type, subject, data, traceparent)
    select behind + place,
           event ->> 'type',
           id::text,
           event -> 'data' || jsonb_build_object('orderId', id),
           event ->> 'traceparent'
    from log
    cross join news
  ), filled as (
    insert into order_line (
      order_id, line_id, position, variant_id, product_id, slug, sku, title, options, image_url,
      quantity, unit_price_minor, discount_total_minor, tax_rate_basis_points, tax_minor,
      total_minor, discounts
    )
    select member.id,
           line.line_id,
           line.place,
           line.variant_id,
           line.product_id,
           line.slug,
           line.sku,
           line.title,
           line.options,
           line.image_url,
           line.quantity,
           line.unit_price_minor,
           line.discount_total_minor,
           line.tax_rate_basis_points,
           line.tax_minor,
           line.total_minor,
           line.discounts
    from member,
    rows from (
      jsonb_to_recordset(member.lines) as (
        "lineId" uuid, "variantId" uuid, "productId" uuid, slug text, sku text, title text,
        options jsonb, "imageUrl" text, quantity integer, "unitPriceMinor" bigint,
        "discountTotalMinor" bigint, "taxRateBasisPoints" integer, "taxMinor" bigint,
        "totalMinor" bigint, discounts jsonb
      )
    ) with ordinality as line (
      line_id, variant_id, product_id, slug, sku, title, options, image_url, quantity,
      unit_price_minor, discount_total_minor, tax_rate_basis_points, tax_minor, total_minor,
      discounts, place
    )
    where member.id = any (array(select id from placed))
  )
  select attempt_id as "attemptId",
         id as "orderId",
         number,
         time_json(created_at) as "createdAt"
  from placed
`);

const findPlaced = statement<Omit<PlacedOrder, 'isNew'>>(`
  select attempt_id as "attemptId",
         id as "orderId",
         number,
         time_json(created_at) as "createdAt"
  from orders
  where attempt_id = any ($1::uuid[])
`);

const randomOrderNumber = (): string => orderNumberOf(randomBytes(8));

/** Five collisions in a row among 10^12 numbers mean that something else is wrong. */
const roundsMax = 5;

/**
 * Places all members in one statement. An attempt that has its order already gets that one back,
 * also when it is placed twice at the same moment: the insert waits for the first.
 * @throws Error when a payment has an order of another attempt; members beside it may be placed.
 */
export async function insertOrders(
  db: Database<DB>,
  members: readonly PlaceMember[],
  drawNumber: () => string = randomOrderNumber,
): Promise<PlacedOrder[]> {
  const missing = new Map(members.map((member) => [member.attemptId.toLowerCase(), member]));
  const found: PlacedOrder[] = [];
  const take = (rows: Omit<PlacedOrder, 'isNew'>[], isNew: boolean): void => {
    for (const row of rows) {
      missing.delete(row.attemptId);
      found.push({ ...row, isNew });
    }
  };
  // A number that is taken already makes its row a conflict: the next round draws another.
  for (let round = 0; round < roundsMax; round += 1) {
    // One fixed order, so that two batches cannot wait for each other.
    const ordered = [...missing].toSorted(([one], [other]) => (one < other ? -1 : 1));
    const rows = ordered.map(([, member]) => rowOf(member, drawNumber()));
    take(await runStatement(db, placeAll, [JSON.stringify(rows)]), true);
    if (missing.size === 0) return found;
    take(await runStatement(db, findPlaced, [[...missing.keys()]]), false);
    if (missing.size === 0) return found;
  }
  throw new Error('An order could not be placed: no free number, or its payment has an order');
}

/** As `placeAll` reads it: amounts without their currency, which is the order's. */
function rowOf({ totals, lines, ...order }: PlaceMember, number: string): object {
  return {
    ...order,
    number,
    subtotalMinor: totals.subtotal.amount,
    discountTotalMinor: totals.discountTotal.amount,
    shippingTotalMinor: totals.shippingTotal.amount,
    taxTotalMinor: totals.taxTotal.amount,
    totalMinor: totals.total.amount,
    pricesIncludeTax: totals.pricesIncludeTax,
    taxes: totals.taxes,
    lines: lines.map(({ unitPrice, discountTotal, tax, total, ...line }) => ({
      ...line,
      unitPriceMinor: unitPrice.amount,
      discountTotalMinor: discountTotal.amount,
      taxMinor: tax.amount,
      totalMinor: total.amount,
    })),
  };
}

/** Places orders, each together with those that are placed at the same moment. */
export const placingIn = (db: Database<DB>): Batch<PlaceMember, PlacedOrder> =>
  createBatch({
    name: 'orders.place',
    keyOf: ({ attemptId }) => attemptId.toLowerCase(),
    run: async (members) => {
      try {
        const placed = await insertOrders(db, members);
        return new Map(placed.map((order) => [order.attemptId, order]));
      } finally {
        signalSequenced('orders');
      }
    },
  });
