import { answerOf } from '../api/problems.ts';
import type { CollectionNode, Picture } from '../api/shapes.ts';
import type { Shop } from '../api/shop.ts';

export interface CollectionStory {
  slug: string;
  title: string;
  description: string;
  pictures: Picture[];
}

/** Two bands: with more, what is new would be too far below. */
const storiesMax = 2;
const picturesOfStory = 2;

/** Collections that have something to tell and pictures to show; those below others come first. */
export async function loadStories(shop: Shop, currency: string): Promise<CollectionStory[]> {
  const items = await shop.collections();
  const below = items.flatMap(({ children }) => children);
  const told = [...below, ...items]
    .filter(({ description }) => description !== '')
    .slice(0, storiesMax);
  const stories = await Promise.all(told.map((node) => withPictures(shop, node, currency)));
  return stories.filter(({ pictures }) => pictures.length === picturesOfStory);
}

async function withPictures(
  shop: Shop,
  { slug, title, description }: Pick<CollectionNode, 'slug' | 'title' | 'description'>,
  currency: string,
): Promise<CollectionStory> {
  const params = { query: { collection: slug, currency, limit: 6 } };
  const { items } = await answerOf(shop.api.GET('/api/v1/products', { params }));
  const pictures = items.flatMap(({ image }) => (image === null ? [] : [image]));
  // Not the very first ones, which stand in the hero and in the tiles already.
  return { slug, title, description, pictures: pictures.slice(-picturesOfStory) };
}
