import { LOWEST_ID } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { StockDisagreement, StockPage, StockPageQuery } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Promises have no index by item, because every reservation would pay for it: each page reads them
 * all once, so pages are few and large.
 */
const ITEMS_AT_ONCE = 100_000;
/** Enough to see a pattern; any single one is wrong. */
const SHOWN_MAX = 1_000;
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Compares stock with the sums of its ledger and of open promises, a page by items: also items that
 * only the ledger or a promise knows.
 */
export async function verifyStock(
  db: Database<DB>,
  { after, only }: StockPageQuery,
): Promise<StockPage> {
  return transaction(
    db,
    async (tx) => {
      const from = after ?? LOWEST_ID;
      const to = only === undefined ? await lastOfPage(tx, from) : null;
      const isOnPage =
        only === undefined
          ? sql`stock_item_id > ${from}::uuid and stock_item_id <= ${to ?? HIGHEST_ID}::uuid`
          : sql`stock_item_id = any(${only}::uuid[])`;
      const counted = await sql<{ checked: number }>`
        select count(*) as checked
        from stock
        where ${isOnPage}
      `.execute(tx);
      const items = await compare(tx, isOnPage);
      return { checked: counted.rows[0]?.checked ?? 0, items, next: to };
    },
    // The ledger of a page may have millions of rows.
    { statementTimeoutMs: 100_000 },
  );
}

/** Null when the page is the last. */
async function lastOfPage(db: Database<DB>, after: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select stock_item_id as id
    from stock
    where stock_item_id > ${after}::uuid
    order by stock_item_id
    offset ${ITEMS_AT_ONCE - 1}
    limit 1
  `.execute(db);
  return rows[0]?.id ?? null;
}

/** In one statement: whatever is sold meanwhile is in all of these figures or in none. */
async function compare(
  db: Database<DB>,
  isOnPage: RawBuilder<unknown>,
): Promise<StockDisagreement[]> {
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
      where ${isOnPage}
      union all
      select stock_item_id, location_id, 0, 0, 0,
             on_hand_delta, reserved_delta, allocated_delta, 0, 0
      from stock_ledger
      where ${isOnPage}
      union all
      select stock_item_id, location_id, 0, 0, 0, 0, 0, 0, reserved, allocated
      from promise
      where ${isOnPage}
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
