import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** An item at a location whose figures do not agree, as stock, ledger and promises have them. */
export interface StockDisagreement {
  stockItemId: string;
  locationId: string;
  onHand: number;
  onHandByLedger: number;
  reserved: number;
  reservedByLedger: number;
  reservedByPromises: number;
  allocated: number;
  allocatedByLedger: number;
  allocatedByPromises: number;
}

/** Enough to see a pattern; any single one is wrong. */
const SHOWN_MAX = 100;

/** Compares stock with the sums of its ledger and of open promises; empty when all agree. */
export async function verifyStock(db: Database<DB>): Promise<StockDisagreement[]> {
  const { rows } = await sql<StockDisagreement>`
    select stock_item_id as "stockItemId",
           location_id as "locationId",
           sum(on_hand)::bigint as "onHand",
           sum(ledger_on_hand)::bigint as "onHandByLedger",
           sum(reserved)::bigint as reserved,
           sum(ledger_reserved)::bigint as "reservedByLedger",
           sum(promised_reserved)::bigint as "reservedByPromises",
           sum(allocated)::bigint as allocated,
           sum(ledger_allocated)::bigint as "allocatedByLedger",
           sum(promised_allocated)::bigint as "allocatedByPromises"
    from (
      select stock_item_id, location_id, on_hand, reserved, allocated,
             0 as ledger_on_hand, 0 as ledger_reserved, 0 as ledger_allocated,
             0 as promised_reserved, 0 as promised_allocated
      from stock
      union all
      select stock_item_id, location_id, 0, 0, 0,
             on_hand_delta, reserved_delta, allocated_delta, 0, 0
      from stock_ledger
      union all
      select stock_item_id, location_id, 0, 0, 0, 0, 0, 0, reserved, allocated
      from promise
    ) figures
    group by stock_item_id, location_id
    having sum(on_hand) <> sum(ledger_on_hand)
        or sum(reserved) <> sum(ledger_reserved)
        or sum(reserved) <> sum(promised_reserved)
        or sum(allocated) <> sum(ledger_allocated)
        or sum(allocated) <> sum(promised_allocated)
    order by stock_item_id, location_id
    limit ${SHOWN_MAX}
  `.execute(db);
  return rows;
}
