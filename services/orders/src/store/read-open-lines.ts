import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from './tables.generated.ts';

export interface OpenLine {
  lineId: string;
  variantId: string;
  quantity: number;
  fulfilled: number;
  cancelled: number;
  refunded: number;
  /** Neither fulfilled nor cancelled. */
  open: number;
  totalMinor: number;
}

/** The lines of an order that the caller has locked. */
export async function readOpenLines(tx: Tx<DB>, orderId: string): Promise<OpenLine[]> {
  const found = await sql<OpenLine>`
    select line_id as "lineId",
           variant_id as "variantId",
           quantity,
           fulfilled_quantity as fulfilled,
           cancelled_quantity as cancelled,
           refunded_quantity as refunded,
           quantity - fulfilled_quantity - cancelled_quantity as open,
           total_minor as "totalMinor"
    from order_line
    where order_id = ${orderId}
    order by position
  `.execute(tx);
  return found.rows;
}
