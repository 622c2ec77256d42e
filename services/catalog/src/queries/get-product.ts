import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { CollectionReference, PublicProduct, StockLevel } from '../../contract/index.ts';
import { descriptionHtml } from '../domain/description-html.ts';
import { type StoredPicture, toPicture } from '../domain/picture.ts';
import { inOptionOrder, type OptionContent } from '../domain/product-content.ts';
import { canBeBought, stockMessages } from '../domain/stock-message.ts';
import { collectionsOfProduct, mediaOfProduct } from './product-parts.ts';

interface VariantRow {
  id: string;
  sku: string | null;
  options: Record<string, string>;
  mediaId: string | null;
  amount: number | null;
  compareAtAmount: number | null;
  level: StockLevel;
}

interface Row {
  id: string;
  slug: string;
  title: string;
  description: string;
  vendor: string | null;
  type: string | null;
  tags: string[];
  options: OptionContent[];
  seoTitle: string | null;
  seoDescription: string | null;
  publishedAt: Date;
  updatedAt: Date;
  variants: VariantRow[];
  media: StoredPicture[];
  collections: Static<typeof CollectionReference>[];
}

/**
 * One published product with its prices in one currency. A former slug finds the product that it
 * belonged to.
 * @throws ContractError `not-found`; `product-gone` for the address of a removed product.
 */
export async function getProduct(
  db: Database,
  asked: { slug: string; currency: string },
): Promise<PublicProduct> {
  const row = (await readBySlug(db, asked)) ?? (await readByFormerSlug(db, asked));
  return toPublicProduct(row, asked.currency);
}

const readBySlug = (db: Database, asked: { slug: string; currency: string }) =>
  readOne(db, { currency: asked.currency, where: sql`product.slug = ${asked.slug}` });

async function readByFormerSlug(
  db: Database,
  asked: { slug: string; currency: string },
): Promise<Row> {
  const former = await sql<{ productId: string | null }>`
    select product_id as "productId"
    from former_slug
    where slug = ${asked.slug}
  `.execute(db);
  const found = former.rows[0];
  if (found === undefined) throw new ContractError('not-found');
  if (found.productId === null) throw new ContractError('product-gone');
  const row = await readOne(db, {
    currency: asked.currency,
    where: sql`product.id = ${found.productId}`,
  });
  if (row === undefined) throw new ContractError('not-found');
  return row;
}

async function readOne(
  db: Database,
  asked: { currency: string; where: ReturnType<typeof sql> },
): Promise<Row | undefined> {
  const found = await sql<Row>`
    select id,
           slug,
           title,
           description,
           vendor,
           type,
           tags,
           options,
           seo_title as "seoTitle",
           seo_description as "seoDescription",
           published_at as "publishedAt",
           updated_at as "updatedAt",
           (
             select coalesce(
                      jsonb_agg(
                        jsonb_build_object(
                          'id', variant.id,
                          'sku', variant.sku,
                          'options', variant.options,
                          'mediaId', variant.media_id,
                          'amount', variant_price.amount,
                          'compareAtAmount', variant_price.compare_at_amount,
                          'level', coalesce(variant_stock.level, 'sold-out')
                        )
                        order by variant.position
                      ),
                      '[]'
                    )
             from variant
             left join variant_price
               on variant_price.variant_id = variant.id
               and variant_price.currency = ${asked.currency}
             left join variant_stock on variant_stock.variant_id = variant.id
             where variant.product_id = product.id
           ) as variants,
           ${mediaOfProduct} as media,
           ${collectionsOfProduct} as collections
    from product
    where ${asked.where}
      and status = 'published'
  `.execute(db);
  return found.rows[0];
}

function toPublicProduct(row: Row, currency: string): PublicProduct {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  const variants = row.variants.map((variant) => ({
    id: variant.id,
    sku: variant.sku,
    options: inOptionOrder(row.options, variant.options),
    price: money(variant.amount),
    compareAtPrice: money(variant.compareAtAmount),
    available: variant.amount !== null && canBeBought(variant.level),
    stockLevel: variant.level,
    stockMessage: stockMessages[variant.level],
    mediaId: variant.mediaId,
  }));
  const cheapest = variants
    .filter(({ price }) => price !== null)
    .reduce<(typeof variants)[number] | undefined>(
      (least, variant) =>
        least?.price != null && least.price.amount <= (variant.price?.amount ?? 0)
          ? least
          : variant,
      undefined,
    );
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    descriptionHtml: descriptionHtml(row.description),
    vendor: row.vendor,
    type: row.type,
    tags: row.tags,
    currency,
    price: cheapest?.price ?? null,
    compareAtPrice: cheapest?.compareAtPrice ?? null,
    available: variants.some(({ available }) => available),
    options: row.options,
    variants,
    media: row.media.map(toPicture),
    collections: row.collections,
    seo: { title: row.seoTitle, description: row.seoDescription },
    publishedAt: row.publishedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
