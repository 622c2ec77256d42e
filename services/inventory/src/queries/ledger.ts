import { invalidInput, listPage } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { LedgerEntry } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

type LedgerRow = Omit<LedgerEntry, 'occurredAt'> & { occurredAt: Date };

const columns = sql`
  id::text as id,
  stock_item_id as "stockItemId",
  location_id as "locationId",
  on_hand_delta as "onHandDelta",
  reserved_delta as "reservedDelta",
  allocated_delta as "allocatedDelta",
  reason,
  reference,
  note,
  occurred_at as "occurredAt"
`;

/** The ledger of the stock a variant draws on, newest first. The cursor is the last entry's id. */
export async function listLedger(
  db: Database<DB>,
  query: { variantId: string; limit: number; cursor: string | undefined },
): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
  const before = readCursor(query.cursor);
  const { rows } = await sql<LedgerRow>`
    select ${columns}
    from stock_ledger
    where stock_item_id = coalesce(
        (
          select stock_item_id
          from variant_stock
          where variant_id = ${query.variantId}
        ),
        ${query.variantId}
      )
      and ${before === undefined ? sql`true` : sql`id < ${before}::bigint`}
    order by stock_ledger.id desc
    limit ${query.limit + 1}
  `.execute(db);
  return listPage(rows.map(shown), query.limit, ({ id }) => id);
}

const shown = (row: LedgerRow): LedgerEntry => ({
  ...row,
  occurredAt: row.occurredAt.toISOString(),
});

function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw invalidInput('/query/cursor', 'is not a cursor of ours');
  return Number(cursor);
}
