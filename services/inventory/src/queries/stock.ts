import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { VariantStock } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** Stock of variants by location, in units of their stock items; nothing where none was counted. */
export async function stockOfVariants(
  db: Database<DB>,
  variantIds: readonly string[],
): Promise<VariantStock[]> {
  const { rows } = await sql<VariantStock>`
    select asked.id as "variantId",
           coalesce(v.stock_item_id, asked.id) as "stockItemId",
           coalesce(v.units_per_variant, 1) as "unitsPerVariant",
           coalesce(v.backorder_max, 0) as "backorderMax",
           coalesce(s.on_hand, 0)::bigint as "onHand",
           coalesce(s.reserved, 0)::bigint as reserved,
           coalesce(s.allocated, 0)::bigint as allocated,
           coalesce(s.on_hand - s.reserved - s.allocated, 0)::bigint as available,
           coalesce(s.locations, '[]'::jsonb) as locations
    from (
      select distinct unnest(${variantIds}::uuid[]) as id
    ) asked
    left join variant_stock v
      on v.variant_id = asked.id
    left join lateral (
      select sum(k.on_hand) as on_hand,
             sum(k.reserved) as reserved,
             sum(k.allocated) as allocated,
             jsonb_agg(
               jsonb_build_object(
                 'locationId', l.id,
                 'code', l.code,
                 'name', l.name,
                 'onHand', k.on_hand,
                 'reserved', k.reserved,
                 'allocated', k.allocated,
                 'available', k.on_hand - k.reserved - k.allocated
               )
               order by l.priority, l.id
             ) as locations
      from stock k
      join location l
        on l.id = k.location_id
      where k.stock_item_id = v.stock_item_id
    ) s on true
    order by asked.id
  `.execute(db);
  return rows;
}
