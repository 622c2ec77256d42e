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

/** Collections for the front page, with the picture of their first product if they have no own. */
export async function loadCollectionTiles(shop: Shop, currency: string): Promise<CollectionTile[]> {
  const { items } = await answerOf(shop.api.GET('/api/v1/collections'));
  const shown = items.slice(0, tilesMax);
  // With few main collections those below them fill the row.
  const below =
    shown.length < 4 || shown.length > 4 ? shown.flatMap(({ children }) => children) : [];
  const tiles = [...shown, ...below].slice(0, tilesMax);
  return Promise.all(
    tiles.map(async ({ slug, title, image }) => ({
      slug,
      title,
      picture: image ?? (await firstPicture(shop, { collection: slug, currency })),
    })),
  );
}

async function firstPicture(
  shop: Shop,
  query: { collection: CollectionNode['slug']; currency: string },
): Promise<Picture | null> {
  const params = { query: { ...query, limit: 1 } };
  const { items } = await answerOf(shop.api.GET('/api/v1/products', { params }));
  return items[0]?.image ?? null;
}
