import type { Static } from 'typebox';
import { catalogEvents } from './events.ts';

/** Names of what kept answers show. */
export const catalogTags = {
  /** Any product: what is in a list depends on all of them. */
  products: 'products',
  /** Any collection: its name, place or members. */
  collections: 'collections',
  product: (id: string): string => `product/${id}`,
  /** Whatever product stands at an address, which may be another one tomorrow. */
  address: (slug: string): string => `product-at/${encodeURIComponent(slug)}`,
};

type ProductEvent = Pick<Static<typeof catalogEvents.productChanged.data>, 'productId' | 'slug'>;

const productEvents: readonly string[] = [
  catalogEvents.productCreated.type,
  catalogEvents.productChanged.type,
  catalogEvents.productDeleted.type,
];

/**
 * What an event of catalog changes. Prices and stock levels are among it: answers show catalog's
 * own copy of them, and `productChanged` is told when they have reached it.
 */
export function endedByCatalog({ type, data }: { type: string; data: unknown }): string[] {
  if (type === catalogEvents.collectionChanged.type) return [catalogTags.collections];
  if (!productEvents.includes(type)) return [];
  // The data of an event has the shape that its type declares.
  const { productId, slug } = data as ProductEvent;
  return [catalogTags.products, catalogTags.product(productId), catalogTags.address(slug)];
}
