import { type Database, type Tx, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { inventoryEvents, type StockLevel } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

const TOLD_AT_ONCE_MAX = 500;

/**
 * Turns noted level changes into events, the last one per variant. One teller at a time, in all
 * processes: two could tell the levels of one variant in the wrong order.
 */
export async function tellLevels(tx: Tx<DB>): Promise<number> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(current_schema() || ':level-change', 0))
  `.execute(tx);
  const noted = await sql<{ id: number; variant_id: string; level: StockLevel }>`
    delete from level_change
    where id in (
      select id
      from level_change
      order by id
      limit ${TOLD_AT_ONCE_MAX}
    )
    returning id, variant_id, level
  `.execute(tx);
  const rows = noted.rows.toSorted((a, b) => a.id - b.id);
  const levels = new Map(rows.map((row) => [row.variant_id, row.level]));
  for (const [variantId, level] of levels) {
    await emit(tx, inventoryEvents.availabilityChanged, {
      subject: variantId,
      data: { variantId, level },
    });
  }
  return rows.length;
}

/** Tells what is noted, if anything is; the cheap question keeps an idle shop free of locks. */
export async function tellNotedLevels(db: Database<DB>): Promise<void> {
  for (;;) {
    const noted = await sql`
      select
      from level_change
      limit 1
    `.execute(db);
    if (noted.rows.length === 0) return;
    const told = await transaction(db, tellLevels);
    if (told < TOLD_AT_ONCE_MAX) return;
  }
}
