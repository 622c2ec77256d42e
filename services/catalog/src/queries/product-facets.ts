import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { COUNTED_EXACTLY_MAX, type Facets } from '../../contract/index.ts';
import { type Best, type FoundOrder, sortKeyOf } from './found-pages.ts';
import type { MatchEstimates } from './match-estimates.ts';
import {
  allConditions,
  availableKey,
  choices,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  inSample,
  type ProductFilters,
  priceKey,
  type SampleLevel,
  sampleLevels,
  together,
} from './product-filters.ts';
import { runKept } from './run-kept.ts';

/** At most so many rows, at least a quarter: a half of 1,000 is right to 3 %, a tenth to 10 %. */
const SAMPLED_ROWS_MAX = 2_400;
const TERMS_MAX = 1_000;
/** The longest page and the next; the same for all, since statements are kept by their text. */
const TOP_MAX = 101;
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
  best: Best[] | null;
}

/** An estimate errs by 8 % here: above this, one in a million could have been counted. */
const COUNTED_ESTIMATE_MAX = 1.4 * COUNTED_EXACTLY_MAX;

/** Whether all that is chosen is likely to be counted one by one. */
export const isCounted = ({ chosen }: MatchEstimates): boolean => chosen <= COUNTED_ESTIMATE_MAX;

/** The first of what is found: whoever looks at all of it finds them on the way. */
export interface Top {
  order: FoundOrder;
  limit: number;
}

/**
 * Counts for the choices beside a list; see the contract for what a facet obeys. Reads a bounded
 * number of rows: all of them where that are few, else a sample. The `best` are undefined where no
 * `top` is wanted, or not all that is chosen was looked at.
 */
export async function productFacets(
  db: Database,
  filters: ProductFilters,
  { estimates, top }: { estimates: MatchEstimates; top: Top | undefined },
): Promise<{ facets: Facets; best: Best[] | undefined }> {
  if (estimates.all <= COUNTED_ESTIMATE_MAX) {
    const counts = await readCounts(db, filters, { sample: sql`true`, top });
    if (counts.judged <= COUNTED_EXACTLY_MAX)
      return { facets: toFacets(filters, counts, 1), best: counts.best?.slice(0, top?.limit) };
  }
  const level = sampleLevel(estimates.all);
  const [sampled, chosen] = await Promise.all([
    readCounts(db, filters, { sample: inSample(level), top: undefined }),
    hasChoices(filters) && isCounted(estimates) ? countChosen(db, filters, top) : undefined,
  ]);
  const facets = toFacets(filters, sampled, 2 ** level);
  if (chosen === undefined || chosen.count > COUNTED_EXACTLY_MAX)
    return { facets, best: undefined };
  return {
    facets: { ...facets, total: chosen.count, totalIsEstimate: false },
    best: chosen.best?.slice(0, top?.limit),
  };
}

const sampleLevel = (matches: number): SampleLevel =>
  sampleLevels.find((level) => matches / 2 ** level <= SAMPLED_ROWS_MAX) ?? 13;

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

async function countChosen(
  db: Database,
  filters: ProductFilters,
  top: Top | undefined,
): Promise<{ count: number; best: Best[] | null }> {
  const counted = await sql<{ count: number; best: Best[] | null }>`
    with judged as materialized (
      select found.product_id,
             ${top === undefined ? sql`null` : sortKeyOf(filters, top.order)} as sort_key
      from product_search as found
      where ${foundByWords(filters)}
        and ${allConditions(filters, foundColumns(filters))}
      limit ${COUNTED_EXACTLY_MAX + 1}
    )
    select (select count(*) from judged) as count,
           ${bestOf(top)} as best
  `.execute(db);
  const [chosen] = counted.rows;
  if (chosen === undefined) throw new Error('an aggregate returned no row');
  return chosen;
}

/** The first rows of `judged` by their `sort_key`; null where none are wanted. */
const bestOf = (top: Top | undefined): RawBuilder<unknown> =>
  top === undefined
    ? sql`null`
    : sql`(
        select coalesce(
                 jsonb_agg(
                   jsonb_build_object(
                     'id', first.product_id,
                     'score', ${top.order === 'score' ? sql`first.sort_key` : sql`null`}
                   )
                 ),
                 '[]'
               )
        from (
          select product_id, sort_key
          from judged
          where sort_key is not null
          order by sort_key desc,
                   product_id desc
          limit ${sql.lit(TOP_MAX)}
        ) as first
      )`;

/**
 * One pass over the rows: `failed` names the choices that a row does not meet. A row counts for a
 * facet when it fails none, or only the choice made in that very facet. Rows that are alike are
 * joined before their terms are taken apart, which is most of the work.
 */
async function readCounts(
  db: Database,
  filters: ProductFilters,
  asked: { sample: RawBuilder<unknown>; top: Top | undefined },
): Promise<Counts> {
  const query = countsQuery(filters, asked);
  // With words the index of words is the way in, whichever they are.
  const hasOneWayIn = filters.search !== undefined && filters.collectionIds === undefined;
  const [counts] = hasOneWayIn ? await runKept(db, query) : (await query.execute(db)).rows;
  if (counts === undefined) throw new Error('an aggregate returned no row');
  return counts;
}

function countsQuery(
  filters: ProductFilters,
  { sample, top }: { sample: RawBuilder<unknown>; top: Top | undefined },
): RawBuilder<Counts> {
  const columns = foundColumns(filters);
  return sql<Counts>`
    with judged as materialized (
      select found.option_terms,
             ${columns.available} as available,
             ${columns.price} as price,
             ${failedChoices(filters)} as failed,
             found.product_id,
             ${topKey(filters, top)} as sort_key
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
           ${labelled} as terms,
           ${bestOf(top)} as best
    from alike
  `;
}

/** The terms of `counted` as shops spell them. */
const labelled = sql`
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
  )
`;

/** Rows that fail a choice have none, and are not ranked. */
function topKey(filters: ProductFilters, top: Top | undefined): RawBuilder<unknown> {
  if (top === undefined) return sql`null`;
  const key = sortKeyOf(filters, top.order);
  if (!hasChoices(filters)) return key;
  const chosen = choices(filters, foundColumns(filters)).map(({ condition }) => condition);
  return sql`case when ${together(chosen)} then ${key} end`;
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
