import { type Database, runStatement, statement } from '@cartwright/database';
import type { VariantDetails } from '../../contract/index.ts';
import { pictureUrl } from '../domain/picture.ts';
import { inOptionOrder, type OptionContent } from '../domain/product-content.ts';

interface Row extends Omit<VariantDetails, 'imageUrl'> {
  image: { id: string; widths: number[] } | null;
  productOptions: OptionContent[];
}

const lookUpAll = statement<Row>(`
  select variant.id as "variantId",
         product.id as "productId",
         product.slug,
         variant.sku,
         product.title,
         variant.options,
         product.options as "productOptions",
         variant.weight_grams as "weightGrams",
         coalesce(variant.tax_category, product.tax_category) as "taxCategory",
         product.status = 'published' as sellable,
         (
           select jsonb_build_object('id', media.id, 'widths', media.widths)
           from media
           where media.id = coalesce(
             variant.media_id,
             (
               select media_id
               from product_media
               where product_id = product.id
               order by position
               limit 1
             )
           )
         ) as image
  from variant
  join product on product.id = variant.product_id
  where variant.id = any ($1::uuid[])
`);

/** What carts and orders need to know of variants; unknown ids are absent. */
export async function lookupVariants(
  db: Database,
  variantIds: readonly string[],
): Promise<VariantDetails[]> {
  if (variantIds.length === 0) return [];
  const found = await runStatement(db, lookUpAll, [variantIds]);
  return found.map(({ image, productOptions, ...row }) => ({
    ...row,
    options: inOptionOrder(productOptions, row.options),
    imageUrl: image === null ? null : pictureUrl(image),
  }));
}
