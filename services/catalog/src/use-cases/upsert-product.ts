import { type Actor, type ContractError, isContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import type { ProductInput } from '../../contract/index.ts';
import { lockProductBySlug } from '../store/products.ts';
import { changeLockedProduct } from './change-product.ts';
import { createProduct, type SavedProduct } from './create-product.ts';

/** A product as it shall be, found by its slug. */
export type ProductUpsert = ProductInput & { slug: string };

type UpsertOutcome =
  | ({ outcome: 'created' | 'updated' } & SavedProduct)
  | { outcome: 'refused'; slug: string; refusal: ContractError };

/**
 * Creates the product, or changes the one that has this slug; absent members of an existing product
 * stay. One transaction, safe to repeat.
 * @throws ContractError `sku-taken`, `invalid-input`; `slug-taken` when another creates it now.
 */
async function upsertProduct(
  db: Database,
  request: { input: ProductUpsert; actor: Actor },
): Promise<SavedProduct & { outcome: 'created' | 'updated' }> {
  const { input, actor } = request;
  return transaction(db, async (tx) => {
    const present = await lockProductBySlug(tx, input.slug);
    if (present === undefined)
      return { outcome: 'created', ...(await createProduct(tx, { input, actor })) };
    const saved = await changeLockedProduct(tx, { present, changes: input, actor });
    return { outcome: 'updated', ...saved };
  });
}

/**
 * Upserts many products, each in a transaction of its own, in the order given: a refused product
 * does not cost its neighbours.
 * @returns one outcome for each product. Faults that are no refusal of the product are thrown.
 */
export async function upsertProducts(
  db: Database,
  request: { inputs: readonly ProductUpsert[]; actor: Actor },
): Promise<UpsertOutcome[]> {
  const outcomes: UpsertOutcome[] = [];
  for (const input of request.inputs) {
    try {
      outcomes.push(await upsertProduct(db, { input, actor: request.actor }));
    } catch (error) {
      if (!isContractError(error)) throw error;
      outcomes.push({ outcome: 'refused', slug: input.slug, refusal: error });
    }
  }
  return outcomes;
}
