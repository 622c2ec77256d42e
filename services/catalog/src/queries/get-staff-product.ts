import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { StaffProduct, StaffVariant } from '../../contract/index.ts';
import { type StoredPicture, toPicture } from '../domain/picture.ts';
import { inOptionOrder } from '../domain/product-content.ts';

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
           (
             select coalesce(
                      jsonb_agg(
                        jsonb_build_object(
                          'id', variant.id,
                          'sku', variant.sku,
                          'options', variant.options,
                          'weightGrams', variant.weight_grams,
                          'taxCategory', variant.tax_category,
                          'mediaId', variant.media_id
                        )
                        order by variant.position
                      ),
                      '[]'
                    )
             from variant
             where variant.product_id = product.id
           ) as variants,
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

/** Pictures of the row `product` in their order. */
export const mediaOfProduct = sql`
  (
    select coalesce(
             jsonb_agg(
               jsonb_build_object(
                 'id', media.id,
                 'alt', product_media.alt,
                 'width', media.width,
                 'height', media.height,
                 'widths', media.widths
               )
               order by product_media.position
             ),
             '[]'
           )
    from product_media
    join media on media.id = product_media.media_id
    where product_media.product_id = product.id
  )
`;

/** Collections of the row `product` by title. */
export const collectionsOfProduct = sql`
  (
    select coalesce(
             jsonb_agg(
               jsonb_build_object(
                 'id', collection.id,
                 'slug', collection.slug,
                 'title', collection.title
               )
               order by collection.title, collection.id
             ),
             '[]'
           )
    from collection_product
    join collection on collection.id = collection_product.collection_id
    where collection_product.product_id = product.id
  )
`;
