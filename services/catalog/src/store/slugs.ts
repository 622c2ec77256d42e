import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { slugCandidates } from '../domain/slug.ts';

/** The first free slug made from a title. Two at once may get one: the constraint decides. */
export async function freeProductSlug(tx: Tx, base: string): Promise<string> {
  const candidates = slugCandidates(base);
  const taken = await sql<{ slug: string }>`
    select slug
    from product
    where slug = any(${candidates})
  `.execute(tx);
  const slugs = new Set(taken.rows.map((row) => row.slug));
  const free = candidates.find((candidate) => !slugs.has(candidate));
  // Fifty products of one title: the rest of the address is chosen by chance.
  return free ?? `${base}-${crypto.randomUUID().slice(0, 8)}`;
}

/**
 * Keeps the former address of a collection; a present one always comes before it. `collectionId`
 * null: it leads nowhere any more.
 */
export async function retireCollectionSlug(
  tx: Tx,
  former: { slug: string; collectionId: string | null },
): Promise<void> {
  await sql`
    insert into former_collection_slug (slug, collection_id)
    values (${former.slug}, ${former.collectionId})
    on conflict (slug) do update
    set collection_id = excluded.collection_id,
        retired_at = clock_timestamp()
  `.execute(tx);
}

/** A slug that is in use again leads to its new product. */
export async function claimSlug(tx: Tx, slug: string): Promise<void> {
  await sql`delete from former_slug where slug = ${slug}`.execute(tx);
}

/** Keeps an address that people may have stored. `productId` null: it leads nowhere any more. */
export async function retireSlug(
  tx: Tx,
  former: { slug: string; productId: string | null },
): Promise<void> {
  await sql`
    insert into former_slug (slug, product_id)
    values (${former.slug}, ${former.productId})
    on conflict (slug) do update
    set product_id = excluded.product_id,
        retired_at = clock_timestamp()
  `.execute(tx);
}
