import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { VariantAvailability } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** What can be sold of each variant now. One that inventory never heard of has nothing. */
export async function availabilityOf(
  db: Database<DB>,
  variantIds: readonly string[],
): Promise<VariantAvailability[]> {
  const { rows } = await sql<VariantAvailability>`
    select asked.id as "variantId",
           greatest(0, coalesce(s.available, 0) / coalesce(v.units_per_variant, 1)) as available,
           coalesce(v.backorder_max, 0) as "backorderMax",
           coalesce(v.stock_item_id, asked.id) as "stockItemId",
           coalesce(v.units_per_variant, 1) as "unitsPerVariant"
    from (
      select distinct unnest(${variantIds}::uuid[]) as id
    ) asked
    left join variant_stock v
      on v.variant_id = asked.id
    left join lateral (
      select sum(on_hand - reserved - allocated)::bigint as available
      from stock
      where stock_item_id = v.stock_item_id
    ) s on true
    order by asked.id
  `.execute(db);
  return rows;
}
