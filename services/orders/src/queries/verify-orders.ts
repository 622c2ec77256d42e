import { pageOf, type VerifyPageQuery } from '@cartwright/contract';
import { type Database, isOnPage } from '@cartwright/database';
import { sql } from 'kysely';
import type { OrderBooks } from '../../contract/index.ts';
import { findTaxMismatches } from '../domain/check-taxes.ts';
import { findTotalsMismatch, type TotalledOrder } from '../domain/check-totals.ts';
import { isRestToRelease } from '../store/rest-to-release.ts';
import type { DB } from '../store/tables.generated.ts';

type Row = Omit<OrderBooks, 'open' | 'mismatches'> &
  Omit<TotalledOrder, 'lines'> & {
    lines: (TotalledOrder['lines'][number] & { variantId: string; open: number })[];
    captured: number;
    refunded: number;
  };

/** A page of orders in the order of their attempts' ids. */
export async function verifyOrders(
  db: Database<DB>,
  query: VerifyPageQuery,
): Promise<{ items: OrderBooks[]; next: string | null }> {
  const isWanted = isOnPage('o.attempt_id', query);
  const { rows } = await sql<Row>`
    select o.attempt_id as "attemptId",
           o.id as "orderId",
           o.status,
           o.payment_try_id as "paymentTryId",
           o.currency,
           o.total_minor as "totalMinor",
           o.captured_minor as "capturedMinor",
           o.refunded_minor as "refundedMinor",
           ${capturesMinor('requested', 'failed')} as "uncapturedMinor",
           -- The job for it is tried many times in an hour: 3 s, 7 s, 20 s, 55 s and so on.
           ${isRestToRelease}
             and coalesce(o.release_asked_at, o.created_at)
                 < clock_timestamp() - interval '1 hour'
             as "isReleaseOverdue",
           o.coupon_codes as "couponCodes",
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
           (
             select coalesce(jsonb_agg(jsonb_build_object(
                      'lineId', l.line_id,
                      'variantId', l.variant_id,
                      'quantity', l.quantity,
                      'open', l.quantity - l.fulfilled_quantity - l.cancelled_quantity,
                      'unitPrice', money_json(l.unit_price_minor, o.currency),
                      'discountTotal', money_json(l.discount_total_minor, o.currency),
                      'taxRateBasisPoints', l.tax_rate_basis_points,
                      'tax', money_json(l.tax_minor, o.currency),
                      'total', money_json(l.total_minor, o.currency),
                      'discounts', l.discounts
                    )), '[]')
             from order_line l
             where l.order_id = o.id
           ) as lines,
           ${capturesMinor('captured')} as captured,
           (
             select coalesce(sum(r.amount_minor), 0)::bigint
             from refund r
             where r.order_id = o.id
               and r.status = 'refunded'
           ) as refunded
    from orders o
    where ${isWanted}
    order by o.attempt_id
    limit ${query.limit}
  `.execute(db);
  return pageOf(rows.map(judged), query, ({ attemptId }) => attemptId);
}

/** The captures of an order's fulfilments in these states. */
const capturesMinor = (...statuses: string[]) => sql<number>`(
  select coalesce(sum(f.capture_minor), 0)::bigint
  from fulfilment f
  where f.order_id = o.id
    and f.capture_status = any(${statuses})
)`;

function judged(row: Row): OrderBooks {
  const { lines, shipping: _, totals: __, captured, refunded, ...order } = row;
  const sums = findTotalsMismatch(row);
  return {
    ...order,
    open: openByVariant(lines),
    mismatches: [
      ...(sums === undefined ? [] : [sums]),
      ...findTaxMismatches(row),
      ...(captured === order.capturedMinor ? [] : ['captured by its fulfilments']),
      ...(refunded === order.refundedMinor ? [] : ['refunded by its refunds']),
    ],
  };
}

function openByVariant(lines: Row['lines']): OrderBooks['open'] {
  const sums = new Map<string, number>();
  for (const { variantId, open } of lines)
    if (open > 0) sums.set(variantId, (sums.get(variantId) ?? 0) + open);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
