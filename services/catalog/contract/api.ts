import { Currency, defineRoutes, Id, page, pageQuery, text } from '@cartwright/contract';
import Type, { type Static } from 'typebox';
import { catalogTags } from './cache-tags.ts';
import {
  CollectionChanges,
  CollectionInput,
  CollectionTree,
  Facets,
  Picture,
  PictureInput,
  ProductAddress,
  ProductChanges,
  ProductInput,
  ProductListItem,
  ProductStatus,
  PublicCollection,
  PublicProduct,
  StaffCollection,
  StaffProduct,
  StaffProductListItem,
  Suggestion,
} from './shapes.ts';

const anyone = { kind: 'public', who: 'anyone' } as const;
const readers = { kind: 'public', who: 'staff', scope: 'catalog:read' } as const;
const writers = { kind: 'public', who: 'staff', scope: 'catalog:write' } as const;

/** Shared caches and browsers ask again each time; the answer is mostly an empty 304. */
const revalidated = 'public, max-age=0, must-revalidate';

/** 2,000 variants with long option values, and the description. */
const PRODUCT_BODY_BYTES_MAX = 4 * 1024 * 1024;

const bySlug = Type.Object({ slug: text({ minLength: 1, maxLength: 200 }) });
const byId = Type.Object({ id: Id });
const searchText = text({ maxLength: 200 });
const optionValue = text({ minLength: 1, maxLength: 255 });

export const ProductSort = Type.Union([
  Type.Literal('relevance'),
  Type.Literal('price'),
  Type.Literal('-price'),
  Type.Literal('newest'),
  Type.Literal('title'),
]);
export type ProductSort = Static<typeof ProductSort>;

/**
 * `option.<name>` keys filter by option values, without regard to case: repeated values of one
 * name widen the choice, different names narrow it. Prices are minor units of `currency`.
 */
export const ProductListQuery = Type.Object(
  {
    q: Type.Optional(searchText),
    /** Slug; members of the collections below it count as its own. */
    collection: Type.Optional(text({ minLength: 1, maxLength: 200 })),
    priceMin: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    priceMax: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    available: Type.Optional(Type.Boolean()),
    /** Absent: by relevance; without `q` that is the collection's own order, or newest first. */
    sort: Type.Optional(ProductSort),
    currency: Type.Optional(Currency),
    facets: Type.Optional(Type.Boolean()),
    ...pageQuery,
  },
  {
    patternProperties: {
      '^option\\.[^\\u0000]{1,100}$': Type.Union([
        optionValue,
        Type.Array(optionValue, { minItems: 1, maxItems: 50 }),
      ]),
    },
    additionalProperties: false,
    maxProperties: 20,
  },
);

/** What a cart or an order line needs to know of a variant, except price and stock. */
export const VariantDetails = Type.Object({
  variantId: Id,
  productId: Id,
  slug: Type.String(),
  sku: Type.Union([Type.String(), Type.Null()]),
  /** The product's title. */
  title: Type.String(),
  options: Type.Record(Type.String(), Type.String()),
  /** A path below the shop's own address. */
  imageUrl: Type.Union([Type.String(), Type.Null()]),
  weightGrams: Type.Integer(),
  taxCategory: Type.String(),
  /** Its product is published. */
  sellable: Type.Boolean(),
});
export type VariantDetails = Static<typeof VariantDetails>;

export const catalogRoutes = defineRoutes({
  variants: {
    method: 'POST',
    path: '/variants/lookup',
    summary: 'Details of variants; unknown ids are absent from the answer',
    access: { kind: 'internal', callers: ['cart', 'checkout'] },
    body: Type.Object({ variantIds: Type.Array(Id, { maxItems: 200 }) }),
    responses: { 200: Type.Object({ items: Type.Array(VariantDetails) }) },
    errors: [],
    repeatable: true,
  },
  listProducts: {
    method: 'GET',
    path: '/products',
    summary: 'List and search published products',
    access: anyone,
    query: ProductListQuery,
    responses: {
      200: Type.Object({
        items: Type.Array(ProductListItem),
        nextCursor: Type.Union([Type.String(), Type.Null()]),
        /** Present when `facets=true`. */
        facets: Type.Optional(Facets),
      }),
    },
    errors: [],
    cacheControl: revalidated,
    cacheTags: ({ query }) =>
      query.collection === undefined
        ? [catalogTags.products]
        : [catalogTags.products, catalogTags.collections],
  },
  getProduct: {
    method: 'GET',
    path: '/products/:slug',
    summary: 'One published product; a former slug answers with the present one',
    access: anyone,
    params: bySlug,
    query: Type.Object({ currency: Type.Optional(Currency) }),
    responses: { 200: PublicProduct },
    errors: ['product-gone'],
    cacheControl: revalidated,
    cacheTags: ({ params, body }) => [
      // The body is that of the route's only success.
      catalogTags.product((body as Static<typeof PublicProduct>).id),
      catalogTags.address(String(params.slug)),
      catalogTags.collections,
    ],
  },
  listCollections: {
    method: 'GET',
    path: '/collections',
    summary: 'The tree of collections',
    access: anyone,
    responses: { 200: CollectionTree },
    errors: [],
    cacheControl: revalidated,
    cacheTags: () => [catalogTags.collections],
  },
  getCollection: {
    method: 'GET',
    path: '/collections/:slug',
    summary: 'One collection, also by a former slug; /products?collection= lists its products',
    access: anyone,
    params: bySlug,
    responses: { 200: PublicCollection },
    errors: ['collection-gone'],
    cacheControl: revalidated,
    cacheTags: () => [catalogTags.collections],
  },
  suggest: {
    method: 'GET',
    path: '/search/suggestions',
    summary: 'Products and collections for what has been typed so far',
    access: anyone,
    query: Type.Object({ q: searchText }),
    responses: { 200: Type.Object({ items: Type.Array(Suggestion, { maxItems: 12 }) }) },
    errors: [],
    cacheControl: revalidated,
    cacheTags: () => [catalogTags.products, catalogTags.collections],
  },
  listProductAddresses: {
    method: 'GET',
    path: '/product-addresses',
    summary: 'Slugs of all published products, for sitemaps and feeds',
    access: anyone,
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 1_000 })),
      /** Of the page before, or of a part. */
      cursor: pageQuery.cursor,
    }),
    responses: { 200: page(ProductAddress) },
    errors: [],
  },
  listProductAddressParts: {
    method: 'GET',
    path: '/product-addresses/parts',
    summary: 'The addresses in parts of 10,000: a cursor for each, which ends with its part',
    access: anyone,
    responses: { 200: Type.Object({ items: Type.Array(Type.Object({ cursor: Type.String() })) }) },
    errors: [],
  },
  listStaffProducts: {
    method: 'GET',
    path: '/admin/products',
    summary: 'All products, newest first, drafts too',
    access: readers,
    query: Type.Object({
      /** Words of the product, or one exact SKU. */
      q: Type.Optional(searchText),
      status: Type.Optional(ProductStatus),
      ...pageQuery,
    }),
    responses: { 200: page(StaffProductListItem) },
    errors: [],
  },
  getStaffProduct: {
    method: 'GET',
    path: '/admin/products/:id',
    summary: 'One product as staff edits it',
    access: readers,
    params: byId,
    responses: { 200: StaffProduct },
    errors: [],
  },
  createProduct: {
    method: 'POST',
    path: '/admin/products',
    summary: 'Create a product with its options and variants',
    access: writers,
    body: ProductInput,
    responses: { 201: StaffProduct },
    errors: ['slug-taken', 'sku-taken'],
    idempotencyKey: 'optional',
    bodyBytesMax: PRODUCT_BODY_BYTES_MAX,
  },
  changeProduct: {
    method: 'PATCH',
    path: '/admin/products/:id',
    summary: 'Change a product; members that are absent stay',
    access: writers,
    params: byId,
    body: ProductChanges,
    responses: { 200: StaffProduct },
    errors: ['slug-taken', 'sku-taken'],
    bodyBytesMax: PRODUCT_BODY_BYTES_MAX,
  },
  deleteProduct: {
    method: 'DELETE',
    path: '/admin/products/:id',
    summary: 'Remove a product; its address then answers 410',
    access: writers,
    params: byId,
    responses: { 204: null },
    errors: [],
  },
  getStaffCollection: {
    method: 'GET',
    path: '/admin/collections/:id',
    summary: 'One collection as staff edits it',
    access: readers,
    params: byId,
    responses: { 200: StaffCollection },
    errors: [],
  },
  createCollection: {
    method: 'POST',
    path: '/admin/collections',
    summary: 'Create a collection',
    access: writers,
    body: CollectionInput,
    responses: { 201: StaffCollection },
    errors: ['slug-taken', 'too-many-collections'],
    idempotencyKey: 'optional',
  },
  changeCollection: {
    method: 'PATCH',
    path: '/admin/collections/:id',
    summary: 'Change or move a collection, its members and their order',
    access: writers,
    params: byId,
    body: CollectionChanges,
    responses: { 200: StaffCollection },
    errors: ['slug-taken'],
  },
  deleteCollection: {
    method: 'DELETE',
    path: '/admin/collections/:id',
    summary: 'Remove a collection without children; its products stay',
    access: writers,
    params: byId,
    responses: { 204: null },
    errors: ['collection-has-children'],
  },
  uploadPicture: {
    method: 'POST',
    path: '/admin/media',
    summary: 'Store a picture and make its sizes; the same bytes give the same id',
    access: writers,
    body: PictureInput,
    responses: { 201: Picture },
    errors: ['picture-not-usable'],
    bodyBytesMax: 21 * 1024 * 1024,
    // Encoding AVIF takes most of it, and uploads wait for each other.
    timeoutMs: 60_000,
  },
});
