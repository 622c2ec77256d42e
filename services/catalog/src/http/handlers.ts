import { actorName, type Handlers, type RequestContext } from '@cartwright/contract';
import { type Database, idempotent, type Tx, transaction } from '@cartwright/database';
import type { catalogContract } from '../../contract/index.ts';
import { toPicture } from '../domain/picture.ts';
import { browseProducts } from '../queries/browse-products.ts';
import { getCollection, getStaffCollection } from '../queries/get-collection.ts';
import { getProduct } from '../queries/get-product.ts';
import { getStaffProduct } from '../queries/get-staff-product.ts';
import { listCollections } from '../queries/list-collections.ts';
import { keptAddressParts, listProductAddresses } from '../queries/list-product-addresses.ts';
import { listStaffProducts } from '../queries/list-staff-products.ts';
import type { NewestReader } from '../queries/newest-reader.ts';
import { createSearchMemory } from '../queries/search-memory.ts';
import { suggest } from '../queries/suggest.ts';
import { createTurns } from '../queries/turns.ts';
import type { VariantReader } from '../queries/variant-reader.ts';
import { addPicture, type PictureKeeping } from '../use-cases/add-picture.ts';
import { changeCollection } from '../use-cases/change-collection.ts';
import { changeProduct } from '../use-cases/change-product.ts';
import { createCollection } from '../use-cases/create-collection.ts';
import { createProduct } from '../use-cases/create-product.ts';
import { deleteCollection } from '../use-cases/delete-collection.ts';
import { deleteProduct } from '../use-cases/delete-product.ts';

interface HandlerParts {
  db: Database;
  readVariants: VariantReader;
  readNewest: NewestReader;
  pictures: PictureKeeping;
  defaultCurrency: string;
}

type CatalogHandlers = Handlers<typeof catalogContract>;

export const catalogHandlers = (parts: HandlerParts): CatalogHandlers => ({
  ...shopHandlers(parts),
  ...productHandlers(parts.db),
  ...collectionHandlers(parts.db),
  uploadPicture: async ({ body }, { actor }) => {
    const bytes = Buffer.from(body.content, 'base64');
    const picture = await addPicture(parts.pictures, { bytes, alt: body.alt, actor });
    return { status: 201, body: toPicture(picture) };
  },
});

type ShopRoute =
  | 'variants'
  | 'listProducts'
  | 'getProduct'
  | 'listCollections'
  | 'getCollection'
  | 'suggest'
  | 'listProductAddresses'
  | 'listProductAddressParts';

function shopHandlers(parts: HandlerParts): Pick<CatalogHandlers, ShopRoute> {
  const { db, readVariants, readNewest, defaultCurrency } = parts;
  const listParts = keptAddressParts(db);
  const memory = createSearchMemory();
  const inTurn = createTurns();
  return {
    variants: async ({ body }, { deadline }) => ({
      status: 200,
      body: { items: await readVariants(body.variantIds, deadline) },
    }),
    listProducts: async ({ query }, { deadline }) => ({
      status: 200,
      body: await browseProducts(
        {
          db,
          memory,
          readNewest: (page) => readNewest(page, deadline),
          inTurn: (work) => inTurn(work, deadline),
        },
        { query, defaultCurrency },
      ),
    }),
    getProduct: async ({ params, query }) => ({
      status: 200,
      body: await getProduct(db, {
        slug: params.slug,
        currency: query.currency ?? defaultCurrency,
      }),
    }),
    listCollections: async () => ({ status: 200, body: await listCollections(db) }),
    getCollection: async ({ params }) => ({
      status: 200,
      body: await getCollection(db, params.slug),
    }),
    suggest: async ({ query }) => ({ status: 200, body: { items: await suggest(db, query.q) } }),
    listProductAddresses: async ({ query }) => ({
      status: 200,
      body: await listProductAddresses(db, { ...query, limit: query.limit ?? 1_000 }),
    }),
    listProductAddressParts: async () => ({ status: 200, body: { items: await listParts() } }),
  };
}

type ProductRoute =
  | 'listStaffProducts'
  | 'getStaffProduct'
  | 'createProduct'
  | 'changeProduct'
  | 'deleteProduct';

const productHandlers = (db: Database): Pick<CatalogHandlers, ProductRoute> => ({
  listStaffProducts: async ({ query }) => ({
    status: 200,
    body: await listStaffProducts(db, { ...query, limit: query.limit ?? 24 }),
  }),
  getStaffProduct: async ({ params }) => ({
    status: 200,
    body: await getStaffProduct(db, params.id),
  }),
  createProduct: async ({ body }, context) => {
    const product = await created(db, { context, route: 'create-product', body }, async (tx) => {
      const { productId } = await createProduct(tx, { input: body, actor: context.actor });
      return getStaffProduct(tx, productId);
    });
    return { status: 201, body: product };
  },
  changeProduct: async ({ params, body }, { actor }) => {
    const product = await transaction(db, async (tx) => {
      await changeProduct(tx, { productId: params.id, changes: body, actor });
      return getStaffProduct(tx, params.id);
    });
    return { status: 200, body: product };
  },
  deleteProduct: async ({ params }, { actor }) => {
    await transaction(db, (tx) => deleteProduct(tx, { productId: params.id, actor }));
    return { status: 204, body: null };
  },
});

type CollectionRoute =
  | 'getStaffCollection'
  | 'createCollection'
  | 'changeCollection'
  | 'deleteCollection';

const collectionHandlers = (db: Database): Pick<CatalogHandlers, CollectionRoute> => ({
  getStaffCollection: async ({ params }) => ({
    status: 200,
    body: await getStaffCollection(db, params.id),
  }),
  createCollection: async ({ body }, context) => {
    const request = { context, route: 'create-collection', body };
    const collection = await created(db, request, async (tx) => {
      const { collectionId } = await createCollection(tx, { input: body, actor: context.actor });
      return getStaffCollection(tx, collectionId);
    });
    return { status: 201, body: collection };
  },
  changeCollection: async ({ params, body }, { actor }) => {
    const collection = await transaction(db, async (tx) => {
      await changeCollection(tx, { collectionId: params.id, changes: body, actor });
      return getStaffCollection(tx, params.id);
    });
    return { status: 200, body: collection };
  },
  deleteCollection: async ({ params }, { actor }) => {
    await transaction(db, (tx) => deleteCollection(tx, { collectionId: params.id, actor }));
    return { status: 204, body: null };
  },
});

/** Creates once for each idempotency key of an actor; without a key, each time. */
function created<R>(
  db: Database,
  request: { context: RequestContext; route: string; body: unknown },
  create: (tx: Tx) => Promise<R>,
): Promise<R> {
  const { context, route, body } = request;
  const scope = `catalog.${route}:${actorName(context.actor)}`;
  return transaction(db, (tx) =>
    idempotent(tx, { scope, key: context.idempotencyKey, body }, () => create(tx)),
  );
}
