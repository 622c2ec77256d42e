import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { COUNTED_EXACTLY_MAX, type Facets } from '../../contract/index.ts';
import type { MatchEstimates } from './match-estimates.ts';
import {
  allConditions,
  availableKey,
  choices,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  type ProductFilters,
  priceKey,
  together,
} from './product-filters.ts';
import { runKept } from './run-kept.ts';

/** Rows of a sample: a half of them is right to about 3 %, a tenth to about 10 %. */
const SAMPLED_ROWS = 1_000;
const SAMPLE_LEVEL_MAX = 16;
const TERMS_MAX = 1_000;
const OPTIONS_MAX = 30;
const VALUES_MAX = 100;

interface TermCount {
  name: string;
  value: string;
  count: number;
}

interface Counts {
  /** Rows that were looked at. */
  judged: number;
  total: number;
  available: number;
  soldOut: number;
  priceMin: number | null;
  priceMax: number | null;
  terms: TermCount[];
}

/**
 * Counts for the choices beside a list; see the contract for what a facet obeys. Reads a bounded
 * number of rows: all of them where that are few, else a sample.
 */
export async function productFacets(
  db: Database,
  filters: ProductFilters,
  estimates: MatchEstimates,
): Promise<Facets> {
  // The estimate is right to 20 % here, so nothing that could be counted is left out.
  if (estimates.all <= 2 * COUNTED_EXACTLY_MAX) {
    const counts = await readCounts(db, filters, sql`true`);
    if (counts.judged <= COUNTED_EXACTLY_MAX) return toFacets(filters, counts, 1);
  }
  const level = sampleLevel(estimates.all);
  const sampled = await readCounts(
    db,
    filters,
    sql`found.samples @> array[${sql.lit(level)}]::smallint[]`,
  );
  const facets = toFacets(filters, sampled, 2 ** level);
  if (!hasChoices(filters) || estimates.chosen > 2 * COUNTED_EXACTLY_MAX) return facets;
  const total = await countChosen(db, filters);
  return total > COUNTED_EXACTLY_MAX ? facets : { ...facets, total, totalIsEstimate: false };
}

const sampleLevel = (matches: number): number =>
  Math.min(SAMPLE_LEVEL_MAX, Math.max(1, Math.round(Math.log2(matches / SAMPLED_ROWS))));

function toFacets(filters: ProductFilters, counts: Counts, factor: number): Facets {
  const money = (amount: number) => ({ amount, currency: filters.currency });
  return {
    total: counts.total * factor,
    totalIsEstimate: factor > 1,
    estimated: factor > 1,
    options: groupTerms(counts.terms.map((term) => ({ ...term, count: term.count * factor }))),
    price:
      counts.priceMin === null || counts.priceMax === null
        ? null
        : { min: money(counts.priceMin), max: money(counts.priceMax) },
    availability: {
      available: counts.available * factor,
      soldOut: counts.soldOut * factor,
    },
  };
}

async function countChosen(db: Database, filters: ProductFilters): Promise<number> {
  const counted = await sql<{ count: number }>`
    select count(*) as count
    from (
      select
      from product_search as found
      where ${foundByWords(filters)}
        and ${allConditions(filters, foundColumns(filters))}
      limit ${COUNTED_EXACTLY_MAX + 1}
    ) as chosen
  `.execute(db);
  return counted.rows[0]?.count ?? 0;
}

/**
 * One pass over the rows: `failed` names the choices that a row does not meet. A row counts for a
 * facet when it fails none, or only the choice made in that very facet. Rows that are alike are
 * joined before their terms are taken apart, which is most of the work.
 */
async function readCounts(
  db: Database,
  filters: ProductFilters,
  sample: RawBuilder<unknown>,
): Promise<Counts> {
  const query = countsQuery(filters, sample);
  // With words the index of words is the way in, whichever they are.
  const hasOneWayIn = filters.search !== undefined && filters.collectionIds === undefined;
  const [counts] = hasOneWayIn ? await runKept(db, query) : (await query.execute(db)).rows;
  if (counts === undefined) throw new Error('an aggregate returned no row');
  return counts;
}

function countsQuery(filters: ProductFilters, sample: RawBuilder<unknown>): RawBuilder<Counts> {
  const columns = foundColumns(filters);
  return sql<Counts>`
    with judged as materialized (
      select found.option_terms,
             ${columns.available} as available,
             ${columns.price} as price,
             ${failedChoices(filters)} as failed
      from product_search as found
      where ${foundByWords(filters)}
        and ${together(fixedConditions(filters, columns))}
        and ${sample}
      limit ${sql.lit(COUNTED_EXACTLY_MAX + 1)}
    ), alike as materialized (
      select option_terms,
             available,
             failed[1] as failed,
             count(*)::bigint as count,
             min(price) as price_min,
             max(price) as price_max
      from judged
      where cardinality(failed) <= 1
      group by option_terms, available, failed
    ), counted as (
      select term,
             sum(count)::bigint as count
      from alike
      cross join unnest(option_terms) as term
      where failed is null
        or (failed not in (${priceKey}, ${availableKey}) and starts_with(term, failed))
      group by term
      order by count desc,
               term
      limit ${sql.lit(TERMS_MAX)}
    )
    select (select count(*) from judged) as judged,
           coalesce(sum(count) filter (where failed is null), 0)::bigint as total,
           coalesce(sum(count) filter (
             where available and coalesce(failed, ${availableKey}) = ${availableKey}
           ), 0)::bigint as available,
           coalesce(sum(count) filter (
             where available is not true and coalesce(failed, ${availableKey}) = ${availableKey}
           ), 0)::bigint as "soldOut",
           min(price_min) filter (where coalesce(failed, ${priceKey}) = ${priceKey})
             as "priceMin",
           max(price_max) filter (where coalesce(failed, ${priceKey}) = ${priceKey})
             as "priceMax",
           (
             select coalesce(
                      jsonb_agg(
                        jsonb_build_object(
                          'name', option_label.name,
                          'value', option_label.value,
                          'count', counted.count
                        )
                        order by counted.count desc, counted.term
                      ),
                      '[]'
                    )
             from counted
             join option_label on option_label.term = counted.term
           ) as terms
    from alike
  `;
}

const failedChoices = (filters: ProductFilters): RawBuilder<unknown> => {
  const failed = choices(filters, foundColumns(filters)).map(
    ({ key, condition }) => sql`case when ${condition} then null else ${key}::text end`,
  );
  return failed.length === 0
    ? sql`'{}'::text[]`
    : sql`array_remove(array[${sql.join(failed)}], null)`;
};

const inHumanOrder = new Intl.Collator('en', { numeric: true });

/** Names by how many products have them, values as people sort them: 9 before 10. */
function groupTerms(terms: readonly TermCount[]): Facets['options'] {
  const byName = Map.groupBy(terms, ({ name }) => name.toLowerCase());
  return [...byName.values()].slice(0, OPTIONS_MAX).map((group) => ({
    name: group[0]?.name ?? '',
    values: group
      .slice(0, VALUES_MAX)
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => inHumanOrder.compare(a.value, b.value)),
  }));
}
