import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { combinationKey, type ProductContent } from '../domain/product-content.ts';
import { variantsOfProduct } from '../queries/product-parts.ts';
import type { ProductUpsert } from '../use-cases/upsert-product.ts';
import type { PlannedProduct } from './plan-product.ts';

/** The category of what is not taxed; the shop gives it a rate of 0. */
const UNTAXED_CATEGORY = 'untaxed';

interface PresentVariant {
  id: string;
  sku: string | null;
  options: Record<string, string>;
  weightGrams: number;
  taxCategory: string | null;
  mediaId: string | null;
}

/** A product as the shop has it now. */
export interface PresentProduct extends Omit<ProductContent, 'taxCategory'> {
  id: string;
  slug: string;
  variants: PresentVariant[];
  media: { id: string; alt: string }[];
}

/** Reads products by their slugs, whole. */
export async function readPresentProducts(
  db: Database,
  slugs: readonly string[],
): Promise<Map<string, PresentProduct>> {
  const found = await sql<PresentProduct>`
    select id,
           slug,
           title,
           description,
           status,
           vendor,
           type,
           tags,
           options,
           seo_title as "seoTitle",
           seo_description as "seoDescription",
           ${variantsOfProduct} as variants,
           (
             select coalesce(
               jsonb_agg(
                 jsonb_build_object('id', product_media.media_id, 'alt', product_media.alt)
                 order by product_media.position
               ),
               '[]'
             )
             from product_media
             where product_media.product_id = product.id
           ) as media
    from product
    where slug = any(${slugs})
  `.execute(db);
  return new Map(found.rows.map((product) => [product.slug, product]));
}

/** Which of these SKUs belong to another product than the one that wants them. */
export async function findTakenSkus(
  db: Database,
  wanted: readonly { sku: string; slug: string }[],
): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const found = await sql<{ sku: string }>`
    select variant.sku
    from unnest(
      ${wanted.map(({ sku }) => sku)}::text[],
      ${wanted.map(({ slug }) => slug)}::text[]
    ) as given (sku, slug)
    join variant on variant.sku = given.sku
    join product on product.id = variant.product_id
    where product.slug <> given.slug
  `.execute(db);
  return new Set(found.rows.map(({ sku }) => sku));
}

/** What to write: the file's members, and from the shop what the file says nothing about. */
export function toUpsert(
  planned: PlannedProduct,
  present: PresentProduct | undefined,
): ProductUpsert {
  const known = new Map(present?.variants.map((one) => [combinationKey(one.options), one]));
  return {
    ...planned.members,
    // A new product without a column for it is seen by staff first.
    ...(planned.members.status === undefined && present === undefined ? { status: 'draft' } : {}),
    variants: planned.variants.map((variant) => {
      const before = known.get(combinationKey(variant.options));
      const isUntaxed = variant.isTaxable === false;
      const isAsBefore =
        variant.isTaxable === undefined || before?.taxCategory !== UNTAXED_CATEGORY;
      return {
        options: variant.options,
        sku: variant.sku === undefined ? (before?.sku ?? null) : variant.sku,
        weightGrams: variant.weightGrams ?? before?.weightGrams ?? 0,
        taxCategory: isUntaxed
          ? UNTAXED_CATEGORY
          : isAsBefore
            ? (before?.taxCategory ?? null)
            : null,
        mediaId: before?.mediaId ?? null,
      };
    }),
  };
}

/** Whether writing it would change nothing. */
export function isUnchanged(input: ProductUpsert, present: PresentProduct): boolean {
  const { variants = [], media, ...members } = input;
  const before = new Map<string, unknown>(Object.entries(present));
  const isSame = Object.entries(members).every(
    ([name, value]) => textOf(value) === textOf(before.get(name)),
  );
  return (
    isSame &&
    (media === undefined || textOf(media) === textOf(present.media)) &&
    variants.length === present.variants.length &&
    variants.every((variant, index) => {
      const one = present.variants[index];
      if (one === undefined) return false;
      const { id: _, options, ...rest } = one;
      const { options: wanted = {}, ...wantedRest } = variant;
      return (
        combinationKey(options) === combinationKey(wanted) && textOf(rest) === textOf(wantedRest)
      );
    })
  );
}

/** Members in one order, whole characters only: as the catalogue keeps them. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string'
      ? member.toWellFormed()
      : typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
        : member,
  ) ?? '';
