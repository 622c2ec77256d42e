import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type catalogContract as CatalogContract,
  catalogContract,
  type StaffProductListItem,
} from '@cartwright/catalog/contract';
import { type CallContext, type Client, isContractError } from '@cartwright/contract';
import { inventoryContract } from '@cartwright/inventory/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import type { RunningServices } from '@cartwright/runtime';
import type { Logger } from '@cartwright/telemetry';
import type { Colourway } from './artwork/colours.ts';
import { drawProduct, type View, viewsOf } from './artwork/draw-product.ts';
import { collections, newestFirst, products } from './range.ts';
import type { SampleProduct } from './row.ts';
import { setUpStore } from './store.ts';

export interface Filling {
  /** Ends after the step under way; the next start goes on from there. */
  stop: () => Promise<void>;
}

interface Fill {
  catalog: Client<typeof CatalogContract>;
  pricing: Client<typeof pricingContract>;
  inventory: Client<typeof inventoryContract>;
  context: () => CallContext;
  isStopped: () => boolean;
}

/** Audited under a name of its own, with the rights of a shop's owner. */
const context = (): CallContext => ({
  actor: { kind: 'api-key', id: 'sample-shop', scopes: ['*'] },
  deadline: Date.now() + 60_000,
});

/**
 * Fills an empty catalogue through the same calls that staff make: first everything that sells,
 * then the pictures, while the shop already answers. A half-filled one is filled up.
 */
export async function fillSampleShop(o: {
  running: RunningServices;
  dataDir: string;
  log: Logger;
  say: (line: string) => void;
}): Promise<Filling | undefined> {
  const marker = join(o.dataDir, 'sample-shop.json');
  const state = await readState(marker);
  if (state === 'done') return undefined;
  const catalog = o.running.client(catalogContract, 'gateway');
  if (state === undefined && !(await isEmpty(catalog))) return undefined;
  await writeFile(marker, JSON.stringify({ state: 'filling' }));
  o.say('Filling the empty database with a sample shop (SAMPLE_SHOP=false starts empty).');
  const stop = { isAsked: false };
  const work = fill(
    {
      catalog,
      pricing: o.running.client(pricingContract, 'gateway'),
      inventory: o.running.client(inventoryContract, 'gateway'),
      context,
      isStopped: () => stop.isAsked,
    },
    o.say,
  )
    .then(async () => {
      if (!stop.isAsked) await writeFile(marker, JSON.stringify({ state: 'done' }));
    })
    .catch((error: unknown) => {
      o.log.error({ err: error }, 'the sample shop could not be filled; the next start goes on');
    });
  return {
    stop: async () => {
      stop.isAsked = true;
      await work;
    },
  };
}

async function readState(marker: string): Promise<string | undefined> {
  try {
    const { state }: { state?: string } = JSON.parse(await readFile(marker, 'utf8'));
    return state;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isEmpty(catalog: Fill['catalog']): Promise<boolean> {
  const { body } = await catalog.listStaffProducts({ query: { limit: 1 } }, context());
  return body.items.length === 0;
}

async function fill(o: Fill, say: (line: string) => void): Promise<void> {
  const startedMs = Date.now();
  await setUpStore(o);
  const collectionIds = await createCollections(o);
  const present = await productsBySlug(o);
  // The last one published is the newest.
  for (const product of newestFirst.toReversed()) {
    if (o.isStopped()) return;
    await sellProduct(o, product, present.get(product.slug));
  }
  await orderCollections(o, collectionIds);
  say(`${products.length} products are for sale; their pictures follow.`);
  // One picture of each colour first: the shop looks complete long before all views are made.
  await addAll(o, { views: 'first', say });
  await addAll(o, { views: 'all', say });
  if (o.isStopped()) return;
  say(`The sample shop is complete (${Math.round((Date.now() - startedMs) / 1000)} s).`);
}

async function createCollections({ catalog, context }: Fill): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { parent, ...collection } of collections) {
    const parentId = parent === undefined ? undefined : ids.get(parent);
    try {
      const { body } = await catalog.createCollection(
        { body: { ...collection, ...(parentId === undefined ? {} : { parentId }) } },
        context(),
      );
      ids.set(collection.slug, body.id);
    } catch (error) {
      // Made by an earlier start that was interrupted.
      if (!isContractError(error, 'slug-taken')) throw error;
      const params = { slug: collection.slug };
      ids.set(collection.slug, (await catalog.getCollection({ params }, context())).body.id);
    }
  }
  return ids;
}

/** What the catalogue has, shown or not. */
async function productsBySlug({
  catalog,
  context,
}: Fill): Promise<Map<string, StaffProductListItem>> {
  const found = new Map<string, StaffProductListItem>();
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor ? { cursor } : {}) };
    const { body } = await catalog.listStaffProducts({ query }, context());
    for (const item of body.items) found.set(item.slug, item);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Collections show their products in the order of the range. */
async function orderCollections(o: Fill, ids: Map<string, string>): Promise<void> {
  const present = await productsBySlug(o);
  for (const [slug, id] of ids) {
    const members = products.filter((product) => product.collections.includes(slug));
    const firstProductIds = members.flatMap((product) => present.get(product.slug)?.id ?? []);
    if (firstProductIds.length === 0) continue;
    await o.catalog.changeCollection({ params: { id }, body: { firstProductIds } }, o.context());
  }
}

/**
 * A product is published once it has its prices and its stock, of which the catalogue hears within
 * moments. A draft that was never published was left by an interrupted start: it goes on there.
 */
async function sellProduct(
  o: Fill,
  product: SampleProduct,
  present: StaffProductListItem | undefined,
): Promise<void> {
  if (present?.status === 'published') return;
  const { id, variants, publishedAt } =
    present === undefined
      ? (await o.catalog.createProduct({ body: draftOf(product) }, o.context())).body
      : (await o.catalog.getStaffProduct({ params: { id: present.id } }, o.context())).body;
  if (publishedAt !== null) return;
  await setPrices(o, product, variants);
  await setStock(o, product, variants);
  await o.catalog.changeProduct({ params: { id }, body: { status: 'published' } }, o.context());
}

function draftOf(product: SampleProduct) {
  const combinations = product.colourways.flatMap((colour) =>
    product.sizes.map((size) => ({ Colour: colour.name, Size: size })),
  );
  return {
    title: product.title,
    slug: product.slug,
    description: product.description,
    status: 'draft' as const,
    vendor: 'Cartwright',
    type: product.type,
    tags: [...product.tags],
    taxCategory: 'standard',
    collections: [...product.collections],
    options: [
      { name: 'Colour', values: product.colourways.map(({ name }) => name) },
      { name: 'Size', values: [...product.sizes] },
    ],
    variants: combinations.map((options) => ({
      sku: skuOf(product.slug, options.Colour, options.Size),
      options,
      weightGrams: product.weightGrams,
    })),
  };
}

const skuOf = (slug: string, colour: string, size: string): string =>
  `${slug}-${colour}-${size}`.toUpperCase().replaceAll(' ', '');

/** Prices of other currencies as a shop would print them: converted once, ending in 9. */
const exchange = [
  { currency: 'EUR', rate: 1 },
  { currency: 'USD', rate: 1.05 },
  { currency: 'GBP', rate: 0.87 },
] as const;

const convert = (minor: number, rate: number): number =>
  rate === 1 ? minor : Math.ceil((minor * rate) / 100) * 100 - 10;

async function setPrices(
  o: Fill,
  product: SampleProduct,
  variants: readonly { id: string }[],
): Promise<void> {
  const prices = variants.flatMap(({ id: variantId }) =>
    exchange.map(({ currency, rate }) => ({
      variantId,
      price: { amount: convert(product.priceMinor, rate), currency },
      ...(product.compareAtMinor === undefined
        ? {}
        : { compareAtPrice: { amount: convert(product.compareAtMinor, rate), currency } }),
    })),
  );
  await o.pricing.setPrices({ body: { prices } }, o.context());
}

async function setStock(
  o: Fill,
  product: SampleProduct,
  variants: readonly { id: string }[],
): Promise<void> {
  for (const [index, { id: variantId }] of variants.entries())
    await o.inventory.adjustStock(
      { body: { variantId, onHand: product.stock(index), reason: 'opening stock' } },
      { ...o.context(), idempotencyKey: `sample-shop-${variantId}` },
    );
}

interface Round {
  views: 'first' | 'all';
  say: (line: string) => void;
}

async function addAll(o: Fill, { views, say }: Round): Promise<void> {
  for (const [index, product] of newestFirst.entries()) {
    if (o.isStopped()) return;
    await addPictures(o, product, views);
    const done = index + 1;
    if (done % 10 === 0) say(`Pictures (${views} views): ${done} of ${products.length} products`);
  }
}

/** The first colour is shown from all sides, the others from one: each picture costs a second. */
function plannedViews(product: SampleProduct, colour: Colourway, views: Round['views']): View[] {
  const all = viewsOf(product.base);
  if (views === 'first') return all.slice(0, 1);
  return colour === product.colourways[0] ? [...all] : all.slice(0, 1);
}

/** Pictures of one colour follow each other: a product page shows those of the chosen colour. */
async function addPictures(o: Fill, product: SampleProduct, views: Round['views']): Promise<void> {
  const { body: found } = await o.catalog.getProduct(
    { params: { slug: product.slug }, query: {} },
    o.context(),
  );
  const planned = product.colourways.map((colour) => ({
    colour,
    views: plannedViews(product, colour, views),
  }));
  if (found.media.length >= planned.reduce((sum, { views }) => sum + views.length, 0)) return;
  const mediaIds: string[] = [];
  const firstOf = new Map<string, string>();
  for (const { colour, views } of planned)
    for (const view of views) {
      if (o.isStopped()) return;
      // The same bytes are stored once, so a second round makes what is new.
      const id = await uploadPicture(o, { product, colour, view });
      if (!firstOf.has(colour.name)) firstOf.set(colour.name, id);
      mediaIds.push(id);
    }
  await o.catalog.changeProduct(
    {
      params: { id: found.id },
      body: {
        media: mediaIds.map((id) => ({ id })),
        variants: found.variants.map((variant) => ({
          id: variant.id,
          sku: variant.sku,
          options: variant.options,
          weightGrams: product.weightGrams,
          mediaId: firstOf.get(variant.options.Colour ?? '') ?? null,
        })),
      },
    },
    o.context(),
  );
}

const seenFrom: Readonly<Record<View, string>> = {
  side: '',
  pair: ', the pair',
  above: ', from above',
  sole: ', the sole',
  detail: ', close up',
};

async function uploadPicture(
  o: Fill,
  { product, colour, view }: { product: SampleProduct; colour: Colourway; view: View },
): Promise<string> {
  const { base, material } = product;
  const drawing = Buffer.from(drawProduct({ base, colours: colour, view, material }));
  // Loaded here: it stays in memory, and a shop is filled once in its life.
  const { default: sharp } = await import('sharp');
  const picture = await sharp(drawing).png({ compressionLevel: 3 }).toBuffer();
  const { body } = await o.catalog.uploadPicture(
    {
      body: {
        content: picture.toString('base64'),
        alt: `${product.title} in ${colour.name}${seenFrom[view]}`,
      },
    },
    o.context(),
  );
  return body.id;
}
