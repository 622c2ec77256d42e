import { answerOf } from '../api/problems.ts';
import type { CollectionNode, Product, ProductItem } from '../api/shapes.ts';
import type { Shop } from '../api/shop.ts';

const relatedMax = 4;

/** Others of the product's own corner of the shop: of the deepest collection that it is in. */
export async function loadRelated(
  shop: Shop,
  product: Product,
  currency: string,
): Promise<ProductItem[]> {
  const tree = await shop.collections();
  const collection = deepestOf(tree, new Set(product.collections.map(({ slug }) => slug)));
  if (collection === undefined) return [];
  const params = { query: { collection, currency, available: true, limit: relatedMax + 1 } };
  const { items } = await answerOf(shop.api.GET('/api/v1/products', { params }));
  return items.filter(({ id }) => id !== product.id).slice(0, relatedMax);
}

/** A node of any depth: the tree is unrolled in the API's types, and its leaves hold ids only. */
type Node = Pick<CollectionNode, 'slug'> & { children: readonly unknown[] };

function deepestOf(tree: readonly Node[], slugs: ReadonlySet<string>): string | undefined {
  let level = tree;
  let found: string | undefined;
  while (level.length > 0) {
    found = level.find(({ slug }) => slugs.has(slug))?.slug ?? found;
    level = level.flatMap(({ children }) => children.filter(isNode));
  }
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'slug' in value && 'children' in value;
