import { invalidInput, listPage, readTimeCursor, writeTimeCursor } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { OrderStatus, OrderSummary, StaffOrderSummary } from '../../contract/shapes.ts';
import { readOrderNumber } from '../domain/order-number.ts';
import type { DB } from '../store/tables.generated.ts';

interface OrderFilter {
  limit?: number;
  cursor?: string;
  status?: OrderStatus;
  withdrawal?: 'open';
  q?: string;
  from?: string;
  to?: string;
}

/** Default of the API; the contract allows up to 100. */
const pageSize = 24;

/** All orders, newest first, for staff. */
export async function listOrders(db: Database<DB>, filter: OrderFilter) {
  const limit = filter.limit ?? pageSize;
  const conditions = [after(filter.cursor)];
  if (filter.status !== undefined) conditions.push(sql`o.status = ${filter.status}`);
  if (filter.withdrawal === 'open') conditions.push(sql`o.withdrawal_open_since is not null`);
  if (filter.from !== undefined)
    conditions.push(sql`o.created_at >= ${moment('from', filter.from)}`);
  if (filter.to !== undefined) conditions.push(sql`o.created_at < ${moment('to', filter.to)}`);
  if (filter.q !== undefined) conditions.push(matches(filter.q));
  const found = await sql<StaffOrderSummary>`
    ${selectSummary},
           o.email,
           time_json(o.withdrawal_open_since) as "withdrawalOpenSince"
    ${fromOrders}
    where ${sql.join(conditions, sql` and `)}
    order by o.created_at desc, o.id desc
    limit ${limit + 1}
  `.execute(db);
  return listPage(found.rows, limit, endOf);
}

/**
 * Orders of a shopper: his own, and those placed as guest under an address that he has verified.
 * Two limited look-ups, each along its index, instead of one with `or`.
 */
export async function listShopperOrders(
  db: Database<DB>,
  shopper: { shopperId: string; verifiedEmail: string | undefined },
  page: { limit?: number; cursor?: string },
) {
  const limit = page.limit ?? pageSize;
  const position = after(page.cursor);
  const own = ordersOf(sql`o.shopper_id = ${shopper.shopperId} and ${position}`, limit);
  const asGuest = ordersOf(
    sql`o.shopper_id is null
      and lower(o.email) = lower(${shopper.verifiedEmail ?? null}::text)
      and ${position}`,
    limit,
  );
  const found = await sql<OrderSummary>`
    select *
    from (
      (${own})
      union all
      (${asGuest})
    ) as mine
    order by "createdAt" desc, id desc
    limit ${limit + 1}
  `.execute(db);
  return listPage(found.rows, limit, endOf);
}

const ordersOf = (condition: RawBuilder<unknown>, limit: number) => sql`
  ${selectSummary}
  ${fromOrders}
  where ${condition}
  order by o.created_at desc, o.id desc
  limit ${limit + 1}
`;

function after(cursor: string | undefined): RawBuilder<unknown> {
  const place = readTimeCursor(cursor);
  return place === undefined
    ? sql`true`
    : sql`(o.created_at, o.id) < (${place.at}, ${place.id}::uuid)`;
}

const endOf = ({ createdAt, id }: OrderSummary): string => writeTimeCursor(createdAt, id);

/** The format lets leap seconds through, which neither we nor the database can hold. */
function moment(name: string, timestamp: string): Date {
  const read = new Date(timestamp);
  if (Number.isNaN(read.getTime())) throw invalidInput(`/query/${name}`, 'There is no such time');
  return read;
}

/** A whole order number, or the beginning of a mail address. */
function matches(q: string): RawBuilder<unknown> {
  const number = readOrderNumber(q);
  const beginning = q.trim().toLowerCase();
  // Bounds instead of a pattern: a kept plan can look for them in the index.
  const byEmail = sql`(
    lower(o.email) ~>=~ ${beginning}
    and lower(o.email) ~<~ (${beginning} || chr(1114111))
  )`;
  return number === undefined ? byEmail : sql`(o.number = ${number} or ${byEmail})`;
}

const selectSummary = sql`
  select o.id,
         o.number,
         o.status,
         o.payment_status as "paymentStatus",
         time_json(o.created_at) as "createdAt",
         money_json(o.total_minor, o.currency) as total,
         lines.quantity,
         lines.title,
         lines.image_url as "imageUrl"`;

const fromOrders = sql`
  from orders o
  cross join lateral (
    select sum(l.quantity)::integer as quantity,
           (array_agg(l.title order by l.position))[1] as title,
           (array_agg(l.image_url order by l.position))[1] as image_url
    from order_line l
    where l.order_id = o.id
  ) as lines`;
