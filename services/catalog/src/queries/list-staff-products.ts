import { listPage } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { ProductStatus, StaffProductListItem } from '../../contract/index.ts';
import { readCursor, writeCursor } from '../domain/cursor.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';
import { productPictureJson } from '../store/picture-json.ts';
import { together, toTsquery } from './product-filters.ts';
import { resolveSearch } from './search-expression.ts';

interface Row extends Omit<StaffProductListItem, 'image' | 'createdAt' | 'updatedAt'> {
  image: StoredPicture | null;
  createdAt: Date;
  updatedAt: Date;
}

/**
 * All products, newest first; ids grow with time, so their order is that of creation.
 * @throws ContractError `invalid-input` for a cursor that is none.
 */
export async function listStaffProducts(
  db: Database,
  asked: { q?: string; status?: ProductStatus; cursor?: string; limit: number },
): Promise<{ items: StaffProductListItem[]; nextCursor: string | null }> {
  const found = await sql<Row>`
    select product.id,
           slug,
           title,
           status,
           vendor,
           type,
           created_at as "createdAt",
           updated_at as "updatedAt",
           (
             select count(*)
             from variant
             where variant.product_id = product.id
           ) as "variantCount",
           (
             select ${productPictureJson}
             from product_media
             join media on media.id = product_media.media_id
             where product_media.product_id = product.id
             order by product_media.position
             limit 1
           ) as image
    from product
    where ${await conditionsOf(db, asked)}
    order by product.id desc
    limit ${asked.limit + 1}
  `.execute(db);
  const shown = found.rows.map((row) => ({
    ...row,
    image: toPictureOrNull(row.image),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
  return listPage(shown, asked.limit, ({ id }) => writeCursor('id', [id]));
}

async function conditionsOf(
  db: Database,
  asked: { q?: string; status?: ProductStatus; cursor?: string },
): Promise<RawBuilder<unknown>> {
  const conditions: RawBuilder<unknown>[] = [];
  if (asked.status !== undefined) conditions.push(sql`status = ${asked.status}`);
  if (asked.cursor !== undefined) {
    const { keys } = readCursor(asked.cursor, { id: ['uuid'] });
    conditions.push(sql`product.id < ${keys[0]}::uuid`);
  }
  const q = asked.q?.trim() ?? '';
  if (q !== '') conditions.push(await searchCondition(db, q));
  return together(conditions);
}

async function searchCondition(db: Database, q: string): Promise<RawBuilder<unknown>> {
  const search = await resolveSearch(db, q);
  const bySku = sql`select product_id from variant where sku = ${q}`;
  if (search === undefined) return sql`product.id in (${bySku})`;
  return sql`
    product.id in (
      ${bySku}
      union
      select product_id from product_search where document @@ ${toTsquery(search)}
    )
  `;
}
