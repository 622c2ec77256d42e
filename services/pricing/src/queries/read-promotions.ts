import { ContractError, listPage, readIdCursor } from '@cartwright/contract';
import type { Database, Tx } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { Promotion } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';

interface PromotionRow extends Omit<Promotion, 'startsAt' | 'endsAt' | 'createdAt'> {
  startsAt: Date | null;
  endsAt: Date | null;
  createdAt: Date;
}

const columns = sql`
  id,
  code,
  title,
  effect,
  minimum_order_values as "minimumOrderValues",
  starts_at as "startsAt",
  ends_at as "endsAt",
  uses_max as "usesMax",
  uses_per_customer_max as "usesPerCustomerMax",
  is_combinable as "isCombinable",
  is_active as "isActive",
  uses_count as "usesCount",
  created_at as "createdAt"
`;

const toPromotion = (row: PromotionRow): Promotion => ({
  ...row,
  startsAt: row.startsAt?.toISOString() ?? null,
  endsAt: row.endsAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/** Newest first. The cursor is the last one's id: ids are given in the order of time. */
export async function listPromotions(
  db: Database<DB>,
  o: { limit?: number; cursor?: string },
): Promise<{ items: Promotion[]; nextCursor: string | null }> {
  const { limit = 24 } = o;
  const cursor = readIdCursor(o.cursor);
  const found = await sql<PromotionRow>`
    select ${columns}
    from promotion
    where ${cursor === undefined ? sql`true` : sql`id < ${cursor}::uuid`}
    order by id desc
    limit ${limit + 1}
  `.execute(db);
  return listPage(found.rows.map(toPromotion), limit, ({ id }) => id);
}

/** @throws ContractError `not-found` */
export const readPromotion = (db: Database<DB> | Tx<DB>, id: string): Promise<Promotion> =>
  readOne(db, id, sql``);

/** Keeps others from using or changing it until the transaction ends. */
export const lockPromotion = (tx: Tx<DB>, id: string): Promise<Promotion> =>
  readOne(tx, id, sql`for update`);

async function readOne(
  db: Database<DB> | Tx<DB>,
  id: string,
  lock: RawBuilder<unknown>,
): Promise<Promotion> {
  const found = await sql<PromotionRow>`
    select ${columns}
    from promotion
    where id = ${id}
    ${lock}
  `.execute(db);
  const row = found.rows[0];
  if (row === undefined) throw new ContractError('not-found');
  return toPromotion(row);
}
