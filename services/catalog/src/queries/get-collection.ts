import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { PublicCollection, StaffCollection } from '../../contract/index.ts';
import { descriptionHtml } from '../domain/description-html.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';
import { type CollectionRow, imageOfCollection, toCollection } from './list-collections.ts';

interface Row extends CollectionRow {
  seoTitle: string | null;
  seoDescription: string | null;
}

/**
 * One collection with its way from the top. A former slug finds the collection that it belonged to.
 * @throws ContractError `not-found`; `collection-gone` for the address of a removed collection.
 */
export async function getCollection(db: Database, slug: string): Promise<PublicCollection> {
  const found = await sql<Row>`
    select id,
           slug,
           title,
           description,
           parent_id as "parentId",
           seo_title as "seoTitle",
           seo_description as "seoDescription",
           ${imageOfCollection} as image
    from collection
    where ${isCalled(slug)}
    order by slug = ${slug} desc
    limit 1
  `.execute(db);
  const row = found.rows[0];
  if (row === undefined)
    throw new ContractError((await isFormerSlug(db, slug)) ? 'collection-gone' : 'not-found');
  const children = await sql<CollectionRow>`
    select id,
           slug,
           title,
           description,
           parent_id as "parentId",
           ${imageOfCollection} as image
    from collection
    where parent_id = ${row.id}
    order by position,
             title,
             id
    limit 2000
  `.execute(db);
  return {
    ...toCollection(row),
    descriptionHtml: descriptionHtml(row.description),
    path: await pathTo(db, row.id),
    children: children.rows.map(toCollection),
    seo: { title: row.seoTitle, description: row.seoDescription },
  };
}

/** Now or formerly. */
const isCalled = (slug: string) => sql`(
  slug = ${slug}
  or id = (
    select collection_id
    from former_collection_slug
    where slug = ${slug}
  )
)`;

/** A former slug that leads to no collection: the one that it belonged to was removed. */
async function isFormerSlug(db: Database, slug: string): Promise<boolean> {
  const found = await sql`
    select from former_collection_slug
    where slug = ${slug}
  `.execute(db);
  return found.rows.length > 0;
}

/** The collections above, from the top down. */
async function pathTo(db: Database, id: string): Promise<PublicCollection['path']> {
  const found = await sql<PublicCollection['path'][number]>`
    with recursive above as (
      select parent_id, 0 as distance
      from collection
      where id = ${id}
      union all
      select collection.parent_id, above.distance + 1
      from above
      join collection on collection.id = above.parent_id
      where above.distance < 10
    )
    select collection.id,
           collection.slug,
           collection.title
    from above
    join collection on collection.id = above.parent_id
    order by above.distance desc
  `.execute(db);
  return found.rows;
}

interface StaffRow extends Omit<StaffCollection, 'image'> {
  image: StoredPicture | null;
}

/** One collection as staff edits it; @throws ContractError `not-found`. */
export async function getStaffCollection(db: Database, id: string): Promise<StaffCollection> {
  const found = await sql<StaffRow>`
    select id,
           slug,
           title,
           description,
           parent_id as "parentId",
           position,
           seo_title as "seoTitle",
           seo_description as "seoDescription",
           ${imageOfCollection} as image,
           (
             select count(*)
             from collection_product
             where collection_id = collection.id
           ) as "productCount"
    from collection
    where id = ${id}
  `.execute(db);
  const row = found.rows[0];
  if (row === undefined) throw new ContractError('not-found');
  return { ...row, image: toPictureOrNull(row.image) };
}

/**
 * A collection and all below it; empty when there is no such collection. A former slug finds the
 * collection that it belonged to, unless another one has it now.
 */
export async function collectionWithDescendants(db: Database, slug: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    with recursive below as (
      (
        select id, 0 as depth
        from collection
        where ${isCalled(slug)}
        order by slug = ${slug} desc
        limit 1
      )
      union all
      select collection.id, below.depth + 1
      from below
      join collection on collection.parent_id = below.id
      where below.depth < 10
    )
    select id
    from below
    order by depth,
             id
  `.execute(db);
  return found.rows.map(({ id }) => id);
}
