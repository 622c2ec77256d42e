import { type Actor, ContractError, invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { COLLECTION_DEPTH_MAX, type CollectionInput, catalogEvents } from '../../contract/index.ts';
import { lastPosition, moveProblem } from '../domain/collection-tree.ts';
import { isUsableSlug, slugFrom } from '../domain/slug.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { addMembers } from '../store/collection-members.ts';
import { insertCollection, lockTree } from '../store/collections.ts';

/** The whole tree is one answer; shops with more would browse by search. */
const COLLECTIONS_MAX = 2_000;

/** @throws ContractError `slug-taken`, `too-many-collections`, `invalid-input`. */
export async function createCollection(
  tx: Tx,
  request: { input: CollectionInput; actor: Actor },
): Promise<{ collectionId: string; slug: string }> {
  const input = wellFormed(request.input);
  const slug = input.slug ?? slugFrom(input.title);
  if (!isUsableSlug(slug)) throw invalidInput('/body/slug', 'cannot be part of an address');
  const tree = await lockTree(tx);
  if (tree.length >= COLLECTIONS_MAX) throw new ContractError('too-many-collections');
  const parentId = input.parentId?.toLowerCase() ?? null;
  refuseWrongPlace(moveProblem(tree, { id: null, parentId }, COLLECTION_DEPTH_MAX));

  const collectionId = await insertCollection(tx, {
    slug,
    title: input.title,
    description: input.description ?? '',
    parentId,
    position: input.position ?? lastPosition(tree, parentId),
    mediaId: input.mediaId ?? null,
    seoTitle: input.seoTitle ?? null,
    seoDescription: input.seoDescription ?? null,
  });
  if (input.addProductIds !== undefined) await addMembers(tx, collectionId, input.addProductIds);
  await emit(tx, catalogEvents.collectionChanged, {
    subject: collectionId,
    data: { collectionId, slug },
  });
  await emitStaffAction(tx, 'catalog', request.actor, {
    action: 'collection-created',
    subject: collectionId,
    changes: { slug },
  });
  return { collectionId, slug };
}

/** Turns a wrong place in the tree into its refusal. */
export function refuseWrongPlace(problem: ReturnType<typeof moveProblem>): void {
  if (problem === undefined) return;
  const messages = {
    'unknown-parent': 'is not a collection',
    'below-itself': 'stands below this collection',
    'too-deep': `collections stand on at most ${COLLECTION_DEPTH_MAX} levels`,
  };
  throw invalidInput('/body/parentId', messages[problem]);
}
