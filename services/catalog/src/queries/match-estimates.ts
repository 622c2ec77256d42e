import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import {
  allConditions,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  inSample,
  type ProductFilters,
  type SampleLevel,
  together,
} from './product-filters.ts';
import { runKept } from './run-kept.ts';

/** About how many products there are to choose from, and how many meet the choices too. */
export interface MatchEstimates {
  /** By words and collection, before the shopper's choices. */
  all: number;
  chosen: number;
}

/** The smallest sample first: a larger one is only looked at where this one has too few. */
const levels = [13, 9, 7, 5] as const satisfies readonly SampleLevel[];
/** A sample with so many rows says enough: its error is 11 %. */
const SAMPLED_MIN = 80;

/** Estimates from samples; small numbers are no better than a guess. */
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
  const found = (level: SampleLevel) => sql.ref(`found_${level}`);
  const samples = levels.map(
    (level) => sql`
      ${found(level)} as materialized (
        select count(*) as count
        from product_search as found
        where ${foundByWords(filters)}
          and ${condition}
          and ${inSample(level)}
      )`,
  );
  const answers = levels.map((level) => {
    const count = sql`(select count from ${found(level)})`;
    const isEnough = level === levels.at(-1) ? sql`true` : sql`${count} >= ${sql.lit(SAMPLED_MIN)}`;
    return sql`when ${isEnough} then ${count} * ${sql.lit(2 ** level)}`;
  });
  const query = sql<{ estimate: number }>`
    with ${sql.join(samples)}
    select case ${sql.join(answers, sql` `)} end as estimate
  `;
  // The index of a sample is the way in, unless that of collections is.
  const hasOneWayIn = filters.collectionIds === undefined;
  const [row] = hasOneWayIn ? await runKept(db, query) : (await query.execute(db)).rows;
  return row?.estimate ?? 0;
}
