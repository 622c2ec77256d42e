import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { COUNTED_EXACTLY_MAX } from '../../contract/index.ts';
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
import { runAnew, runKept } from './run-kept.ts';
import type { SearchMemory } from './search-memory.ts';

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

/** What is known of searches, and where to find out the rest. */
export interface SearchParts {
  db: Database;
  memory: SearchMemory;
}

/** Estimates from samples; small numbers are no better than a guess. */
export async function estimateMatches(
  { db, memory }: SearchParts,
  filters: ProductFilters,
): Promise<MatchEstimates> {
  const columns = foundColumns(filters);
  const all = await memory.estimates.read(nameOfAll(filters), () =>
    estimateOf(db, filters, together(fixedConditions(filters, columns))),
  );
  if (!hasChoices(filters)) return { all, chosen: all };
  const chosen = await memory.estimates.read(nameOfChosen(filters), () =>
    estimateOf(db, filters, allConditions(filters, columns)),
  );
  return { all, chosen };
}

/** More than any estimate that leads to counting. */
const tooMany = 2 * COUNTED_EXACTLY_MAX;

/** Remembers that there are too many to be counted, for those who would count them in vain. */
export const rememberTooMany = (
  { memory }: SearchParts,
  filters: ProductFilters,
  of: keyof MatchEstimates,
): void =>
  memory.estimates.write(of === 'all' ? nameOfAll(filters) : nameOfChosen(filters), tooMany);

const nameOfAll = ({ search, collectionIds }: ProductFilters): string =>
  JSON.stringify([search, collectionIds]);

const nameOfChosen = (filters: ProductFilters): string =>
  hasChoices(filters) ? JSON.stringify(filters) : nameOfAll(filters);

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
  const [row] = await (hasOneWayIn ? runKept : runAnew)(db, query);
  return row?.estimate ?? 0;
}
