import { listPage } from '@cartwright/contract';
import { type RawBuilder, sql } from 'kysely';
import type { ProductListItem, ProductSort } from '../../contract/index.ts';
import { type KeyValue, readCursor, writeCursor } from '../domain/cursor.ts';
import { type FoundOrder, foundPage, type WayThrough } from './found-pages.ts';
import { type ListedRow, type PlacedRow, shownColumns, toItem } from './listed-row.ts';
import type { SearchParts } from './match-estimates.ts';
import { isForNewest, type NewestPage } from './newest-reader.ts';
import {
  allConditions,
  choices,
  foundByWords,
  hasChoices,
  listedColumns,
  listedProducts,
  type ProductFilters,
  together,
  toTsquery,
} from './product-filters.ts';
import { runAnew, runKept } from './run-kept.ts';

/**
 * The orders that a page can be in. Some go on in another one where they end: those by price with
 * products that have no price in the currency (`unpriced`), and a collection's own with members of
 * the collections below it (`below`), both in the order of ids. What fits a great many products is
 * shown newest first (`recent`), because ranking reads all that it ranks.
 */
const orders = {
  newest: ['timestamp', 'uuid'],
  title: ['text', 'uuid'],
  price: ['integer', 'uuid'],
  '-price': ['integer', 'uuid'],
  unpriced: ['uuid'],
  position: ['integer', 'uuid'],
  below: ['uuid'],
  score: ['integer', 'uuid'],
  recent: ['timestamp', 'uuid'],
} as const;
export type Order = keyof typeof orders;

/** Of the API; the contract allows up to 100. */
export const LIMIT_DEFAULT = 24;

export interface Place {
  order: Order;
  /** Keys of the last row of the page before; undefined for the first page. */
  keys: KeyValue[] | undefined;
}

/** The order that a sort means here: relevance is a score, a collection's own order, or newest. */
export function orderOf(
  sort: ProductSort | undefined,
  asked: { hasWords: boolean; hasCollection: boolean },
): Order {
  if (sort !== undefined && sort !== 'relevance') return sort;
  if (asked.hasWords) return 'score';
  return asked.hasCollection ? 'position' : 'newest';
}

/** In which order a list may be read on: where the first one ends, or in its place. */
const orderAfter: Partial<Record<Order, Order>> = {
  price: 'unpriced',
  '-price': 'unpriced',
  position: 'below',
  score: 'recent',
};

/**
 * Where a page begins.
 * @throws ContractError `invalid-input` for a cursor of another order, or no cursor at all.
 */
export function placeOf(cursor: string | undefined, order: Order): Place {
  if (cursor === undefined) return { order, keys: undefined };
  const onward = orderAfter[order];
  if (onward !== undefined) {
    const read = readCursor(cursor, { [order]: orders[order], [onward]: orders[onward] });
    return { order: read.order === onward ? onward : order, keys: read.keys };
  }
  const { keys } = readCursor(cursor, { [order]: orders[order] });
  return { order, keys };
}

export interface ListParts extends SearchParts {
  readNewest: (page: NewestPage) => Promise<ListedRow[] | null>;
  /** Lists that may read the whole shop: together they hold one of catalog's few connections. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** One page of a list, and where the next one begins. */
interface ListedPage {
  items: ProductListItem[];
  nextCursor: string | null;
}

/**
 * One page and its end. Reads at most `limit + 1` rows from where the last page ended; `way` is for
 * what is found by words. `first` are the page's rows and the next where they were read already.
 */
export async function listProducts(
  parts: ListParts,
  asked: {
    filters: ProductFilters;
    place: Place;
    limit: number;
    way?: WayThrough | undefined;
    first?: readonly PlacedRow[] | undefined;
  },
): Promise<ListedPage> {
  const { first, filters, limit, place, way = 'sorted' } = asked;
  const page = { ...place, way, limit: limit + 1 };
  const rows =
    first ?? (await readNewestRows(parts, filters, page)) ?? (await readRows(parts, filters, page));
  const found = rows.map((row) => ({ row, order: place.order }));
  const order = goesOnIn(place.order, filters);
  if (found.length <= limit && order !== undefined) {
    const more = { order, way, keys: undefined, limit: limit + 1 - found.length };
    const rest = await readRows(parts, filters, more);
    found.push(...rest.map((row) => ({ row, order })));
  }
  const { items, nextCursor } = listPage(found, limit, ({ order, row }) => endOf(order, row));
  return { items: items.map(({ row }) => toItem(row, filters.currency)), nextCursor };
}

/** Whether a list comes in one of the orders of what is found by words. */
export const isFoundOrder = (order: Order): order is FoundOrder =>
  order === 'score' || order === 'recent';

function goesOnIn(order: Order, filters: ProductFilters): Order | undefined {
  if (order === 'price' || order === '-price')
    return asksForPrice(filters) ? undefined : 'unpriced';
  if (order === 'position') return (filters.collectionIds ?? []).length > 1 ? 'below' : undefined;
  return undefined;
}

/** Products without a price meet no filter that needs one. */
const asksForPrice = (filters: ProductFilters): boolean =>
  filters.priceMin !== undefined || filters.priceMax !== undefined || filters.available === true;

function endOf(order: Order, row: PlacedRow): string {
  if (order === 'unpriced' || order === 'below') return writeCursor(order, [row.id]);
  const key = row.sortKey instanceof Date ? row.sortKey.toISOString() : (row.sortKey ?? 0);
  return writeCursor(order, [key, row.id]);
}

async function readNewestRows(
  { readNewest }: ListParts,
  filters: ProductFilters,
  { order, keys, limit }: Place & { limit: number },
): Promise<PlacedRow[] | undefined> {
  if (order !== 'newest' || !isForNewest(filters)) return undefined;
  const { currency, priceMin, priceMax, available } = filters;
  const [publishedAt, id] = keys ?? [];
  const after =
    keys === undefined ? undefined : { publishedAt: String(publishedAt), id: String(id) };
  const narrowed = { currency, priceMin, priceMax, available };
  const rows = await readNewest({ ...narrowed, after, rowsMax: limit });
  return rows?.map((row) => ({ ...row, sortKey: row.publishedAt }));
}

/** Statements of pages of the usual size are kept by each connection. */
const KEPT_LIMIT = LIMIT_DEFAULT + 1;

async function readRows(
  { db, inTurn }: ListParts,
  filters: ProductFilters,
  page: Place & { limit: number; way: WayThrough },
): Promise<PlacedRow[]> {
  const { order } = page;
  const isKept = mayBeKept(filters, page);
  const known = { ...page, limitSql: isKept ? sql.lit(page.limit) : sql`${page.limit}` };
  const query = isFoundOrder(order)
    ? foundPage(filters, { ...known, order })
    : orderedPage(filters, known);
  const run = () => (isKept ? runKept(db, query) : runAnew(db, query));
  return mayReadAll(filters, order) ? inTurn(run) : run();
}

/**
 * Whether a page may look at every product before it is full: no index is of its order and its
 * conditions together, and a stranger can choose conditions that few products or none meet.
 */
function mayReadAll(filters: ProductFilters, order: Order): boolean {
  if (hasChoices(filters) || order === 'unpriced') return true;
  const isOfCollection = order === 'position' || order === 'below';
  return (
    (filters.search !== undefined && !isFoundOrder(order)) ||
    (filters.collectionIds !== undefined && !isFoundOrder(order) && !isOfCollection)
  );
}

/**
 * Whether one plan fits all such pages: there is but one way to read them. Else each word or choice
 * gets a plan of its own, since some are of many products and some of few; PostgreSQL does so where
 * the limit is a value.
 */
function mayBeKept(filters: ProductFilters, page: { order: Order; limit: number }): boolean {
  const isPlain = filters.search === undefined && !hasChoices(filters);
  return page.limit === KEPT_LIMIT && (isFoundOrder(page.order) || isPlain);
}

interface Page extends Place {
  limit: number;
  limitSql: RawBuilder<unknown>;
}

function orderedPage(filters: ProductFilters, page: Page): RawBuilder<PlacedRow> {
  const { key, isDescending, sources, condition, id = listedId } = orderingOf(filters, page);
  const direction = isDescending ? sql`desc` : sql`asc`;
  return sql<PlacedRow>`
    select ${shownColumns},
           ${key ?? sql`null`} as "sortKey"
    from ${sources}
    where ${condition}
      and ${afterLast(page, { key, id, isDescending })}
    order by ${key === undefined ? sql`` : sql`${key} ${direction},`}
             ${id} ${direction}
    limit ${page.limitSql}
  `;
}

const listedId = sql`listed.product_id`;

interface Ordering {
  /** Undefined: by id alone. */
  key: RawBuilder<unknown> | undefined;
  /** The product's id in the table of the key, since an index serves columns of one table. */
  id?: RawBuilder<unknown>;
  isDescending: boolean;
  sources: RawBuilder<unknown>;
  condition: RawBuilder<unknown>;
}

function orderingOf(filters: ProductFilters, page: Page): Ordering {
  const searched =
    filters.search === undefined
      ? sql``
      : sql`
          join product_search as found
            on found.product_id = listed.product_id
            and ${foundByWords(filters, toTsquery)}
        `;
  const condition = allConditions(filters, listedColumns);
  const plain = { sources: sql`${listedProducts(filters)} ${searched}`, condition };
  const priced = { ...plain, condition: sql`${condition} and priced.price_from is not null` };
  const byPrice = { ...priced, key: sql`priced.price_from`, id: sql`priced.product_id` };
  switch (page.order) {
    case 'newest':
      return { ...plain, key: sql`listed.published_at`, isDescending: true };
    case 'title':
      return { ...plain, key: sql`listed.title_key`, isDescending: false };
    case 'price':
      return { ...byPrice, isDescending: false };
    case '-price':
      return { ...byPrice, isDescending: true };
    case 'unpriced':
      return {
        ...plain,
        key: undefined,
        isDescending: false,
        condition: sql`${condition} and priced.product_id is null`,
      };
    case 'position':
    case 'below':
      return memberOrdering(filters, page, plain.sources);
    case 'score':
    case 'recent':
      throw new Error('a page of what is found has a query of its own');
  }
}

/**
 * Members of one collection by their positions; then those of the collections below it that are not
 * its own. Of each collection below no more is read than the page may need.
 */
function memberOrdering(filters: ProductFilters, page: Page, plain: RawBuilder<unknown>): Ordering {
  const [own, ...below] = filters.collectionIds ?? [];
  // The join says who is a member; asking twice would hide the index of positions.
  const chosen = together(choices(filters, listedColumns));
  if (page.order === 'position')
    return {
      key: sql`member.position`,
      id: sql`member.product_id`,
      isDescending: false,
      condition: sql`${chosen} and member.collection_id = ${own}`,
      sources: sql`${plain}
        join collection_product as member on member.product_id = listed.product_id`,
    };
  const after = page.keys?.[0] ?? '00000000-0000-0000-0000-000000000000';
  const members = sql`
    select distinct nearest.product_id
    from unnest(${below}::uuid[]) as below (id)
    cross join lateral (
      select member.product_id
      from collection_product as member
      join ${plain} on listed.product_id = member.product_id
      where member.collection_id = below.id
        and member.product_id > ${after}::uuid
        and ${chosen}
        and not exists (
          select
          from collection_product as own
          where own.collection_id = ${own}
            and own.product_id = member.product_id
        )
      order by member.product_id
      limit ${page.limitSql}
    ) as nearest
  `;
  return {
    key: undefined,
    isDescending: false,
    condition: sql`true`,
    sources: sql`${plain} join (${members}) as member on member.product_id = listed.product_id`,
  };
}

function afterLast(
  page: Place,
  by: { key: RawBuilder<unknown> | undefined; id: RawBuilder<unknown>; isDescending: boolean },
): RawBuilder<unknown> {
  if (page.keys === undefined) return sql`true`;
  const [first, second] = page.keys;
  if (by.key === undefined) return sql`${by.id} > ${first}::uuid`;
  const last = sql`(${casts[orders[page.order][0]](first)}, ${second}::uuid)`;
  return by.isDescending
    ? sql`(${by.key}, ${by.id}) < ${last}`
    : sql`(${by.key}, ${by.id}) > ${last}`;
}

const casts = {
  timestamp: (value: KeyValue | undefined) => sql`${value}::timestamptz(3)`,
  text: (value: KeyValue | undefined) => sql`${value}::text`,
  integer: (value: KeyValue | undefined) => sql`${value}::bigint`,
  uuid: (value: KeyValue | undefined) => sql`${value}::uuid`,
};
