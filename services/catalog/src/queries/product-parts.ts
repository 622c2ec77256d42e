import { sql } from 'kysely';
import { productPictureJson } from '../store/picture-json.ts';

/** Pictures of the row `product` in their order. */
export const mediaOfProduct = sql`
  (
    select coalesce(
             jsonb_agg(
               ${productPictureJson}
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

/** Variants of the row `product` in their order, as staff writes them. */
export const variantsOfProduct = sql`
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
  )
`;
