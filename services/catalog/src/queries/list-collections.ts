import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { CollectionTree } from '../../contract/index.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';
import { pictureJson } from '../store/picture-json.ts';

export interface CollectionRow {
  id: string;
  slug: string;
  title: string;
  description: string;
  parentId: string | null;
  image: StoredPicture | null;
}

/** The picture of the row `collection`. */
export const imageOfCollection = sql`
  (
    select ${pictureJson()}
    from media
    where media.id = collection.media_id
  )
`;

/** All collections as a tree, siblings in their order. */
export async function listCollections(db: Database): Promise<Static<typeof CollectionTree>> {
  const found = await sql<CollectionRow>`
    select id,
           slug,
           title,
           description,
           parent_id as "parentId",
           ${imageOfCollection} as image
    from collection
    order by position,
             title,
             id
    limit 10000
  `.execute(db);
  const byParent = Map.groupBy(found.rows, (row) => row.parentId);
  const childrenOf = (id: string | null) => byParent.get(id) ?? [];
  // The depth of the tree is bounded, and its schema is unrolled to that depth.
  const items = childrenOf(null).map((first) => ({
    ...toCollection(first),
    children: childrenOf(first.id).map((second) => ({
      ...toCollection(second),
      children: childrenOf(second.id).map((third) => ({
        ...toCollection(third),
        children: childrenOf(third.id).map((leaf) => ({ ...toCollection(leaf), children: [] })),
      })),
    })),
  }));
  return { items, nextCursor: null };
}

export const toCollection = (row: CollectionRow) => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  description: row.description,
  image: toPictureOrNull(row.image),
});
