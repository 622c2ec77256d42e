import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import type { VariantAvailability } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

const availabilityOfAll = statement<VariantAvailability>(`
  select asked.id as "variantId",
         greatest(0, coalesce(s.available, 0) / coalesce(v.units_per_variant, 1)) as available,
         coalesce(v.backorder_max, 0) as "backorderMax",
         coalesce(v.stock_item_id, asked.id) as "stockItemId",
         coalesce(v.units_per_variant, 1) as "unitsPerVariant"
  from unnest($1::uuid[]) as asked (id)
  left join variant_stock v
    on v.variant_id = asked.id
  left join lateral (
    select sum(on_hand - reserved - allocated)::bigint as available
    from stock
    where stock_item_id = v.stock_item_id
  ) s on true
`);

/** What can be sold of a variant now. One that inventory never heard of has nothing. */
export const availabilityIn = (db: Database<DB>): Batch<string, VariantAvailability> =>
  createBatch({
    name: 'inventory.availability',
    kind: 'read',
    membersMax: 1_000,
    waitingMax: 20_000,
    keyOf: (variantId: string) => variantId.toLowerCase(),
    run: async (variantIds) => {
      const rows = await runStatement(db, availabilityOfAll, [variantIds]);
      return new Map(rows.map((row) => [row.variantId, row]));
    },
  });
