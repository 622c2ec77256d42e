import { invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';

/** Products join at the end, in the order given; @throws ContractError `invalid-input`. */
export async function addMembers(
  tx: Tx,
  collectionId: string,
  productIds: readonly string[],
): Promise<void> {
  const ids = productIds.map((id) => id.toLowerCase());
  const knownIds = new Set(await lockProducts(tx, ids));
  const unknown = ids.findIndex((id) => !knownIds.has(id));
  if (unknown !== -1) throw invalidInput(`/body/addProductIds/${unknown}`, 'is not a product');
  await sql`
    insert into collection_product (collection_id, product_id, position)
    select ${collectionId}, given.id, coalesce(last.position, 0) + given.ordinality
    from unnest(${ids}::uuid[]) with ordinality as given (id, ordinality)
    left join lateral (
      select position
      from collection_product
      where collection_id = ${collectionId}
      order by position desc
      limit 1
    ) as last on true
    on conflict (collection_id, product_id) do nothing
  `.execute(tx);
  await refreshListed(tx, ids);
}

export async function removeMembers(
  tx: Tx,
  collectionId: string,
  productIds: readonly string[],
): Promise<void> {
  await lockProducts(tx, productIds);
  await sql`
    delete from collection_product
    where collection_id = ${collectionId}
      and product_id = any(${productIds}::uuid[])
  `.execute(tx);
  await refreshListed(tx, productIds);
}

/** Puts these members before all others, which keep their places: no row of theirs moves. */
export async function putFirst(
  tx: Tx,
  collectionId: string,
  productIds: readonly string[],
): Promise<void> {
  await sql`
    update collection_product
    set position = first.position - ${productIds.length} + given.ordinality - 1
    from unnest(${productIds}::uuid[]) with ordinality as given (id, ordinality),
         (
           select coalesce(min(position), 0) as position
           from collection_product
           where collection_id = ${collectionId}
         ) as first
    where collection_product.collection_id = ${collectionId}
      and collection_product.product_id = given.id
  `.execute(tx);
}

/** Takes a collection that goes away out of the listed copies of its members. */
export async function forgetCollection(tx: Tx, collectionId: string): Promise<void> {
  await sql`
    update product_list
    set collection_ids = array_remove(collection_ids, ${collectionId}::uuid)
    where collection_ids @> array[${collectionId}::uuid]
  `.execute(tx);
}

/** A listed copy is only written by who holds the product, always in the order of ids. */
async function lockProducts(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  const known = await sql<{ id: string }>`
    select id
    from product
    where id = any(${productIds}::uuid[])
    order by id
    for no key update
  `.execute(tx);
  return known.rows.map(({ id }) => id);
}

async function refreshListed(tx: Tx, productIds: readonly string[]): Promise<void> {
  await sql`
    update product_list
    set collection_ids = array(
      select collection_id
      from collection_product
      where collection_product.product_id = product_list.product_id
      order by collection_id
    )
    where product_id = any(${productIds}::uuid[])
  `.execute(tx);
}
