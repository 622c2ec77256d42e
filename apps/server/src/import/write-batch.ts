import { upsertProducts } from '@cartwright/catalog';
import {
  findTakenSkus,
  isUnchanged,
  type PlannedProduct,
  type PlannedVariant,
  type PresentProduct,
  quoted,
  type RowProblem,
  readPresentProducts,
  toUpsert,
} from '@cartwright/catalog/import';
import type { ContractError } from '@cartwright/contract';
import { type Count, readCounts, setCounts } from '@cartwright/inventory';
import { getPrices, setPrices } from '@cartwright/pricing';
import type { Counts } from './report.ts';
import type { ShopParts } from './shop-parts.ts';

interface BatchOptions {
  parts: ShopParts;
  counts: Counts;
  isDryRun: boolean;
  withStock: boolean;
  /** The header's name of the column of SKUs. */
  skuColumn: string;
  tell: (problem: RowProblem) => void;
}

/** A product that is in the shop now, or would be. */
interface Written {
  outcome: 'created' | 'updated' | 'unchanged';
  product: PlannedProduct;
  /** In the order of the plan's variants; empty for one that a dry run did not create. */
  variantIds: readonly string[];
}

/** Some 50 ms a transaction on a busy machine, so that nobody waits long for its rows. */
const VARIANTS_PER_CALL = 100;
/** Variants of "continue selling": far more than anybody orders while nothing is there. */
const BACKORDER_MAX = 1_000_000;

/**
 * Writes some products: first each product, then prices, then stock. A crash in between is mended
 * by running the batch again, because each step writes only what differs.
 */
export async function writeBatch(
  batch: readonly PlannedProduct[],
  options: BatchOptions,
): Promise<void> {
  const { parts, counts } = options;
  const slugs = batch.map(({ slug }) => slug);
  const present = await readPresentProducts(parts.catalog, slugs);
  await dropTakenSkus(batch, options);
  const written: Written[] = [];
  for (const product of batch) {
    const one = await writeProduct(product, present.get(product.slug), options);
    if (one !== undefined) written.push(one);
  }
  const changed = new Set([
    ...(await writePrices(written, options)),
    ...(options.withStock ? await writeStock(written, options) : []),
  ]);
  for (const { outcome, product } of written)
    counts[outcome === 'unchanged' && changed.has(product) ? 'updated' : outcome] += 1;
}

/** A SKU names one variant in the shop: another product keeps it, and this variant gets none. */
async function dropTakenSkus(
  batch: readonly PlannedProduct[],
  { parts, tell, skuColumn }: BatchOptions,
): Promise<void> {
  const wanted = batch.flatMap(({ slug, variants }) =>
    variants.flatMap(({ sku }) => (typeof sku === 'string' ? [{ sku, slug }] : [])),
  );
  const taken = await findTakenSkus(parts.catalog, wanted);
  if (taken.size === 0) return;
  for (const { variants, handle } of batch)
    for (const variant of variants) {
      if (typeof variant.sku !== 'string' || !taken.has(variant.sku)) continue;
      tell({
        line: variant.line,
        column: skuColumn,
        handle,
        message: `${quoted(variant.sku)} belongs to another product of the shop: left out`,
        isRefusal: false,
      });
      variant.sku = null;
    }
}

async function writeProduct(
  product: PlannedProduct,
  present: PresentProduct | undefined,
  options: BatchOptions,
): Promise<Written | undefined> {
  const { parts, counts, isDryRun, tell } = options;
  const input = toUpsert(product, present);
  counts.untaxed += product.variants.filter(({ isTaxable }) => isTaxable === false).length;
  if (present !== undefined && isUnchanged(input, present))
    return { outcome: 'unchanged', product, variantIds: present.variants.map(({ id }) => id) };
  if (isDryRun)
    return { outcome: present === undefined ? 'created' : 'updated', product, variantIds: [] };
  const request = { inputs: [input], actor: parts.actor };
  const [outcome] = await upsertProducts(parts.catalog, request);
  if (outcome === undefined) throw new Error('a product got no outcome');
  if (outcome.outcome !== 'refused') return { ...outcome, product };
  counts.refused += 1;
  tell(refusalProblem(product, outcome.refusal));
  return undefined;
}

function refusalProblem(product: PlannedProduct, refusal: ContractError): RowProblem {
  const details = refusal.problems?.map(({ pointer, message }) => `${pointer} ${message}`);
  const message = details?.join('; ') ?? refusal.message;
  return { line: product.line, handle: product.handle, message, isRefusal: true };
}

/** Each planned variant beside its id in the shop. */
function variantsOf(
  written: readonly Written[],
): { id: string; variant: PlannedVariant; product: PlannedProduct }[] {
  return written.flatMap(({ product, variantIds }) =>
    product.variants.flatMap((variant, index) => {
      const id = variantIds[index];
      return id === undefined ? [] : [{ id, variant, product }];
    }),
  );
}

/** @returns the products whose prices differ from the shop's. */
async function writePrices(
  written: readonly Written[],
  { parts, isDryRun }: BatchOptions,
): Promise<PlannedProduct[]> {
  const priced = variantsOf(written).flatMap(
    ({ id, variant: { price, compareAtPrice }, product }) =>
      price === undefined ? [] : [{ id, price, compareAtPrice: compareAtPrice ?? null, product }],
  );
  const changed: typeof priced = [];
  for (const part of inParts(priced)) {
    const found = await getPrices(
      parts.pricing,
      part.map(({ id }) => id),
    );
    const known = new Map(found.map((one) => [`${one.variantId} ${one.price.currency}`, one]));
    const differing = part.filter(({ id, price, compareAtPrice }) => {
      const one = known.get(`${id} ${price.currency}`);
      return (
        one?.price.amount !== price.amount ||
        (one.compareAtPrice?.amount ?? null) !== (compareAtPrice?.amount ?? null)
      );
    });
    changed.push(...differing);
    if (isDryRun || differing.length === 0) continue;
    const prices = differing.map(({ id: variantId, price, compareAtPrice }) => ({
      variantId,
      price,
      compareAtPrice,
    }));
    await setPrices({ db: parts.pricing }, prices, parts.context());
  }
  return changed.map(({ product }) => product);
}

/** @returns the products whose counts differ from the shop's. */
async function writeStock(
  written: readonly Written[],
  { parts, isDryRun }: BatchOptions,
): Promise<PlannedProduct[]> {
  const counted = variantsOf(written).flatMap(({ id, variant, product }) => {
    const count = countOf(id, variant);
    return count === undefined ? [] : [{ count, product }];
  });
  const changed: typeof counted = [];
  for (const part of inParts(counted)) {
    const known = await readCounts(
      parts.inventory,
      part.map(({ count }) => count.variantId),
    );
    const differing = part.filter(({ count }) => {
      const { onHand, backorderMax } = known.get(count.variantId) ?? { onHand: 0, backorderMax: 0 };
      const isSame =
        (count.onHand ?? onHand) === onHand &&
        (count.backorderMax ?? backorderMax) === backorderMax;
      return !isSame || (count.onHand !== undefined && !known.has(count.variantId));
    });
    changed.push(...differing);
    if (isDryRun || differing.length === 0) continue;
    const counts = differing.map(({ count }) => count);
    const request = { counts, reason: 'product import', actor: parts.actor };
    await setCounts(parts.inventory, request, { fewLeftMax: parts.fewLeftMax });
  }
  return changed.map(({ product }) => product);
}

function countOf(variantId: string, { onHand, isBackordered }: PlannedVariant): Count | undefined {
  if (onHand === undefined && isBackordered === undefined) return undefined;
  return {
    variantId,
    ...(onHand === undefined ? {} : { onHand }),
    ...(isBackordered === undefined ? {} : { backorderMax: isBackordered ? BACKORDER_MAX : 0 }),
  };
}

function* inParts<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += VARIANTS_PER_CALL)
    yield list.slice(at, at + VARIANTS_PER_CALL);
}
