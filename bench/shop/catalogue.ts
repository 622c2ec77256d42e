import { randomUUID } from 'node:crypto';
import type { RunningShop } from './running-shop.ts';

/** What the shop sells, as far as the load needs to know it. */
export interface Catalogue {
  products: readonly { id: string; slug: string; title: string }[];
  variantIds: readonly string[];
}

export const welcomeCode = 'WELCOME10';

const adjectives = 'Classic Modern Rustic Sleek Sturdy Gentle Bright Plain Noble Quiet'.split(' ');
const materials = 'Cotton Linen Wool Leather Canvas Denim Cashmere Bamboo Hemp Silk'.split(' ');
const nouns = 'Shirt Jacket Scarf Boots Backpack Trousers Jumper Gloves Apron Blanket'.split(' ');
const colours = ['Black', 'Navy', 'Olive', 'Sand', 'Rust', 'Cream'];
const sizes = ['M', 'L'];
/** More than any run sells. */
const plenty = 100_000_000;
/** As many as the staff's part of the shop handles well at once. */
const atOnce = 8;
/** Variants in one call that sets prices; well below its limit of 500. */
const pricesPerCall = 400;

/** A store with tax and shipping, an active promotion, and 1,000 products of two variants each. */
export async function fillCatalogue(
  shop: RunningShop,
  onProgress: (line: string) => void,
): Promise<Catalogue> {
  await openForBusiness(shop);
  const wanted = adjectives.flatMap((adjective) =>
    materials.flatMap((material) =>
      nouns.map((noun) => ({ title: `${adjective} ${material} ${noun}`, vendor: `${noun} Works` })),
    ),
  );
  const created: Catalogue['products'][number][] = [];
  const variantIds: string[] = [];
  await inTurns(wanted.entries(), async ([index, { title, vendor }]) => {
    const colour = colours[index % colours.length] ?? 'Black';
    const product: { id: string; slug: string; title: string; variants: { id: string }[] } =
      await staffCall(shop, 'POST', '/admin/products', {
        title,
        vendor,
        description: `A ${title.toLowerCase()}, made to last and easy to mend.`,
        status: 'published',
        taxCategory: 'standard',
        options: [
          { name: 'Colour', values: [colour] },
          { name: 'Size', values: sizes },
        ],
        variants: sizes.map((size) => ({
          sku: `B-${index}-${size}`,
          options: { Colour: colour, Size: size },
          weightGrams: 400,
        })),
      });
    created.push(product);
    variantIds.push(...product.variants.map(({ id }) => id));
    if (created.length % 250 === 0) onProgress(`${created.length} products`);
  });
  await setPrices(shop, variantIds);
  await inTurns(variantIds, (variantId) => setStock(shop, variantId, plenty));
  onProgress('prices and stock are set');
  return { products: created, variantIds };
}

/** A product with one variant and its own stock, for sales that concentrate on one thing. */
export async function createHotVariant(shop: RunningShop, onHand: number): Promise<string> {
  const product: { variants: { id: string }[] } = await staffCall(shop, 'POST', '/admin/products', {
    title: `Limited edition ${randomUUID().slice(0, 8)}`,
    status: 'published',
    taxCategory: 'standard',
    options: [],
    variants: [{ options: {}, weightGrams: 400 }],
  });
  const [variant] = product.variants;
  if (variant === undefined) throw new Error('the product has no variant');
  await setPrices(shop, [variant.id]);
  await setStock(shop, variant.id, onHand);
  return variant.id;
}

async function setPrices(shop: RunningShop, variantIds: readonly string[]): Promise<void> {
  for (let from = 0; from < variantIds.length; from += pricesPerCall)
    await staffCall(shop, 'PUT', '/admin/prices', {
      prices: variantIds.slice(from, from + pricesPerCall).map((variantId, index) => ({
        variantId,
        price: { amount: 1_000 + (((from + index) * 37) % 9_000), currency: 'EUR' },
      })),
    });
}

const setStock = (shop: RunningShop, variantId: string, onHand: number): Promise<unknown> =>
  staffCall(shop, 'POST', '/admin/stock-adjustments', { variantId, onHand, reason: 'counted' });

async function openForBusiness(shop: RunningShop): Promise<void> {
  await staffCall(shop, 'PUT', '/admin/store', {
    currencies: [{ code: 'EUR', pricesIncludeTax: true }],
    defaultCurrency: 'EUR',
    homeCountry: 'DE',
  });
  await staffCall(shop, 'PUT', '/admin/tax-rates', {
    rates: [
      { country: 'DE', category: 'standard', rateBasisPoints: 1900 },
      { country: 'DE', category: 'shipping', rateBasisPoints: 1900 },
    ],
  });
  await staffCall(shop, 'PUT', '/admin/shipping-rates/home', {
    name: 'Germany',
    countries: ['DE'],
    rates: ['standard', 'express'].map((code, index) => ({
      code,
      name: code,
      currency: 'EUR',
      basis: 'order-value',
      bands: [{ from: 0, below: null, price: 490 + index * 800 }],
    })),
  });
  await offerWelcomeCode(shop);
}

/** Ten per cent off for whoever gives the code. */
export async function offerWelcomeCode(shop: RunningShop): Promise<void> {
  const { items }: { items: { code: string }[] } = await staffCall(
    shop,
    'GET',
    '/admin/promotions',
  );
  if (items.some(({ code }) => code === welcomeCode)) return;
  await staffCall(shop, 'POST', '/admin/promotions', {
    code: welcomeCode,
    title: '10 % off',
    effect: { kind: 'percentage', basisPoints: 1_000 },
  });
}

/** A call as staff's own programs make it; throws with the answer when it is refused. */
export async function staffCall<R>(
  shop: RunningShop,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<R> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${shop.apiKey}`,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  // The contract's own answer; each caller names the members that it reads.
  const answer: R = await response.json();
  return answer;
}

async function inTurns<T>(items: Iterable<T>, run: (item: T) => Promise<unknown>): Promise<void> {
  const all = [...items];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = all[next++]; item !== undefined; item = all[next++]) await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
