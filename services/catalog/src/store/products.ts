import { ContractError } from '@cartwright/contract';
import { isUniqueViolation, type Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { ProductContent } from '../domain/product-content.ts';

export interface StoredProduct extends ProductContent {
  id: string;
  slug: string;
  wasPublished: boolean;
}

const columns = sql`
  id,
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
  published_at is not null as "wasPublished"
`;

/** Reads a product and holds its row: changes of one product happen one after the other. */
export async function lockProduct(tx: Tx, id: string): Promise<StoredProduct | undefined> {
  const found = await sql<StoredProduct>`
    select ${columns}
    from product
    where id = ${id}
    for no key update
  `.execute(tx);
  return found.rows[0];
}

/** The same by its present slug. */
export async function lockProductBySlug(tx: Tx, slug: string): Promise<StoredProduct | undefined> {
  const found = await sql<StoredProduct>`
    select ${columns}
    from product
    where slug = ${slug}
    for no key update
  `.execute(tx);
  return found.rows[0];
}

/** Holds the product that a variant belongs to; undefined when the variant is unknown. */
export async function lockProductOfVariant(
  tx: Tx,
  variantId: string,
): Promise<{ id: string; slug: string } | undefined> {
  const found = await sql<{ id: string; slug: string }>`
    select product.id,
           product.slug
    from variant
    join product on product.id = variant.product_id
    where variant.id = ${variantId}
    for no key update of product
  `.execute(tx);
  return found.rows[0];
}

/** @throws ContractError `slug-taken`. */
export async function insertProduct(
  tx: Tx,
  product: ProductContent & { slug: string },
): Promise<string> {
  const inserted = await refusingTakenSlug(product.slug, () =>
    sql<{ id: string }>`
      insert into product (
        slug, title, description, status, vendor, type, tags, tax_category, options,
        seo_title, seo_description, published_at
      )
      values (
        ${product.slug}, ${product.title}, ${product.description}, ${product.status},
        ${product.vendor}, ${product.type}, ${product.tags}, ${product.taxCategory},
        ${JSON.stringify(product.options)}::jsonb, ${product.seoTitle}, ${product.seoDescription},
        case when ${product.status} = 'published' then clock_timestamp() end
      )
      returning id
    `.execute(tx),
  );
  const row = inserted.rows[0];
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** @throws ContractError `slug-taken`. */
export async function updateProduct(
  tx: Tx,
  product: ProductContent & { id: string; slug: string },
): Promise<void> {
  await refusingTakenSlug(product.slug, () =>
    sql`
      update product
      set slug = ${product.slug},
          title = ${product.title},
          description = ${product.description},
          status = ${product.status},
          vendor = ${product.vendor},
          type = ${product.type},
          tags = ${product.tags},
          tax_category = ${product.taxCategory},
          options = ${JSON.stringify(product.options)}::jsonb,
          seo_title = ${product.seoTitle},
          seo_description = ${product.seoDescription},
          published_at = case
            when ${product.status} = 'published' then coalesce(published_at, clock_timestamp())
            else published_at
          end,
          updated_at = clock_timestamp()
      where id = ${product.id}
    `.execute(tx),
  );
}

export async function removeProduct(tx: Tx, id: string): Promise<void> {
  await sql`
    delete from variant_price
    where variant_id in (select id from variant where product_id = ${id})
  `.execute(tx);
  await sql`
    delete from variant_stock
    where variant_id in (select id from variant where product_id = ${id})
  `.execute(tx);
  await sql`delete from product where id = ${id}`.execute(tx);
}

async function refusingTakenSlug<R>(slug: string, run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (!isUniqueViolation(error, 'product_slug_unique')) throw error;
    throw new ContractError('slug-taken', { data: { slug }, cause: error });
  }
}
