import { type RawBuilder, sql } from 'kysely';
import type { KeyValue } from '../domain/cursor.ts';
import type { PlacedId } from '../domain/product-briefs.ts';
import { type PlacedRow, shownColumns } from './listed-row.ts';
import {
  allConditions,
  foundByWords,
  foundColumns,
  onceTsquery,
  type ProductFilters,
} from './product-filters.ts';

/** The orders of what is found by words: by relevance, or the newest first. */
export type FoundOrder = 'score' | 'recent';

/**
 * How found products come into their order: all of them `sorted`, or the newest `walked` one after
 * the other until the page is full. Both give the same page.
 */
export type WayThrough = 'sorted' | 'walked';

interface Page {
  order: FoundOrder;
  keys: KeyValue[] | undefined;
  limitSql: RawBuilder<unknown>;
}

/**
 * A page of what is found. It is chosen by the narrow rows of search alone; what a list shows is
 * read of the page's products only.
 */
export function foundPage(
  filters: ProductFilters,
  page: Page & { way: WayThrough },
): RawBuilder<PlacedRow> {
  const isWalked = page.order === 'recent' && page.way === 'walked';
  const chosen = isWalked ? walked(filters, page) : sorted(filters, page);
  return shownInOrder(filters, { chosen, order: page.order });
}

/** The same of products that are known to be the first ones. */
export function placedPage(
  filters: ProductFilters,
  { order, first }: { order: FoundOrder; first: readonly PlacedId[] },
): RawBuilder<PlacedRow> {
  const chosen = sql`
    select product_id,
           sort_key
    from unnest(
      ${first.map(({ id }) => id)}::uuid[],
      ${first.map(({ sortKey }) => sortKey)}::bigint[]
    ) as first (product_id, sort_key)
  `;
  return shownInOrder(filters, { chosen, order });
}

/** Each product is looked up by itself, also by a plan that was kept while the shop was empty. */
function shownInOrder(
  { currency }: ProductFilters,
  { chosen, order }: { chosen: RawBuilder<unknown>; order: FoundOrder },
): RawBuilder<PlacedRow> {
  const key = order === 'score' ? sql`chosen.sort_key` : sql`listed.published_at`;
  return sql<PlacedRow>`
    select ${shownColumns},
           ${key} as "sortKey"
    from (${chosen}) as chosen
    cross join lateral (
      select *
      from product_list
      where product_id = chosen.product_id
      limit 1
    ) as listed
    left join lateral (
      select price_from, price_max, compare_at_from, available
      from product_price
      where product_id = chosen.product_id
        and currency = ${currency}
      limit 1
    ) as priced on true
    order by ${key} desc,
             chosen.product_id desc
  `;
}

const sorted = (filters: ProductFilters, page: Page): RawBuilder<unknown> => sql`
  select keyed.product_id,
         keyed.sort_key
  from (
    select found.product_id,
           ${sortKeyOf(filters, page.order)} as sort_key
    from product_search as found
    where ${foundByWords(filters)}
      and ${allConditions(filters, foundColumns(filters))}
    offset 0
  ) as keyed
  where ${afterLast(page, sql`keyed.sort_key`, sql`keyed.product_id`)}
  order by keyed.sort_key desc,
           keyed.product_id desc
  limit ${page.limitSql}
`;

/** `is true` keeps the planner from any index but that of the newest. */
const walked = (filters: ProductFilters, page: Page): RawBuilder<unknown> => sql`
  select found.product_id,
         found.published_at as sort_key
  from product_search as found
  where found.published_at is not null
    and (
      ${foundByWords(filters)}
      and ${allConditions(filters, foundColumns(filters))}
    ) is true
    and ${afterLast(page, sql`found.published_at`, sql`found.product_id`)}
  order by found.published_at desc,
           found.product_id desc
  limit ${page.limitSql}
`;

function afterLast(
  { keys, order }: Page,
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (keys === undefined) return sql`true`;
  const [last, lastId] = keys;
  const cast = order === 'score' ? sql`bigint` : sql`timestamptz(3)`;
  return sql`(${key}, ${id}) < (${last}::${cast}, ${lastId}::uuid)`;
}

/** What a row of product_search as `found` is sorted by. */
export const sortKeyOf = (filters: ProductFilters, order: FoundOrder): RawBuilder<unknown> =>
  order === 'score' ? scoreOf(filters) : sql`found.published_at`;

/**
 * Weights from description to title, in millionths: an integer compares exactly with the one in a
 * cursor. The rank is divided by a measure of the document's length, so that a long description
 * does not win over a title.
 */
const scoreOf = (filters: ProductFilters): RawBuilder<unknown> => sql`
  round(
    1000000 * ts_rank(
      '{0.05, 0.2, 0.4, 1.0}', found.document, ${onceTsquery(filters.search ?? '')}, 1
    )
  )::integer
`;
