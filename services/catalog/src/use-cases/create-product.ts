import { type Actor, invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { catalogEvents, type ProductInput } from '../../contract/index.ts';
import { checkVariants, newProductContent, newVariants } from '../domain/product-content.ts';
import { isUsableSlug, slugFrom } from '../domain/slug.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { refreshListing } from '../store/listing.ts';
import { replaceMemberships, resolveCollections } from '../store/memberships.ts';
import { replaceMedia } from '../store/product-media.ts';
import { insertProduct } from '../store/products.ts';
import { claimSlug, freeProductSlug } from '../store/slugs.ts';
import { replaceVariants } from '../store/variants.ts';

export interface SavedProduct {
  productId: string;
  slug: string;
  /** In the order of the input's variants. */
  variantIds: string[];
}

/**
 * Creates a product with its variants. Without a slug it gets a free one made from its title.
 * @throws ContractError `slug-taken`, `sku-taken`, `invalid-input`.
 */
export async function createProduct(
  tx: Tx,
  request: { input: ProductInput; actor: Actor },
): Promise<SavedProduct> {
  const input = wellFormed(request.input);
  const content = newProductContent(input);
  const variants = newVariants(content.options, input.variants ?? []);
  checkVariants(content.options, variants);
  if (input.slug !== undefined && !isUsableSlug(input.slug))
    throw invalidInput('/body/slug', 'cannot be part of an address');
  const slug = input.slug ?? (await freeProductSlug(tx, slugFrom(input.title)));
  const collectionIds = await resolveCollections(tx, input.collections ?? []);

  const productId = await insertProduct(tx, { ...content, slug });
  await claimSlug(tx, slug);
  if (input.media !== undefined) await replaceMedia(tx, productId, input.media);
  const variantIds = await replaceVariants(tx, productId, variants);
  await replaceMemberships(tx, productId, collectionIds);
  await refreshListing(tx, productId);

  await emit(tx, catalogEvents.productCreated, {
    subject: productId,
    data: { productId, slug, variantIds },
  });
  await emitStaffAction(tx, 'catalog', request.actor, {
    action: 'product-created',
    subject: productId,
    changes: { slug, status: content.status },
  });
  return { productId, slug, variantIds };
}
