import { type RawBuilder, sql } from 'kysely';
import { optionTerm, termPrefix } from '../domain/option-term.ts';
import { toTsquery } from './search-expression.ts';

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

/** One filter that a facet may leave out: itself. */
export interface Choice {
  key: string;
  condition: RawBuilder<unknown>;
}

/** Keys of facets; that of an option is its term's prefix, which no plain word equals. */
export const priceKey = 'price';
export const availableKey = 'available';

/** The tables that every list reads: product_list as `listed`, its price row as `priced`. */
export const listedProducts = (filters: ProductFilters): RawBuilder<unknown> => sql`
  product_list as listed
  left join product_price as priced
    on priced.product_id = listed.product_id
    and priced.currency = ${filters.currency}
  ${searchJoin(filters)}
`;

/** Search stands in a table of its own, read only where words were asked for. */
export const searchJoin = (filters: ProductFilters): RawBuilder<unknown> =>
  filters.search === undefined
    ? sql``
    : sql`
        join product_search as found
          on found.product_id = listed.product_id
          and found.document @@ ${toTsquery(filters.search ?? '')}
      `;

/** Conditions that facets never leave out. */
export const fixedConditions = (filters: ProductFilters): RawBuilder<unknown>[] =>
  filters.collectionIds === undefined
    ? []
    : [sql`listed.collection_ids && ${filters.collectionIds}::uuid[]`];

/** The shopper's own choices, each under the key of its facet. */
export function choices(filters: ProductFilters): Choice[] {
  const options = filters.options.map(({ name, values }) => ({
    key: termPrefix(name),
    condition: sql`listed.option_terms && ${values.map((value) => optionTerm(name, value))}::text[]`,
  }));
  const bounds = [
    ...(filters.priceMin === undefined ? [] : [sql`priced.price_from >= ${filters.priceMin}`]),
    ...(filters.priceMax === undefined ? [] : [sql`priced.price_from <= ${filters.priceMax}`]),
  ];
  const price: Choice[] =
    bounds.length === 0 ? [] : [{ key: priceKey, condition: together(bounds) }];
  const available: Choice[] =
    filters.available === undefined
      ? []
      : [
          {
            key: availableKey,
            condition: filters.available
              ? sql`priced.available`
              : sql`priced.available is not true`,
          },
        ];
  return [...options, ...price, ...available];
}

/** All conditions of a list, to stand after `where`. */
export const allConditions = (filters: ProductFilters): RawBuilder<unknown> =>
  together([...fixedConditions(filters), ...choices(filters).map(({ condition }) => condition)]);

export const together = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
