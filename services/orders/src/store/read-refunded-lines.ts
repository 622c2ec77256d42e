import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { RefundedOfLine } from '../domain/refund-of-line.ts';
import type { DB } from './tables.generated.ts';

const nothing: RefundedOfLine = { units: 0, minor: 0, unpricedUnits: 0 };

/** What was given back, or is asked for, of each line of an order that the caller has locked. */
export async function readRefundedLines(
  tx: Tx<DB>,
  orderId: string,
): Promise<(lineId: string) => RefundedOfLine> {
  const found = await sql<RefundedOfLine & { lineId: string }>`
    select line_id as "lineId",
           sum(quantity)::integer as units,
           coalesce(sum(refund_line.amount_minor), 0)::bigint as minor,
           coalesce(sum(quantity) filter (where refund_line.amount_minor is null), 0)::integer
             as "unpricedUnits"
    from refund
    join refund_line on refund_line.refund_id = refund.id
    where refund.order_id = ${orderId}
      and refund.status <> 'failed'
    group by line_id
  `.execute(tx);
  return (lineId) => found.rows.find((line) => line.lineId === lineId) ?? nothing;
}
