import { type Actor, ContractError } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { catalogEvents } from '../../contract/index.ts';
import { lockProduct, removeProduct } from '../store/products.ts';
import { retireSlug } from '../store/slugs.ts';
import { readVariantContents } from '../store/variants.ts';

/**
 * Removes a product with its variants; orders keep their own copies. Its address then answers that
 * it is gone.
 * @throws ContractError `not-found`.
 */
export async function deleteProduct(
  tx: Tx,
  request: { productId: string; actor: Actor },
): Promise<void> {
  const product = await lockProduct(tx, request.productId);
  if (product === undefined) throw new ContractError('not-found');
  const variants = await readVariantContents(tx, product.id);
  await removeProduct(tx, product.id);
  if (product.wasPublished) await retireSlug(tx, { slug: product.slug, productId: null });
  await emit(tx, catalogEvents.productDeleted, {
    subject: product.id,
    data: {
      productId: product.id,
      slug: product.slug,
      variantIds: variants.map(({ id }) => id),
    },
  });
  await emitStaffAction(tx, 'catalog', request.actor, {
    action: 'product-deleted',
    subject: product.id,
    changes: { slug: product.slug },
  });
}
