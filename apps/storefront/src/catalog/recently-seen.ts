import { answerOf, orNothing } from '../api/problems.ts';
import type { Product, ProductItem } from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';
import { findPricing } from './shell.ts';

/** One row on a desktop; the script asks for no more. */
const seenMax = 4;

/** The products that the browser names, in its order; those that are gone are left out. */
export async function loadSeen(visit: Visit): Promise<ProductItem[]> {
  const slugs = [...new Set(visit.url.searchParams.getAll('slug'))].slice(0, seenMax);
  const { currency } = await findPricing(visit);
  const products = await Promise.all(
    slugs.map((slug) =>
      orNothing(
        answerOf(
          visit.locals.shop.api.GET('/api/v1/products/{slug}', {
            params: { path: { slug }, query: { currency } },
          }),
        ),
        'not-found',
        'product-gone',
        'invalid-input',
      ),
    ),
  );
  return products.flatMap((product) => (product === undefined ? [] : asListed(product)));
}

/** A product as lists show it. */
const asListed = (product: Product): ProductItem => {
  const amounts = product.variants.flatMap(({ price }) => (price === null ? [] : price.amount));
  return {
    id: product.id,
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    image: product.media[0] ?? null,
    secondImage: product.media[1] ?? null,
    swatches: [],
    price: product.price,
    priceMax: product.price && { ...product.price, amount: Math.max(...amounts) },
    compareAtPrice: product.compareAtPrice,
    available: product.available,
    publishedAt: product.publishedAt,
  };
};
