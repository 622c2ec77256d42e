import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { StaffProduct, StaffVariant } from '../../contract/index.ts';
import { type StoredPicture, toPicture } from '../domain/picture.ts';
import { inOptionOrder } from '../domain/product-content.ts';
import { collectionsOfProduct, mediaOfProduct, variantsOfProduct } from './product-parts.ts';

interface Row extends Omit<StaffProduct, 'media' | 'publishedAt' | 'createdAt' | 'updatedAt'> {
  variants: StaffVariant[];
  media: StoredPicture[];
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** One product whole, as staff edits it; @throws ContractError `not-found`. */
export async function getStaffProduct(db: Database, id: string): Promise<StaffProduct> {
  const found = await sql<Row>`
    select id,
           slug,
           title,
           description,
           status,
           vendor,
           type,
           tags,
           tax_category as "taxCategory",
           options,
           seo_title as "seoTitle",
           seo_description as "seoDescription",
           published_at as "publishedAt",
           created_at as "createdAt",
           updated_at as "updatedAt",
           ${variantsOfProduct} as variants,
           ${mediaOfProduct} as media,
           ${collectionsOfProduct} as collections
    from product
    where id = ${id}
  `.execute(db);
  const row = found.rows[0];
  if (row === undefined) throw new ContractError('not-found');
  return {
    ...row,
    variants: row.variants.map((variant) => ({
      ...variant,
      options: inOptionOrder(row.options, variant.options),
    })),
    media: row.media.map(toPicture),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
