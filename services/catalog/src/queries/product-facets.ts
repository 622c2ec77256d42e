import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { COUNTED_EXACTLY_MAX, type Facets } from '../../contract/index.ts';
import {
  type FoundOrder,
  firstOfJudged,
  type JsonRow,
  rowsOfJson,
  sortKeyOf,
} from './found-pages.ts';
import { LIMIT_DEFAULT } from './list-products.ts';
import type { PlacedRow } from './listed-row.ts';
import { type MatchEstimates, rememberTooMany, type SearchParts } from './match-estimates.ts';
import {
  allConditions,
  availableKey,
  type Choice,
  choices,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  inSample,
  type ProductFilters,
  priceKey,
  sampleLevels,
  together,
} from './product-filters.ts';
import { runAnew, runKept } from './run-kept.ts';

/** At most so many rows, at least a quarter: a half of 1,000 is right to 3 %, a tenth to 10 %. */
const SAMPLED_ROWS_MAX = 2_400;
const TERMS_MAX = 1_000;
/** The usual page and the longest, with the next row: statements are kept by their text. */
const pageSizes = [LIMIT_DEFAULT + 1, 101] as const;
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
  first: JsonRow[] | null;
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
 * number of rows: all of them where that are few, else a sample. The `first` rows are undefined
 * where no `top` is wanted, or not all that is chosen was looked at.
 */
export async function productFacets(
  parts: SearchParts,
  filters: ProductFilters,
  { estimates, top }: { estimates: MatchEstimates; top: Top | undefined },
): Promise<{ facets: Facets; first: PlacedRow[] | undefined }> {
  const { db } = parts;
  if (estimates.all <= COUNTED_ESTIMATE_MAX) {
    const counts = await readCounts(db, filters, { sample: sql`true`, top });
    if (counts.judged <= COUNTED_EXACTLY_MAX)
      return { facets: toFacets(filters, counts, 1), first: firstOf(counts, top) };
    rememberTooMany(parts, filters, 'all');
  }
  const [facets, chosen] = await Promise.all([
    sampledFacets(db, filters, estimates.all),
    hasChoices(filters) && isCounted(estimates) ? countChosen(db, filters, top) : undefined,
  ]);
  if (chosen === undefined) return { facets, first: undefined };
  if (chosen.count <= COUNTED_EXACTLY_MAX) {
    const exact = { total: chosen.count, totalIsEstimate: false };
    return { facets: { ...facets, ...exact }, first: firstOf(chosen, top) };
  }
  rememberTooMany(parts, filters, 'chosen');
  return { facets, first: undefined };
}

async function sampledFacets(
  db: Database,
  filters: ProductFilters,
  matches: number,
): Promise<Facets> {
  for (const level of sampleLevels) {
    if (level < 13 && matches / 2 ** level > SAMPLED_ROWS_MAX) continue;
    const counts = await readCounts(db, filters, { sample: inSample(level), top: undefined });
    // Where there are far more than was thought, a sample is cut off, and the next is a quarter.
    if (counts.judged <= COUNTED_EXACTLY_MAX || level === 13)
      return toFacets(filters, counts, 2 ** level);
  }
  throw new Error('there is a smallest sample');
}

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
): Promise<{ count: number; first: JsonRow[] | null }> {
  const query = sql<{ count: number; first: JsonRow[] | null }>`
    with judged as materialized (
      select found.product_id,
             ${top === undefined ? sql`null` : sortKeyOf(filters, top.order)} as sort_key
      from product_search as found
      where ${foundByWords(filters)}
        and ${allConditions(filters, foundColumns(filters))}
      limit ${sql.lit(COUNTED_EXACTLY_MAX + 1)}
    )
    select (select count(*) from judged) as count,
           ${firstSql(filters, top)} as first
  `;
  const [chosen] = await (hasOneWayIn(filters) ? runKept : runAnew)(db, query);
  if (chosen === undefined) throw new Error('an aggregate returned no row');
  return chosen;
}

const firstSql = (filters: ProductFilters, top: Top | undefined): RawBuilder<unknown> => {
  if (top === undefined) return sql`null`;
  const limit = pageSizes.find((size) => size >= top.limit) ?? top.limit;
  return firstOfJudged(filters, { order: top.order, limit });
};

const firstOf = (
  { first }: { first: JsonRow[] | null },
  top: Top | undefined,
): PlacedRow[] | undefined =>
  first === null || top === undefined
    ? undefined
    : rowsOfJson(first.slice(0, top.limit), top.order);

/** With words the index of words is the way in, whichever they are. */
const hasOneWayIn = ({ search, collectionIds }: ProductFilters): boolean =>
  search !== undefined && collectionIds === undefined;

/**
 * One pass over the rows: `failed` tells which choice a row does not meet. A row counts for a facet
 * when it fails none, or only the choice made in that very facet. Rows that are alike are joined
 * before their terms are taken apart, which is most of the work.
 */
async function readCounts(
  db: Database,
  filters: ProductFilters,
  asked: { sample: RawBuilder<unknown>; top: Top | undefined },
): Promise<Counts> {
  const query = countsQuery(filters, asked);
  const [counts] = await (hasOneWayIn(filters) ? runKept : runAnew)(db, query);
  if (counts === undefined) throw new Error('an aggregate returned no row');
  return counts;
}

function countsQuery(
  filters: ProductFilters,
  { sample, top }: { sample: RawBuilder<unknown>; top: Top | undefined },
): RawBuilder<Counts> {
  const columns = foundColumns(filters);
  const failures = possibleFailures(filters);
  return sql<Counts>`
    with judged as ${top === undefined ? sql`not materialized` : sql`materialized`} (
      select found.option_terms,
             ${columns.available} as available,
             ${columns.price} as price,
             ${failedOf(failures)} as failed,
             found.product_id,
             ${topKey(filters, top)} as sort_key
      from product_search as found
      where ${foundByWords(filters)}
        and ${together(fixedConditions(filters, columns))}
        and ${sample}
      limit ${sql.lit(COUNTED_EXACTLY_MAX + 1)}
    ), alike as materialized (
      select option_terms,
             failed,
             count(*) as count,
             count(*) filter (where available) as available,
             min(price) as price_min,
             max(price) as price_max
      from judged
      group by option_terms, failed
    ), counted as (
      select term,
             sum(count)::bigint as count
      from alike
      cross join unnest(option_terms) as term
      where ${termCounts(failures)}
      group by term
      order by count desc,
               term
      limit ${sql.lit(TERMS_MAX)}
    )
    select coalesce(sum(count), 0)::bigint as judged,
           coalesce(sum(count) filter (where failed = 0), 0)::bigint as total,
           coalesce(sum(available) filter (
             where ${failsOnly(failures, availableKey)}
           ), 0)::bigint as available,
           coalesce(sum(count - available) filter (
             where ${failsOnly(failures, availableKey)}
           ), 0)::bigint as "soldOut",
           min(price_min) filter (where ${failsOnly(failures, priceKey)}) as "priceMin",
           max(price_max) filter (where ${failsOnly(failures, priceKey)}) as "priceMax",
           ${labelled} as terms,
           ${firstSql(filters, top)} as first
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

/** A choice that a row may fail; the numbers of two together are that of no other. */
interface Failure extends Choice {
  number: number;
}

function possibleFailures(filters: ProductFilters): Failure[] {
  const made = choices(filters, foundColumns(filters));
  return made.map((choice, index) => ({ ...choice, number: made.length + index }));
}

/** 0 for a row that meets all choices, the number of the one that it fails, or a larger one. */
const failedOf = (failures: readonly Failure[]): RawBuilder<unknown> =>
  failures.length === 0
    ? sql.lit(0)
    : sql.join(
        failures.map(
          ({ condition, number }) => sql`case when ${condition} then 0 else ${sql.lit(number)} end`,
        ),
        sql` + `,
      );

const failsOnly = (failures: readonly Failure[], key: string): RawBuilder<unknown> => {
  const own = failures.filter((failure) => failure.key === key);
  return sql`failed in (${sql.join([0, ...own.map(({ number }) => number)].map(sql.lit))})`;
};

/** Terms of rows that meet all choices, and of its own name where they fail the choice of one. */
const termCounts = (failures: readonly Failure[]): RawBuilder<unknown> => {
  const own = failures.filter(({ key }) => key !== priceKey && key !== availableKey);
  const conditions = own.map(
    ({ key, number }) => sql`failed = ${sql.lit(number)} and starts_with(term, ${key})`,
  );
  return sql.join([sql`failed = 0`, ...conditions], sql` or `);
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
