import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { Static } from 'typebox';
import type { catalogRoutes, ProductListQuery } from '../../contract/index.ts';
import { collectionWithDescendants } from './get-collection.ts';
import { listProducts, orderOf, placeOf } from './list-products.ts';
import { productFacets } from './product-facets.ts';
import type { OptionFilter, ProductFilters } from './product-filters.ts';
import { resolveSearch } from './search-expression.ts';

type Query = Static<typeof ProductListQuery>;
type Answer = Static<(typeof catalogRoutes.listProducts.responses)[200]>;

const LIMIT_DEFAULT = 24;
const optionPrefix = 'option.';

/**
 * A page of published products, and their facets when asked for.
 * @throws ContractError `invalid-input`; `not-found` for an unknown collection.
 */
export async function browseProducts(
  db: Database,
  asked: { query: Query; defaultCurrency: string },
): Promise<Answer> {
  const { query } = asked;
  const hasWords = (query.q ?? '').trim() !== '';
  const order = orderOf(query.sort, { hasWords, hasCollection: query.collection !== undefined });
  const place = placeOf(query.cursor, order);
  if (query.priceMin !== undefined && query.priceMax !== undefined)
    if (query.priceMin > query.priceMax)
      throw invalidInput('/query/priceMax', 'is less than priceMin');

  const search = hasWords ? await resolveSearch(db, query.q ?? '') : undefined;
  const filters: ProductFilters = {
    currency: query.currency ?? asked.defaultCurrency,
    // Signs only: an expression without words meets nothing, which is what they find.
    search: hasWords ? (search ?? '') : undefined,
    collectionIds: await collectionIdsOf(db, query.collection),
    options: optionFilters(query),
    priceMin: query.priceMin,
    priceMax: query.priceMax,
    available: query.available,
  };
  const limit = query.limit ?? LIMIT_DEFAULT;
  const page = await listProducts(db, { filters, place, limit });
  return query.facets === true ? { ...page, facets: await productFacets(db, filters) } : page;
}

async function collectionIdsOf(
  db: Database,
  slug: string | undefined,
): Promise<string[] | undefined> {
  if (slug === undefined) return undefined;
  const ids = await collectionWithDescendants(db, slug);
  if (ids.length === 0) throw new ContractError('not-found', { detail: 'no such collection' });
  return ids;
}

/** The contract lets `option.<name>` keys through with one text or a list of texts. */
function optionFilters(query: Query): OptionFilter[] {
  return Object.entries(query)
    .filter(([key]) => key.startsWith(optionPrefix))
    .map(([key, value]: [string, unknown]) => ({
      name: key.slice(optionPrefix.length),
      values: (Array.isArray(value) ? value : [value]).map(String),
    }));
}
