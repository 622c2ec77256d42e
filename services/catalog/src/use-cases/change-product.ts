import { type Actor, ContractError, invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { catalogEvents, type ProductChanges } from '../../contract/index.ts';
import { changedContent, checkVariants, newVariants } from '../domain/product-content.ts';
import { isUsableSlug } from '../domain/slug.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { refreshListing } from '../store/listing.ts';
import { replaceMemberships, resolveCollections } from '../store/memberships.ts';
import { replaceMedia } from '../store/product-media.ts';
import { refreshPrices } from '../store/product-price.ts';
import { lockProduct, type StoredProduct, updateProduct } from '../store/products.ts';
import { claimSlug, retireSlug } from '../store/slugs.ts';
import { readVariantContents, replaceVariants } from '../store/variants.ts';
import type { SavedProduct } from './create-product.ts';

/**
 * Changes a product; members that are absent stay as they are.
 * @throws ContractError `not-found`, `slug-taken`, `sku-taken`, `invalid-input`.
 */
export async function changeProduct(
  tx: Tx,
  request: { productId: string; changes: ProductChanges; actor: Actor },
): Promise<SavedProduct> {
  const present = await lockProduct(tx, request.productId);
  if (present === undefined) throw new ContractError('not-found');
  return changeLockedProduct(tx, { ...request, present });
}

/** The same for a product whose row this transaction holds already. */
export async function changeLockedProduct(
  tx: Tx,
  request: { present: StoredProduct; changes: ProductChanges; actor: Actor },
): Promise<SavedProduct> {
  const changes = wellFormed(request.changes);
  const { present } = request;
  const content = changedContent(present, changes);
  const slug = changes.slug ?? present.slug;
  if (!isUsableSlug(slug)) throw invalidInput('/body/slug', 'cannot be part of an address');

  await updateProduct(tx, { ...content, id: present.id, slug });
  if (slug !== present.slug) {
    await claimSlug(tx, slug);
    // Nobody outside has seen the address of a product that was never published.
    if (present.wasPublished) await retireSlug(tx, { slug: present.slug, productId: present.id });
  }
  if (changes.media !== undefined) await replaceMedia(tx, present.id, changes.media);
  const variantIds = await changeVariants(tx, { productId: present.id, content, changes });
  if (changes.collections !== undefined) {
    const collectionIds = await resolveCollections(tx, changes.collections);
    await replaceMemberships(tx, present.id, collectionIds);
  }
  await refreshListing(tx, present.id);
  await tellChange(tx, { ...request, changes, slug });
  return { productId: present.id, slug, variantIds };
}

async function changeVariants(
  tx: Tx,
  change: {
    productId: string;
    content: ReturnType<typeof changedContent>;
    changes: ProductChanges;
  },
): Promise<string[]> {
  const { productId, content, changes } = change;
  const stored = await readVariantContents(tx, productId);
  if (changes.options === undefined && changes.variants === undefined)
    return stored.map(({ id }) => id);
  const variants =
    changes.variants === undefined ? stored : newVariants(content.options, changes.variants);
  checkVariants(content.options, variants);
  const variantIds = await replaceVariants(tx, productId, variants);
  await refreshPrices(tx, productId);
  return variantIds;
}

async function tellChange(
  tx: Tx,
  change: { present: StoredProduct; changes: ProductChanges; slug: string; actor: Actor },
): Promise<void> {
  const { present, changes, slug } = change;
  await emit(tx, catalogEvents.productChanged, {
    subject: present.id,
    data: { productId: present.id, slug, what: 'content' },
  });
  // A cache that is keyed by the former address must drop it as well.
  if (slug !== present.slug)
    await emit(tx, catalogEvents.productChanged, {
      subject: present.id,
      data: { productId: present.id, slug: present.slug, what: 'content' },
    });
  await emitStaffAction(tx, 'catalog', change.actor, {
    action: 'product-changed',
    subject: present.id,
    changes: { members: Object.keys(changes).sort() },
  });
}
