import { ContractError, invalidInput } from '@cartwright/contract';
import { isForeignKeyViolation, isUniqueViolation, type Tx } from '@cartwright/database';
import { sql } from 'kysely';

export interface CollectionContent {
  slug: string;
  title: string;
  description: string;
  parentId: string | null;
  position: number;
  mediaId: string | null;
  seoTitle: string | null;
  seoDescription: string | null;
}

/** A place in the tree, all that moves are decided by. */
interface TreeEntry {
  id: string;
  parentId: string | null;
  position: number;
}

/**
 * Reads the tree's outline for a change of it. Changes of the tree happen one after the other: two
 * moves at once could make a circle that neither of them sees.
 */
export async function lockTree(tx: Tx): Promise<TreeEntry[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('catalog-collection-tree', 0))`.execute(
    tx,
  );
  const found = await sql<TreeEntry>`
    select id,
           parent_id as "parentId",
           position
    from collection
    limit 10000
  `.execute(tx);
  return found.rows;
}

export async function readCollection(
  tx: Tx,
  id: string,
): Promise<(CollectionContent & { id: string }) | undefined> {
  const found = await sql<CollectionContent & { id: string }>`
    select id,
           slug,
           title,
           description,
           parent_id as "parentId",
           position,
           media_id as "mediaId",
           seo_title as "seoTitle",
           seo_description as "seoDescription"
    from collection
    where id = ${id}
    for update
  `.execute(tx);
  return found.rows[0];
}

/** @throws ContractError `slug-taken`, `invalid-input` for an unknown picture. */
export async function insertCollection(tx: Tx, content: CollectionContent): Promise<string> {
  const inserted = await refusingConflicts(content.slug, () =>
    sql<{ id: string }>`
      insert into collection (
        slug, title, description, parent_id, position, media_id, seo_title, seo_description
      )
      values (
        ${content.slug}, ${content.title}, ${content.description}, ${content.parentId},
        ${content.position}, ${content.mediaId}, ${content.seoTitle}, ${content.seoDescription}
      )
      returning id
    `.execute(tx),
  );
  const row = inserted.rows[0];
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** @throws ContractError `slug-taken`, `invalid-input` for an unknown picture. */
export async function updateCollection(
  tx: Tx,
  collection: CollectionContent & { id: string },
): Promise<void> {
  await refusingConflicts(collection.slug, () =>
    sql`
      update collection
      set slug = ${collection.slug},
          title = ${collection.title},
          description = ${collection.description},
          parent_id = ${collection.parentId},
          position = ${collection.position},
          media_id = ${collection.mediaId},
          seo_title = ${collection.seoTitle},
          seo_description = ${collection.seoDescription},
          updated_at = clock_timestamp()
      where id = ${collection.id}
    `.execute(tx),
  );
}

async function refusingConflicts<R>(slug: string, run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (isUniqueViolation(error, 'collection_slug_unique'))
      throw new ContractError('slug-taken', { data: { slug }, cause: error });
    if (isForeignKeyViolation(error, 'collection_media_id_fkey'))
      throw invalidInput('/body/mediaId', 'is not a picture');
    throw error;
  }
}
