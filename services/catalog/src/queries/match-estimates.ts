import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import {
  allConditions,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  type ProductFilters,
  together,
} from './product-filters.ts';
import { runKept } from './run-kept.ts';

/** About how many products there are to choose from, and how many meet the choices too. */
export interface MatchEstimates {
  /** By words and collection, before the shopper's choices. */
  all: number;
  chosen: number;
}

/** Samples of 1/64, 1/1,024 and 1/16,384: each bounds its own work in a shop of any size. */
const levels = [6, 10, 14] as const;
/** A sample with so many rows says enough: its error is 7 %. */
const SAMPLED_MAX = 200;

/** Estimates from samples, some 0.3 ms each; small numbers are no better than a guess. */
export async function estimateMatches(
  db: Database,
  filters: ProductFilters,
): Promise<MatchEstimates> {
  const columns = foundColumns(filters);
  const all = together(fixedConditions(filters, columns));
  if (!hasChoices(filters)) {
    const estimate = await estimateOf(db, filters, all);
    return { all: estimate, chosen: estimate };
  }
  return {
    all: await estimateOf(db, filters, all),
    chosen: await estimateOf(db, filters, allConditions(filters, columns)),
  };
}

async function estimateOf(
  db: Database,
  filters: ProductFilters,
  condition: RawBuilder<unknown>,
): Promise<number> {
  for (const level of levels) {
    const query = sql<{ count: number }>`
      select count(*) as count
      from (
        select
        from product_search as found
        where ${foundByWords(filters)}
          and ${condition}
          and found.samples @> array[${sql.lit(level)}]::smallint[]
        limit ${sql.lit(SAMPLED_MAX)}
      ) as sampled
    `;
    const isPlain = filters.collectionIds === undefined && !hasChoices(filters);
    const rows = isPlain ? await runKept(db, query) : (await query.execute(db)).rows;
    const count = rows[0]?.count ?? 0;
    if (count < SAMPLED_MAX || level === 14) return count * 2 ** level;
  }
  return 0;
}
