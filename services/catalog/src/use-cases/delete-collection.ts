import { type Actor, ContractError } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { catalogEvents } from '../../contract/index.ts';
import { forgetCollection } from '../store/collection-members.ts';
import { lockTree, readCollection } from '../store/collections.ts';
import { retireCollectionSlug } from '../store/slugs.ts';

/**
 * Removes a collection; its products stay. Its addresses then answer that it is gone.
 * @throws ContractError `not-found`, `collection-has-children`.
 */
export async function deleteCollection(
  tx: Tx,
  request: { collectionId: string; actor: Actor },
): Promise<void> {
  const tree = await lockTree(tx);
  const collection = await readCollection(tx, request.collectionId);
  if (collection === undefined) throw new ContractError('not-found');
  if (tree.some(({ parentId }) => parentId === collection.id))
    throw new ContractError('collection-has-children');
  await forgetCollection(tx, collection.id);
  await sql`delete from collection where id = ${collection.id}`.execute(tx);
  await retireCollectionSlug(tx, { slug: collection.slug, collectionId: null });
  await emit(tx, catalogEvents.collectionChanged, {
    subject: collection.id,
    data: { collectionId: collection.id, slug: collection.slug },
  });
  await emitStaffAction(tx, 'catalog', request.actor, {
    action: 'collection-deleted',
    subject: collection.id,
    changes: { slug: collection.slug },
  });
}
