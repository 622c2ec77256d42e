import { answerOf } from '../api/problems.ts';
import type { CollectionNode, Picture } from '../api/shapes.ts';
import type { Shop } from '../api/shop.ts';

export interface CollectionTile {
  slug: string;
  title: string;
  picture: Picture | null;
}

/** Two rows of four: more would hide what is new. */
const tilesMax = 8;

/**
 * Collections for the front page; one without a picture shows one of its first products, and none
 * that stands on the page already.
 */
export async function loadCollectionTiles(
  shop: Shop,
  { currency, shownPictures }: { currency: string; shownPictures: readonly string[] },
): Promise<CollectionTile[]> {
  const items = await shop.collections();
  const shown = items.slice(0, tilesMax);
  // With few main collections those below them fill the row.
  const below =
    shown.length < 4 || shown.length > 4 ? shown.flatMap(({ children }) => children) : [];
  const tiles = [...shown, ...below].slice(0, tilesMax);
  const pictures = await Promise.all(
    tiles.map(({ slug, image }) =>
      image === null ? firstPictures(shop, { collection: slug, currency }) : [image],
    ),
  );
  const used = new Set(shownPictures);
  return tiles.map(({ slug, title }, index) => {
    const candidates = pictures[index] ?? [];
    // Two tiles with one picture would look like one collection.
    const picture = candidates.find(({ id }) => !used.has(id)) ?? candidates[0] ?? null;
    if (picture !== null) used.add(picture.id);
    return { slug, title, picture };
  });
}

async function firstPictures(
  shop: Shop,
  query: { collection: CollectionNode['slug']; currency: string },
): Promise<Picture[]> {
  const params = { query: { ...query, limit: 4 } };
  const { items } = await answerOf(shop.api.GET('/api/v1/products', { params }));
  return items.flatMap(({ image }) => (image === null ? [] : [image]));
}
