import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { CreateFulfilment, LineQuantity, OrderStatus } from '../../contract/shapes.ts';
import type { DB } from './tables.generated.ts';

/** Writes a fulfilment with its lines, and what its order has become. Returns its id. */
export async function insertFulfilment(
  tx: Tx<DB>,
  o: {
    orderId: string;
    fulfilment: CreateFulfilment;
    lines: LineQuantity[];
    captureMinor: number;
    status: OrderStatus;
  },
): Promise<string> {
  const inserted = await sql<{ id: string }>`
    with created as (
      insert into fulfilment (
        order_id, carrier, tracking_number, tracking_url, capture_minor, capture_status
      )
      values (
        ${o.orderId},
        ${o.fulfilment.carrier ?? null},
        ${o.fulfilment.trackingNumber ?? null},
        ${o.fulfilment.trackingUrl ?? null},
        ${o.captureMinor},
        ${o.captureMinor > 0 ? 'requested' : 'not-needed'}
      )
      returning id
    ),
    moved as (
      update orders
      set status = ${o.status}
      where id = ${o.orderId}
    ),
    created_line as (
      insert into fulfilment_line (fulfilment_id, order_id, line_id, quantity)
      select created.id,
             ${o.orderId}::uuid,
             line."lineId",
             line.quantity
      from created,
      jsonb_to_recordset(${JSON.stringify(o.lines)}::jsonb)
        as line ("lineId" uuid, quantity integer)
    )
    select id
    from created
  `.execute(tx);
  const [fulfilment] = inserted.rows;
  if (fulfilment === undefined) throw new Error('The insert of a fulfilment returned no id');
  return fulfilment.id;
}
