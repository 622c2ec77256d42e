import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { ProductListItem, ProductSort } from '../../contract/index.ts';
import { type KeyValue, readCursor, writeCursor } from '../domain/cursor.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';
import {
  allConditions,
  choices,
  listedProducts,
  type ProductFilters,
  together,
} from './product-filters.ts';
import { toTsquery } from './search-expression.ts';

/**
 * The orders that a page can be in. Those by price go on with products that have no price in the
 * currency, in the order of ids: `unpriced`.
 */
const orders = {
  newest: ['timestamp', 'uuid'],
  title: ['text', 'uuid'],
  price: ['integer', 'uuid'],
  '-price': ['integer', 'uuid'],
  unpriced: ['uuid'],
  position: ['integer', 'uuid'],
  score: ['integer', 'uuid'],
} as const;
export type Order = keyof typeof orders;

export interface Place {
  order: Order;
  /** Keys of the last row of the page before; undefined for the first page. */
  keys: KeyValue[] | undefined;
}

interface Row {
  id: string;
  slug: string;
  title: string;
  vendor: string | null;
  image: StoredPicture | null;
  publishedAt: Date;
  priceFrom: number | null;
  priceMax: number | null;
  compareAtFrom: number | null;
  available: boolean;
  sortKey: KeyValue | Date | null;
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

/**
 * Where a page begins.
 * @throws ContractError `invalid-input` for a cursor of another order, or no cursor at all.
 */
export function placeOf(cursor: string | undefined, order: Order): Place {
  if (cursor === undefined) return { order, keys: undefined };
  if (order === 'price')
    return readCursor(cursor, { price: orders.price, unpriced: orders.unpriced });
  if (order === '-price')
    return readCursor(cursor, { '-price': orders['-price'], unpriced: orders.unpriced });
  const { keys } = readCursor(cursor, { [order]: orders[order] });
  return { order, keys };
}

/** One page and its end. Reads at most `limit + 1` rows from where the last page ended. */
export async function listProducts(
  db: Database,
  asked: { filters: ProductFilters; place: Place; limit: number },
): Promise<{ items: ProductListItem[]; nextCursor: string | null }> {
  const { filters, limit, place } = asked;
  const rows = await readRows(db, filters, { ...place, limit: limit + 1 });
  const found = rows.map((row) => ({ row, order: place.order }));
  const isByPrice = place.order === 'price' || place.order === '-price';
  if (isByPrice && found.length <= limit && !asksForPrice(filters)) {
    const order = 'unpriced';
    const rest = await readRows(db, filters, {
      order,
      keys: undefined,
      limit: limit + 1 - found.length,
    });
    found.push(...rest.map((row) => ({ row, order: 'unpriced' as const })));
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ row }) => toItem(row, filters.currency)),
    nextCursor: found.length > limit && last !== undefined ? endOf(last.order, last.row) : null,
  };
}

/** Products without a price meet no filter that needs one. */
const asksForPrice = (filters: ProductFilters): boolean =>
  filters.priceMin !== undefined || filters.priceMax !== undefined || filters.available === true;

function endOf(order: Order, row: Row): string {
  if (order === 'unpriced') return writeCursor(order, [row.id]);
  const key = row.sortKey instanceof Date ? row.sortKey.toISOString() : (row.sortKey ?? 0);
  return writeCursor(order, [key, row.id]);
}

function toItem(row: Row, currency: string): ProductListItem {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    vendor: row.vendor,
    image: toPictureOrNull(row.image),
    price: money(row.priceFrom),
    priceMax: money(row.priceMax),
    compareAtPrice: money(row.compareAtFrom),
    available: row.available,
    publishedAt: row.publishedAt.toISOString(),
  };
}

async function readRows(
  db: Database,
  filters: ProductFilters,
  page: Place & { limit: number },
): Promise<Row[]> {
  const { key, isDescending, sources, condition } = orderingOf(filters, page.order);
  const direction = isDescending ? sql`desc` : sql`asc`;
  const found = await sql<Row>`
    select listed.product_id as id,
           listed.slug,
           listed.title,
           listed.vendor,
           listed.image,
           listed.published_at as "publishedAt",
           priced.price_from as "priceFrom",
           priced.price_max as "priceMax",
           priced.compare_at_from as "compareAtFrom",
           coalesce(priced.available, false) as available,
           ${key ?? sql`null`} as "sortKey"
    from ${sources}
    where ${condition}
      and ${afterLast(page, key, isDescending)}
    order by ${key === undefined ? sql`` : sql`${key} ${direction},`}
             listed.product_id ${direction}
    limit ${page.limit}
  `.execute(db);
  return found.rows;
}

interface Ordering {
  /** Undefined: by id alone. */
  key: RawBuilder<unknown> | undefined;
  isDescending: boolean;
  sources: RawBuilder<unknown>;
  condition: RawBuilder<unknown>;
}

function orderingOf(filters: ProductFilters, order: Order): Ordering {
  const condition = allConditions(filters);
  const plain = { sources: listedProducts(filters), condition };
  const priced = { ...plain, condition: sql`${condition} and priced.price_from is not null` };
  const price = sql`priced.price_from`;
  switch (order) {
    case 'newest':
      return { ...plain, key: sql`listed.published_at`, isDescending: true };
    case 'title':
      return { ...plain, key: sql`listed.title_key`, isDescending: false };
    case 'price':
      return { ...priced, key: price, isDescending: false };
    case '-price':
      return { ...priced, key: price, isDescending: true };
    case 'unpriced':
      return {
        ...plain,
        key: undefined,
        isDescending: false,
        condition: sql`${condition} and priced.product_id is null`,
      };
    case 'position': {
      // The join says who is a member; asking twice would hide the index of positions.
      const sources = sql`${plain.sources} ${memberJoin(filters)}`;
      const chosen = together(choices(filters).map((choice) => choice.condition));
      return { key: sql`member.position`, isDescending: false, sources, condition: chosen };
    }
    case 'score':
      return { ...plain, key: scoreOf(filters), isDescending: true };
  }
}

/** Members of collections below the asked one come after its own. */
function memberJoin(filters: ProductFilters): RawBuilder<unknown> {
  const [own, ...below] = filters.collectionIds ?? [];
  const members =
    below.length === 0
      ? sql`
          select product_id, position
          from collection_product
          where collection_id = ${own}
        `
      : sql`
          select product_id,
                 min(case when collection_id = ${own} then position else 2147483647 end) as position
          from collection_product
          where collection_id = any(${filters.collectionIds}::uuid[])
          group by product_id
        `;
  return sql`join (${members}) as member on member.product_id = listed.product_id`;
}

/**
 * Weights from description to title, in millionths: an integer compares exactly with the one in a
 * cursor. The rank is divided by a measure of the document's length, so that a long description
 * does not win over a title.
 */
const scoreOf = (filters: ProductFilters): RawBuilder<unknown> => sql`
  round(
    1000000 * ts_rank(
      '{0.05, 0.2, 0.4, 1.0}', found.document, ${toTsquery(filters.search ?? '')}, 1
    )
  )::integer
`;

function afterLast(
  page: Place,
  key: RawBuilder<unknown> | undefined,
  isDescending: boolean,
): RawBuilder<unknown> {
  if (page.keys === undefined) return sql`true`;
  const [first, second] = page.keys;
  if (key === undefined) return sql`listed.product_id > ${first}::uuid`;
  const last = sql`(${casts[orders[page.order][0]](first)}, ${second}::uuid)`;
  return isDescending
    ? sql`(${key}, listed.product_id) < ${last}`
    : sql`(${key}, listed.product_id) > ${last}`;
}

const casts = {
  timestamp: (value: KeyValue | undefined) => sql`${value}::timestamptz(3)`,
  text: (value: KeyValue | undefined) => sql`${value}::text`,
  integer: (value: KeyValue | undefined) => sql`${value}::bigint`,
  uuid: (value: KeyValue | undefined) => sql`${value}::uuid`,
};
