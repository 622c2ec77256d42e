import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { catalogRoutes, ProductListQuery } from '../../contract/index.ts';
import type { WayThrough } from './found-pages.ts';
import { collectionWithDescendants } from './get-collection.ts';
import {
  isFoundOrder,
  LIMIT_DEFAULT,
  type ListParts,
  listProducts,
  orderOf,
  type Place,
  placeOf,
} from './list-products.ts';
import type { PlacedRow } from './listed-row.ts';
import { estimateMatches, type MatchEstimates } from './match-estimates.ts';
import { isCounted, productFacets } from './product-facets.ts';
import type { OptionFilter, ProductFilters } from './product-filters.ts';
import { readSearch } from './search-expression.ts';

type Query = Static<typeof ProductListQuery>;
type Answer = Static<(typeof catalogRoutes.listProducts.responses)[200]>;

const optionPrefix = 'option.';

/**
 * A page of published products, and their facets when asked for.
 * @throws ContractError `invalid-input`; `not-found` for an unknown collection.
 */
export async function browseProducts(
  parts: ListParts,
  asked: { query: Query; defaultCurrency: string },
): Promise<Answer> {
  const { db } = parts;
  const { query } = asked;
  const hasWords = (query.q ?? '').trim() !== '';
  const order = orderOf(query.sort, { hasWords, hasCollection: query.collection !== undefined });
  const place = placeOf(query.cursor, order);
  if (query.priceMin !== undefined && query.priceMax !== undefined)
    if (query.priceMin > query.priceMax)
      throw invalidInput('/query/priceMax', 'is less than priceMin');

  const search = hasWords
    ? await readSearch(db, query.q ?? '', { isTyping: false, memory: parts.memory })
    : undefined;
  const filters: ProductFilters = {
    currency: query.currency ?? asked.defaultCurrency,
    // Signs only: an expression without words meets nothing, which is what they find.
    search: search === undefined ? undefined : (search.expression ?? ''),
    collectionIds: await collectionIdsOf(db, query.collection),
    options: optionFilters(query),
    priceMin: query.priceMin,
    priceMax: query.priceMax,
    available: query.available,
  };
  const page = { place, limit: query.limit ?? LIMIT_DEFAULT, hasFacets: query.facets === true };
  const answer = await readPage(parts, filters, page);
  if (answer.items.length > 0 || search === undefined) return answer;
  const corrected = await search.correct();
  return corrected === undefined
    ? answer
    : readPage(parts, { ...filters, search: corrected }, page);
}

/** So many are ranked: some 2 ms a thousand. What more products have says little about any. */
const RANKED_MAX = 2_000;

async function readPage(
  parts: ListParts,
  filters: ProductFilters,
  page: { place: Place; limit: number; hasFacets: boolean },
): Promise<Answer> {
  const { limit, hasFacets } = page;
  const { keys, order: asked } = page.place;
  if (!isFoundOrder(asked) && !hasFacets)
    return listProducts(parts, { filters, place: page.place, limit });
  const estimates = await estimateMatches(parts, filters);
  // Made up: this list was never ranked, and ranking all of it takes seconds.
  if (asked === 'score' && keys !== undefined && estimates.chosen > 2 * RANKED_MAX)
    throw invalidInput('/query/cursor', 'is not a cursor of this list');
  // A later page goes on in the order of the first one.
  const isTooMany = asked === 'score' && keys === undefined && estimates.chosen > RANKED_MAX;
  const order = isTooMany ? 'recent' : asked;
  const list = async (first?: readonly PlacedRow[]) => {
    const isOpen = order === 'recent' && first === undefined;
    const way = isOpen ? await shorterWay(parts, { filters, estimates, limit }) : undefined;
    return listProducts(parts, { filters, place: { keys, order }, limit, way, first });
  };
  if (!hasFacets) return list();
  if (isFoundOrder(order) && keys === undefined && isCounted(estimates)) {
    const top = { order, limit: limit + 1 };
    const { first, facets } = await productFacets(parts, filters, { estimates, top });
    return { ...(await list(first)), facets };
  }
  const [listed, { facets }] = await Promise.all([
    list(),
    productFacets(parts, filters, { estimates, top: undefined }),
  ]);
  return { ...listed, facets };
}

/**
 * A walk looks at products, the newest first, until a page is full: the rarer a word is, the
 * longer. Rows that lie beside each other take less than half of the time of rows met by words,
 * which are all that the index knows: it does not tell which of them meet a price or can be bought.
 */
async function shorterWay(
  { db, memory }: ListParts,
  asked: { filters: ProductFilters; estimates: MatchEstimates; limit: number },
): Promise<WayThrough> {
  const { estimates, filters, limit } = asked;
  const products = await memory.estimates.read('products', () => countProducts(db));
  const met = filters.options.length === 0 ? estimates.all : estimates.chosen;
  const walked = (0.4 * limit * products) / Math.max(1, estimates.chosen);
  // A table that nobody has analysed yet has -1 rows.
  return products > 0 && walked < met ? 'walked' : 'sorted';
}

async function countProducts(db: Database): Promise<number> {
  const { rows } = await sql<{ products: number }>`
    select reltuples::bigint as products
    from pg_class
    where oid = 'product_search'::regclass
  `.execute(db);
  return rows[0]?.products ?? 0;
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
