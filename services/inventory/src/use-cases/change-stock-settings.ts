import { type Actor, ContractError, invalidInput } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { StockSettings, StockSettingsInput } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';
import { tellLevels } from './tell-levels.ts';

/**
 * Sets the backorder limit, and whose stock a variant draws on. Throws `stock-item-in-use` when the
 * variant is the last one on an item that has counted or promised stock.
 */
export async function changeStockSettings(
  db: Database<DB>,
  change: { variantId: string; settings: StockSettingsInput },
  by: { actor: Actor; fewLeftMax: number },
): Promise<StockSettings> {
  const { variantId, settings } = change;
  if (settings.sharesStockOf === variantId) {
    throw invalidInput('/body/sharesStockOf', 'is the variant itself');
  }
  return transaction(db, async (tx) => {
    await holdMappingAlone(tx);
    const variants = [variantId, settings.sharesStockOf ?? variantId];
    await sql`select ensure_stock_rows(${variants}::uuid[])`.execute(tx);
    const before = await readSettings(tx, variantId);
    const stockItemId = await wantedItem(tx, before, settings.sharesStockOf);
    const items = [before.stockItemId, stockItemId];
    await ensureItemAtMain(tx, stockItemId);
    await sql`select lock_stock(${items}::uuid[])`.execute(tx);
    if (stockItemId !== before.stockItemId) await refuseToLeaveStock(tx, before);
    await sql`
      update variant_stock
      set stock_item_id = ${stockItemId},
          units_per_variant = ${settings.unitsPerVariant ?? before.unitsPerVariant},
          backorder_max = ${settings.backorderMax ?? before.backorderMax}
      where variant_id = ${variantId}
    `.execute(tx);
    await sql`select note_levels(${items}::uuid[], ${by.fewLeftMax})`.execute(tx);
    await tellLevels(tx);
    await emitStaffAction(tx, 'inventory', by.actor, {
      action: 'stock-settings-changed',
      subject: variantId,
      changes: { ...settings },
    });
    return readSettings(tx, variantId);
  });
}

/** Reservations read the mapping before they lock its items, so they must not run meanwhile. */
async function holdMappingAlone(tx: Tx<DB>): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(current_schema() || ':stock-mapping', 0))
  `.execute(tx);
}

async function readSettings(tx: Tx<DB>, variantId: string): Promise<StockSettings> {
  const { rows } = await sql<StockSettings>`
    select variant_id as "variantId",
           stock_item_id as "stockItemId",
           units_per_variant as "unitsPerVariant",
           backorder_max as "backorderMax"
    from variant_stock
    where variant_id = ${variantId}
  `.execute(tx);
  const found = rows[0];
  if (found === undefined) throw new Error(`variant ${variantId} has no stock settings`);
  return found;
}

async function wantedItem(
  tx: Tx<DB>,
  before: StockSettings,
  sharesStockOf: string | null | undefined,
): Promise<string> {
  if (sharesStockOf === undefined) return before.stockItemId;
  // The item named after a variant is its own, whoever draws on it today.
  if (sharesStockOf === null) return before.variantId;
  return (await readSettings(tx, sharesStockOf)).stockItemId;
}

async function ensureItemAtMain(tx: Tx<DB>, stockItemId: string): Promise<void> {
  await sql`
    insert into stock (stock_item_id, location_id)
    select ${stockItemId}, id
    from location
    where code = 'main'
    on conflict do nothing
  `.execute(tx);
}

async function refuseToLeaveStock(tx: Tx<DB>, left: StockSettings): Promise<void> {
  const { rows } = await sql<{ isInUse: boolean }>`
    select exists (
      select
      from stock
      where stock_item_id = ${left.stockItemId}
        and (on_hand <> 0 or reserved > 0 or allocated > 0)
    ) and not exists (
      select
      from variant_stock
      where stock_item_id = ${left.stockItemId}
        and variant_id <> ${left.variantId}
    ) as "isInUse"
  `.execute(tx);
  if (rows[0]?.isInUse === true) throw new ContractError('stock-item-in-use');
}
