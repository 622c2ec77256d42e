import { type Actor, ContractError, invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import {
  COLLECTION_DEPTH_MAX,
  type CollectionChanges,
  catalogEvents,
} from '../../contract/index.ts';
import { moveProblem } from '../domain/collection-tree.ts';
import { isUsableSlug } from '../domain/slug.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { addMembers, putFirst, removeMembers } from '../store/collection-members.ts';
import {
  type CollectionContent,
  lockTree,
  readCollection,
  updateCollection,
} from '../store/collections.ts';
import { retireCollectionSlug } from '../store/slugs.ts';
import { refuseWrongPlace } from './create-collection.ts';

/**
 * Changes or moves a collection, its members and their order.
 * @throws ContractError `not-found`, `slug-taken`, `invalid-input`.
 */
export async function changeCollection(
  tx: Tx,
  request: { collectionId: string; changes: CollectionChanges; actor: Actor },
): Promise<void> {
  const changes = wellFormed(request.changes);
  if (changes.slug !== undefined && !isUsableSlug(changes.slug))
    throw invalidInput('/body/slug', 'cannot be part of an address');
  if (changes.parentId !== undefined) {
    const id = request.collectionId.toLowerCase();
    const move = { id, parentId: changes.parentId?.toLowerCase() ?? null };
    refuseWrongPlace(moveProblem(await lockTree(tx), move, COLLECTION_DEPTH_MAX));
  }
  const present = await readCollection(tx, request.collectionId);
  if (present === undefined) throw new ContractError('not-found');
  const content = changed(present, changes);
  await updateCollection(tx, { ...content, id: present.id });
  if (content.slug !== present.slug)
    await retireCollectionSlug(tx, { slug: present.slug, collectionId: present.id });
  await changeMembers(tx, present.id, changes);

  for (const slug of new Set([content.slug, present.slug]))
    await emit(tx, catalogEvents.collectionChanged, {
      subject: present.id,
      data: { collectionId: present.id, slug },
    });
  await emitStaffAction(tx, 'catalog', request.actor, {
    action: 'collection-changed',
    subject: present.id,
    changes: { members: Object.keys(changes).sort() },
  });
}

const changed = (present: CollectionContent, changes: CollectionChanges): CollectionContent => ({
  slug: changes.slug ?? present.slug,
  title: changes.title ?? present.title,
  description: changes.description ?? present.description,
  parentId: changes.parentId === undefined ? present.parentId : changes.parentId,
  position: changes.position ?? present.position,
  mediaId: changes.mediaId === undefined ? present.mediaId : changes.mediaId,
  seoTitle: changes.seoTitle === undefined ? present.seoTitle : changes.seoTitle,
  seoDescription:
    changes.seoDescription === undefined ? present.seoDescription : changes.seoDescription,
});

async function changeMembers(
  tx: Tx,
  collectionId: string,
  changes: CollectionChanges,
): Promise<void> {
  if (changes.addProductIds !== undefined)
    await addMembers(tx, collectionId, changes.addProductIds);
  if (changes.removeProductIds !== undefined)
    await removeMembers(tx, collectionId, changes.removeProductIds);
  if (changes.firstProductIds !== undefined)
    await putFirst(tx, collectionId, changes.firstProductIds);
}
