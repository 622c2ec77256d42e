import { ContractError, invalidInput } from '@cartwright/contract';
import { isForeignKeyViolation, isUniqueViolation, type Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { combinationKey, type VariantContent } from '../domain/product-content.ts';

interface StoredVariant {
  id: string;
  options: Record<string, string>;
}

/** A variant's row as it is written: its place follows from its place in the list. */
type VariantRow = Omit<VariantContent, 'id'> & { id: string; position: number };

/**
 * Makes a product's variants equal to the list. A variant keeps its id when the list names it, or
 * when it has the same combination; carts, prices and stock hang on that id.
 * @returns the ids in the order of the list.
 * @throws ContractError `sku-taken`, or `invalid-input` for an id that is not of this product.
 */
export async function replaceVariants(
  tx: Tx,
  productId: string,
  variants: readonly VariantContent[],
): Promise<string[]> {
  const present = await readVariants(tx, productId);
  const ids = keptIds(present, variants);
  await refuseTakenSkus(tx, productId, variants);
  const kept = new Set(ids);
  const removed = present.map(({ id }) => id).filter((id) => !kept.has(id));
  if (removed.length > 0) await removeVariants(tx, removed);
  const presentIds = new Set(present.map(({ id }) => id));
  const rows = variants.map((variant, position) => ({ ...variant, id: ids[position], position }));
  await updateVariants(
    tx,
    productId,
    rows.filter(hasId).filter(({ id }) => presentIds.has(id)),
  );
  const inserted = await insertVariants(
    tx,
    productId,
    rows.filter((row) => row.id === undefined),
  );
  return rows.map(({ id, position }) => id ?? inserted.get(position) ?? '');
}

const hasId = <T extends { id: string | undefined }>(row: T): row is T & { id: string } =>
  row.id !== undefined;

/** A product's variants whole, in their order. */
export async function readVariantContents(
  tx: Tx,
  productId: string,
): Promise<(VariantContent & { id: string })[]> {
  const found = await sql<VariantContent & { id: string }>`
    select id,
           sku,
           options,
           weight_grams as "weightGrams",
           tax_category as "taxCategory",
           media_id as "mediaId"
    from variant
    where product_id = ${productId}
    order by position
  `.execute(tx);
  return found.rows;
}

async function readVariants(tx: Tx, productId: string): Promise<StoredVariant[]> {
  const found = await sql<StoredVariant>`
    select id, options
    from variant
    where product_id = ${productId}
    order by position
  `.execute(tx);
  return found.rows;
}

/** The id that each listed variant keeps; undefined for a new one. */
function keptIds(
  present: readonly StoredVariant[],
  variants: readonly VariantContent[],
): (string | undefined)[] {
  const known = new Set(present.map(({ id }) => id));
  variants.forEach((variant, index) => {
    if (variant.id !== null && !known.has(variant.id))
      throw invalidInput(`/body/variants/${index}/id`, 'is not a variant of this product');
  });
  const named = new Set(variants.flatMap(({ id }) => (id === null ? [] : [id])));
  const byCombination = new Map(
    present
      .filter(({ id }) => !named.has(id))
      .map((variant) => [combinationKey(variant.options), variant.id]),
  );
  return variants.map(({ id, options }) => id ?? byCombination.get(combinationKey(options)));
}

async function refuseTakenSkus(
  tx: Tx,
  productId: string,
  variants: readonly VariantContent[],
): Promise<void> {
  const skus = variants.flatMap(({ sku }) => (sku === null ? [] : [sku]));
  if (skus.length === 0) return;
  const taken = await sql<{ sku: string }>`
    select sku
    from variant
    where sku = any(${skus})
      and product_id <> ${productId}
    limit 1
  `.execute(tx);
  const row = taken.rows[0];
  if (row !== undefined) throw new ContractError('sku-taken', { data: { sku: row.sku } });
}

async function removeVariants(tx: Tx, ids: string[]): Promise<void> {
  await sql`delete from variant_price where variant_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from variant_stock where variant_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from variant where id = any(${ids}::uuid[])`.execute(tx);
}

async function updateVariants(tx: Tx, productId: string, rows: VariantRow[]): Promise<void> {
  if (rows.length === 0) return;
  await refusingConflicts(() =>
    sql`
      update variant
      set position = given.position,
          sku = given.sku,
          options = given.options,
          weight_grams = given."weightGrams",
          tax_category = given."taxCategory",
          media_id = given."mediaId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, position integer, sku text, options jsonb, "weightGrams" integer,
        "taxCategory" text, "mediaId" uuid
      )
      where variant.id = given.id
        and variant.product_id = ${productId}
        and (
          variant.position, variant.sku, variant.options, variant.weight_grams,
          variant.tax_category, variant.media_id
        ) is distinct from (
          given.position, given.sku, given.options, given."weightGrams",
          given."taxCategory", given."mediaId"
        )
    `.execute(tx),
  );
}

async function insertVariants(
  tx: Tx,
  productId: string,
  rows: readonly Omit<VariantRow, 'id'>[],
): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map();
  const inserted = await refusingConflicts(() =>
    sql<{ id: string; position: number }>`
      insert into variant (
        product_id, position, sku, options, weight_grams, tax_category, media_id
      )
      select ${productId}, position, sku, options, "weightGrams", "taxCategory", "mediaId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        position integer, sku text, options jsonb, "weightGrams" integer, "taxCategory" text,
        "mediaId" uuid
      )
      order by position
      returning id, position
    `.execute(tx),
  );
  return new Map(inserted.rows.map(({ id, position }) => [position, id]));
}

/** Another transaction may take a SKU, or a picture go, between our look and our write. */
async function refusingConflicts<R>(run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (isUniqueViolation(error, 'variant_sku_unique'))
      throw new ContractError('sku-taken', { data: { sku: takenSku(error) }, cause: error });
    if (isForeignKeyViolation(error, 'variant_media_id_fkey'))
      throw invalidInput('/body/variants', 'a picture of a variant does not exist');
    throw error;
  }
}

/** PostgreSQL tells the value in the detail: `Key (sku)=(A-1) already exists.` */
function takenSku(error: unknown): string {
  const detail = error instanceof Error && 'detail' in error ? String(error.detail) : '';
  return /^Key \(sku\)=\((.*)\) already exists\.$/s.exec(detail)?.[1] ?? '';
}
