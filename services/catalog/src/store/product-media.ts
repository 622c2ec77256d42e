import { invalidInput } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Makes a product's pictures equal to the list. Without an alternative text a picture keeps the one
 * it was uploaded with.
 * @throws ContractError `invalid-input` for a picture that is unknown or listed twice.
 */
export async function replaceMedia(
  tx: Tx,
  productId: string,
  media: readonly { id: string; alt?: string | undefined }[],
): Promise<void> {
  const ids = media.map(({ id }) => id);
  const known = await sql<{ id: string }>`
    select id
    from media
    where id = any(${ids}::uuid[])
  `.execute(tx);
  const knownIds = new Set(known.rows.map(({ id }) => id));
  ids.forEach((id, index) => {
    if (!knownIds.has(id.toLowerCase()))
      throw invalidInput(`/body/media/${index}/id`, 'is not a picture');
    if (ids.indexOf(id) !== index) throw invalidInput(`/body/media/${index}/id`, 'is listed twice');
  });
  await sql`delete from product_media where product_id = ${productId}`.execute(tx);
  if (media.length === 0) return;
  await sql`
    insert into product_media (product_id, position, media_id, alt)
    select ${productId}, given.ordinality - 1, media.id, coalesce(given.alt, media.alt)
    from rows from (
      unnest(${ids}::uuid[]),
      unnest(${media.map(({ alt }) => alt ?? null)}::text[])
    ) with ordinality as given (id, alt, ordinality)
    join media on media.id = given.id
  `.execute(tx);
}
