import { createBatch, type Database, runStatement, statement } from '@cartwright/database';
import { sql } from 'kysely';
import { type ListedRow, shownColumns } from './listed-row.ts';
import type { ProductFilters } from './product-filters.ts';

/** A page of the list of all products, the newest first, narrowed by nothing but these. */
export interface NewestPage {
  currency: string;
  priceMin: number | undefined;
  priceMax: number | undefined;
  available: boolean | undefined;
  /** The last product of the page before; undefined for the first page. */
  after: { publishedAt: string; id: string } | undefined;
  rowsMax: number;
}

/**
 * Reads such a page; null when so few of the newest products meet its conditions that there may be
 * a shorter way to find them.
 */
export type NewestReader = (page: NewestPage, deadline: number) => Promise<ListedRow[] | null>;

/** Whether a list has no other conditions than such a page can have. */
export const isForNewest = ({ search, collectionIds, options }: ProductFilters): boolean =>
  search === undefined && collectionIds === undefined && options.length === 0;

/** Twice the longest page: looking at so many costs half a millisecond. */
const walkedMax = 200;
/** A statement of some milliseconds, also where each looks at all that it may. */
const membersMax = 16;

/** After whatever product there could be. */
const beginning = { publishedAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const hasConditions = ({ priceMin, priceMax, available }: NewestPage): boolean =>
  priceMin !== undefined || priceMax !== undefined || available !== undefined;

/** JSON holds times as text. */
type Answered = Omit<ListedRow, 'publishedAt'> & { publishedAt: string };

/**
 * Looks at one product after the other until the page is full or enough were looked at. The price
 * of each is looked up by itself: joined, it got a plan for an empty shop that reads all prices.
 */
const pagesQuery = sql`
  select asked.member,
         (
           select coalesce(json_agg(page), '[]')
           from (
             select ${shownColumns}
             from (
               select *
               from product_list
               where (published_at, product_id) < (asked.after_published_at, asked.after_id)
               order by published_at desc, product_id desc
               limit ${sql.lit(walkedMax)}
             ) as listed
             left join lateral (
               select price_from, price_max, compare_at_from, available
               from product_price
               where product_id = listed.product_id
                 and currency = asked.currency
               limit 1
             ) as priced on true
             where (asked.price_min is null or priced.price_from >= asked.price_min)
               and (asked.price_max is null or priced.price_from <= asked.price_max)
               and (
                 asked.available is null
                 or coalesce(priced.available, false) = asked.available
               )
             order by listed.published_at desc, listed.product_id desc
             limit asked.rows_max
           ) as page
         ) as rows
  from json_to_recordset($1::json) as asked (
    member integer,
    currency text,
    price_min bigint,
    price_max bigint,
    available boolean,
    after_published_at timestamptz(3),
    after_id uuid,
    rows_max integer
  )
`;

/**
 * Reads pages that are asked for at the same moment in one statement, which each connection plans
 * once: planning took three times as long as reading 24 products, and waking a server process for
 * each page a quarter of this process's time for it.
 */
export function newestReaderIn(db: Database): NewestReader {
  const pages = statement<{ member: number; rows: Answered[] }>(pagesQuery.compile(db).sql);
  return createBatch({
    name: 'catalog.newest',
    kind: 'read',
    membersMax,
    keyOf: (page: NewestPage) => JSON.stringify(page),
    run: async (members) => {
      const asked = JSON.stringify(members.map(askedOf));
      const found = await runStatement(db, pages, [asked]);
      const rowsByMember = new Map(found.map(({ member, rows }) => [member, rows]));
      return new Map(
        members.map((page, member) => [
          JSON.stringify(page),
          wholePage(page, rowsByMember.get(member) ?? []),
        ]),
      );
    },
  });
}

const askedOf = ({ after = beginning, ...page }: NewestPage, member: number) => ({
  member,
  currency: page.currency,
  price_min: page.priceMin,
  price_max: page.priceMax,
  available: page.available,
  after_published_at: after.publishedAt,
  after_id: after.id,
  rows_max: page.rowsMax,
});

function wholePage(page: NewestPage, rows: readonly Answered[]): ListedRow[] | null {
  if (rows.length < page.rowsMax && hasConditions(page)) return null;
  return rows.map((row) => ({ ...row, publishedAt: new Date(row.publishedAt) }));
}
