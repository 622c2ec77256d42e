import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { catalogRoutes, ProductListQuery } from '../../contract/index.ts';
import { collectionWithDescendants } from './get-collection.ts';
import {
  LIMIT_DEFAULT,
  type ListParts,
  listProducts,
  orderOf,
  type Place,
  placeOf,
} from './list-products.ts';
import { estimateMatches } from './match-estimates.ts';
import { productFacets } from './product-facets.ts';
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

  const search = hasWords ? await readSearch(db, query.q ?? '', { isTyping: false }) : undefined;
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

/** So many are always ranked: some 2 ms a thousand. */
const RANKED_MIN = 2_000;

async function readPage(
  parts: ListParts,
  filters: ProductFilters,
  page: { place: Place; limit: number; hasFacets: boolean },
): Promise<Answer> {
  const { db } = parts;
  const { place, limit, hasFacets } = page;
  // A later page goes on in the order of the first one.
  const isOrderOpen = place.order === 'score' && place.keys === undefined;
  if (!isOrderOpen && !hasFacets) return listProducts(parts, { filters, place, limit });
  const estimates = await estimateMatches(db, filters);
  const isRecent = isOrderOpen && (await isWalkShorter(db, estimates.chosen, limit));
  const order = isRecent ? 'recent' : place.order;
  const [list, facets] = await Promise.all([
    listProducts(parts, { filters, place: { ...place, order }, limit }),
    hasFacets ? productFacets(db, filters, estimates) : undefined,
  ]);
  return facets === undefined ? list : { ...list, facets };
}

/**
 * Whether fewer products are looked at, the newest first, until a page is full than would have to
 * be ranked: what so many have says little about any of them. The rarer it is, the longer the walk.
 */
async function isWalkShorter(db: Database, found: number, limit: number): Promise<boolean> {
  if (found <= RANKED_MIN) return false;
  const { rows } = await sql<{ products: number }>`
    select reltuples::bigint as products
    from pg_class
    where oid = 'product_search'::regclass
  `.execute(db);
  const [{ products } = { products: 0 }] = rows;
  return (limit * products) / found < found;
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
