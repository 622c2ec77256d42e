import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { Facets } from '../../contract/index.ts';
import {
  availableKey,
  choices,
  fixedConditions,
  listedProducts,
  type ProductFilters,
  priceKey,
  together,
} from './product-filters.ts';

/** Counted exactly up to here: some 40 ms, and a sample of as many is right to about 1 %. */
const COUNTED_ROWS_MAX = 10_000;
/** `product_list.sample` spreads rows over this many numbers. */
const SAMPLES = 256;
const TERMS_MAX = 1_000;
const OPTIONS_MAX = 30;
const VALUES_MAX = 100;

interface TermCount {
  name: string;
  value: string;
  count: number;
}

interface Counts {
  total: number;
  available: number;
  soldOut: number;
  priceMin: number | null;
  priceMax: number | null;
  terms: TermCount[];
}

/** Counts for the choices beside a list; see the contract for what a facet obeys. */
export async function productFacets(db: Database, filters: ProductFilters): Promise<Facets> {
  const below = await sampleBelow(db, filters);
  const counts = await readCounts(db, filters, below);
  const scaled = (count: number): number => Math.round((count * SAMPLES) / below);
  const money = (amount: number) => ({ amount, currency: filters.currency });
  return {
    total: scaled(counts.total),
    estimated: below < SAMPLES,
    options: groupTerms(counts.terms.map((term) => ({ ...term, count: scaled(term.count) }))),
    price:
      counts.priceMin === null || counts.priceMax === null
        ? null
        : { min: money(counts.priceMin), max: money(counts.priceMax) },
    availability: { available: scaled(counts.available), soldOut: scaled(counts.soldOut) },
  };
}

/** Rows with a lower sample number are counted; all of them unless there are too many. */
async function sampleBelow(db: Database, filters: ProductFilters): Promise<number> {
  const counted = await sql<{ count: number }>`
    select count(*) as count
    from ${listedProducts(filters)}
    where ${together(fixedConditions(filters))}
  `.execute(db);
  const rows = counted.rows[0]?.count ?? 0;
  if (rows <= COUNTED_ROWS_MAX) return SAMPLES;
  return Math.max(1, Math.floor((SAMPLES * COUNTED_ROWS_MAX) / rows));
}

/**
 * One pass over the rows: `failed` names the choices that a row does not meet. A row counts for a
 * facet when it fails none, or only the choice made in that very facet.
 */
async function readCounts(db: Database, filters: ProductFilters, below: number): Promise<Counts> {
  const found = await sql<Counts>`
    with judged as materialized (
      select listed.option_terms,
             priced.available,
             priced.price_from,
             ${failedChoices(filters)} as failed
      from ${listedProducts(filters)}
      where ${together(fixedConditions(filters))}
        and listed.sample < ${below}
    ), matching as materialized (
      select option_terms, available, price_from, failed[1] as failed
      from judged
      where cardinality(failed) <= 1
    ), counted as (
      select term,
             count(*) as count
      from matching
      cross join unnest(option_terms) as term
      where failed is null
        or (failed not in (${priceKey}, ${availableKey}) and starts_with(term, failed))
      group by term
      order by count desc,
               term
      limit ${TERMS_MAX}
    )
    select count(*) filter (where failed is null) as total,
           count(*) filter (where available and coalesce(failed, ${availableKey}) = ${availableKey})
             as available,
           count(*) filter (
             where available is not true and coalesce(failed, ${availableKey}) = ${availableKey}
           ) as "soldOut",
           min(price_from) filter (where coalesce(failed, ${priceKey}) = ${priceKey})
             as "priceMin",
           max(price_from) filter (where coalesce(failed, ${priceKey}) = ${priceKey})
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
    from matching
  `.execute(db);
  const counts = found.rows[0];
  if (counts === undefined) throw new Error('an aggregate returned no row');
  return counts;
}

const failedChoices = (filters: ProductFilters): RawBuilder<unknown> => {
  const failed = choices(filters).map(
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
