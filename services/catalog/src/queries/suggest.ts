import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Suggestion } from '../../contract/index.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';
import { imageOfCollection } from './list-collections.ts';
import { toTsquery } from './product-filters.ts';
import { resolveSearch } from './search-expression.ts';

const PRODUCTS_MAX = 8;
const COLLECTIONS_MAX = 4;
/** A short beginning fits most of a shop: the best of this many is good enough while typing. */
const RANKED_MAX = 2_000;

interface Row {
  title: string;
  slug: string;
  image: StoredPicture | null;
}

/** Collections and published products for what has been typed so far, mistyped or not. */
export async function suggest(db: Database, q: string): Promise<Suggestion[]> {
  const search = await resolveSearch(db, q);
  if (search === undefined) return [];
  const collections = await sql<Row>`
    select title,
           slug,
           ${imageOfCollection} as image
    from collection
    where position(lower(${q.trim()}) in lower(title)) > 0
    order by length(title),
             title,
             id
    limit ${COLLECTIONS_MAX}
  `.execute(db);
  const products = await sql<Row>`
    select listed.title,
           listed.slug,
           listed.image
    from (
      select product_id,
             ts_rank('{0.05, 0.2, 0.4, 1.0}', document, ${toTsquery(search)}, 1) as rank
      from (
        select product_id, document
        from product_search
        where document @@ ${toTsquery(search)}
          and published_at is not null
        limit ${RANKED_MAX}
      ) as found
      order by rank desc, product_id
      limit ${PRODUCTS_MAX}
    ) as best
    join product_list as listed on listed.product_id = best.product_id
    order by best.rank desc, listed.product_id
  `.execute(db);
  return [
    ...collections.rows.map((row) => toSuggestion('collection', row)),
    ...products.rows.map((row) => toSuggestion('product', row)),
  ];
}

const toSuggestion = (kind: Suggestion['kind'], row: Row): Suggestion => ({
  kind,
  title: row.title,
  slug: row.slug,
  image: toPictureOrNull(row.image),
});
