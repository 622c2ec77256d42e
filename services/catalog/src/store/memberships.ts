import { invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Finds collections that are named by id or slug, and keeps them from being removed meanwhile.
 * @throws ContractError `invalid-input`.
 */
export async function resolveCollections(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const found = await sql<{ id: string; slug: string }>`
    select id, slug
    from collection
    where slug = any(${names})
       or id::text = any(${names})
    order by id
    for key share
  `.execute(tx);
  const ids = new Map(
    found.rows.flatMap(({ id, slug }) => [[id, id] as const, [slug, id] as const]),
  );
  const resolved = names.map((name, index) => {
    const id = ids.get(name);
    if (id === undefined) throw invalidInput(`/body/collections/${index}`, 'is not a collection');
    return id;
  });
  return [...new Set(resolved)];
}

/** Makes a product a member of exactly these collections; it joins new ones at their end. */
export async function replaceMemberships(
  tx: Tx,
  productId: string,
  collectionIds: readonly string[],
): Promise<void> {
  await sql`
    delete from collection_product
    where product_id = ${productId}
      and collection_id <> all(${collectionIds}::uuid[])
  `.execute(tx);
  if (collectionIds.length === 0) return;
  await sql`
    insert into collection_product (collection_id, product_id, position)
    select joined.id, ${productId}, coalesce(last.position, 0) + 1
    from unnest(${collectionIds}::uuid[]) as joined (id)
    left join lateral (
      select position
      from collection_product
      where collection_id = joined.id
      order by position desc
      limit 1
    ) as last on true
    on conflict (collection_id, product_id) do nothing
  `.execute(tx);
}
