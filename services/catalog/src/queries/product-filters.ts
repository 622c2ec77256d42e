import { type RawBuilder, sql } from 'kysely';
import { optionTerm } from '../domain/option-term.ts';
import { type BriefChoices, optionKey } from '../domain/product-briefs.ts';

export interface OptionFilter {
  name: string;
  /** Any of these. */
  values: string[];
}

/** What narrows a list of products; everything but `currency` may be absent. */
export interface ProductFilters {
  currency: string;
  /** A tsquery. */
  search: string | undefined;
  /** The asked collection first, then those below it. */
  collectionIds: string[] | undefined;
  options: OptionFilter[];
  priceMin: number | undefined;
  priceMax: number | undefined;
  available: boolean | undefined;
}

/**
 * Where a condition finds what it judges: in the tables of lists, or in the one row that search has
 * of a product. Both say the same, and so does a brief.
 */
interface Columns {
  terms: RawBuilder<unknown>;
  collectionIds: RawBuilder<unknown>;
  price: RawBuilder<unknown>;
  available: RawBuilder<unknown>;
}

/** Columns of `listed` and `priced`. */
export const listedColumns: Columns = {
  terms: sql`listed.option_terms`,
  collectionIds: sql`listed.collection_ids`,
  price: sql`priced.price_from`,
  available: sql`priced.available`,
};

/** Columns of `found`, a row of product_search. */
export const foundColumns = ({ currency }: ProductFilters): Columns => ({
  terms: sql`found.option_terms`,
  collectionIds: sql`found.collection_ids`,
  price: sql`(found.prices -> ${currency}::text ->> 'from')::bigint`,
  available: sql`(found.prices -> ${currency}::text ->> 'available')::boolean`,
});

/** The tables that every list shows: product_list as `listed`, its price row as `priced`. */
export const listedProducts = ({ currency }: ProductFilters): RawBuilder<unknown> => sql`
  product_list as listed
  left join product_price as priced
    on priced.product_id = listed.product_id
    and priced.currency = ${currency}
`;

/** The expression as a query whose words are stemmed as those of products are. */
export const toTsquery = (expression: string): RawBuilder<unknown> =>
  sql`to_tsquery('catalog_words', ${expression})`;

/**
 * The same, made once for a statement whose plan is kept: there it would be made for each row. Its
 * words are then unknown to the planner.
 */
export const onceTsquery = (expression: string): RawBuilder<unknown> =>
  sql`(select ${toTsquery(expression)})`;

/** Published products with the words; to stand after `where` with a row `found`. */
export const foundByWords = (
  { search }: ProductFilters,
  queryOf: typeof toTsquery = onceTsquery,
): RawBuilder<unknown> =>
  search === undefined
    ? sql`found.published_at is not null`
    : sql`found.document @@ ${queryOf(search)} and found.published_at is not null`;

/** Samples of one product in 2^level that have an index of their own. */
export const sampleLevels = [3, 5, 7, 9, 11, 13] as const;
export type SampleLevel = (typeof sampleLevels)[number];

/** Rows of a sample; as literals, for only so does PostgreSQL know the index that they mean. */
export const inSample = (level: SampleLevel): RawBuilder<unknown> =>
  sql`found.samples @> array[${sql.lit(level)}]::smallint[]`;

/** Conditions that facets never leave out. */
export const fixedConditions = (
  { collectionIds }: ProductFilters,
  columns: Columns,
): RawBuilder<unknown>[] =>
  collectionIds === undefined ? [] : [sql`${columns.collectionIds} && ${collectionIds}::uuid[]`];

/** The shopper's own choices. */
export function choices(filters: ProductFilters, columns: Columns): RawBuilder<unknown>[] {
  const { available, priceMax, priceMin } = filters;
  return [
    ...filters.options.map((option) => sql`${columns.terms} && ${termsOf(option)}::text[]`),
    ...(priceMin === undefined ? [] : [sql`${columns.price} >= ${priceMin}`]),
    ...(priceMax === undefined ? [] : [sql`${columns.price} <= ${priceMax}`]),
    ...(available === undefined
      ? []
      : [available ? columns.available : sql`${columns.available} is not true`]),
  ];
}

const termsOf = ({ name, values }: OptionFilter): string[] =>
  values.map((value) => optionTerm(name, value));

/** The same choices for briefs, of which facets are counted. */
export const briefChoices = (filters: ProductFilters): BriefChoices => ({
  currency: filters.currency,
  options: filters.options.map((option) => ({ keys: new Set(termsOf(option).map(optionKey)) })),
  priceMin: filters.priceMin,
  priceMax: filters.priceMax,
  available: filters.available,
});

/** All conditions of a list, to stand after `where`. */
export const allConditions = (filters: ProductFilters, columns: Columns): RawBuilder<unknown> =>
  together([...fixedConditions(filters, columns), ...choices(filters, columns)]);

export const hasChoices = ({ options, priceMin, priceMax, available }: ProductFilters): boolean =>
  options.length > 0 || priceMin !== undefined || priceMax !== undefined || available !== undefined;

export const together = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
