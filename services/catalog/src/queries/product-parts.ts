import { sql } from 'kysely';

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
                 'widths', media.widths,
                 'ground', media.ground
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
