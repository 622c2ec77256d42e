import { Currency, Id, Money, Timestamp, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Above this a product page stops being a page; the field's own limit for large catalogues. */
export const VARIANTS_MAX = 2_000;
export const OPTIONS_MAX = 10;
/** More values than this in one option cannot be offered as a choice. */
export const OPTION_VALUES_MAX = 500;
export const PRODUCT_MEDIA_MAX = 250;
export const PRODUCT_COLLECTIONS_MAX = 100;
export const TAGS_MAX = 250;
/** Bytes of a picture before base64, which adds a third. */
export const PICTURE_BYTES_MAX = 15 * 1024 * 1024;

const OptionName = text({ minLength: 1, maxLength: 100 });
const OptionValue = text({ minLength: 1, maxLength: 255 });
const Sku = text({ minLength: 1, maxLength: 255 });

/** Any letters of any script; only what would break an address is refused. */
export const Slug = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\s\\u0000-\\u001f\\u007f/?#%&+"<>\\\\]+$',
});

/**
 * A stored picture. Addresses are paths below the shop's own address, and their bytes never change.
 * `url` is a JPEG of middle size for clients that choose no other.
 */
export const Picture = Type.Object({
  id: Id,
  url: Type.String(),
  alt: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
  /** 1200 by 630 pixels, as networks show a page that is shared. */
  share: Type.String(),
  /** Colour of its edge, such as `#f4f1ec`, for its place until it has come; null when clear. */
  ground: nullable(Type.String()),
  sizes: Type.Array(
    Type.Object({
      width: Type.Integer(),
      height: Type.Integer(),
      avif: Type.String(),
      webp: Type.String(),
      jpeg: Type.String(),
    }),
  ),
});
export type Picture = Static<typeof Picture>;

export const StockLevel = Type.Union([
  Type.Literal('in-stock'),
  Type.Literal('few-left'),
  Type.Literal('sold-out'),
  Type.Literal('backorder'),
]);
export type StockLevel = Static<typeof StockLevel>;

export const ProductStatus = Type.Union([Type.Literal('draft'), Type.Literal('published')]);
export type ProductStatus = Static<typeof ProductStatus>;

/** A value of the option of colours, with the colour that its picture shows. */
export const Swatch = Type.Object({
  option: Type.String(),
  value: Type.String(),
  colour: Type.String(),
});
export type Swatch = Static<typeof Swatch>;

/** One product in a list; `price` is its lowest in the asked currency, null when it has none. */
export const ProductListItem = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  vendor: nullable(Type.String()),
  image: nullable(Picture),
  /** Another view of it. */
  secondImage: nullable(Picture),
  swatches: Type.Array(Swatch),
  price: nullable(Money),
  /** The highest price of the product in that currency; equal to `price` when there is but one. */
  priceMax: nullable(Money),
  compareAtPrice: nullable(Money),
  /** Some variant has a price in the asked currency and can be bought now. */
  available: Type.Boolean(),
  publishedAt: Timestamp,
});
export type ProductListItem = Static<typeof ProductListItem>;

export const ProductAddress = Type.Object({ slug: Type.String(), changedAt: Timestamp });
export type ProductAddress = Static<typeof ProductAddress>;

/** Up to so many products are counted one by one; above, counts are estimates from a sample. */
export const COUNTED_EXACTLY_MAX = 5_000;

/**
 * Counts of what each choice would show: a facet ignores the filter on itself and obeys all others.
 * Above 5,000 products to count, counts are estimates from a sample, and `estimated` says so; the
 * total is still exact, up to 5,000, where `totalIsEstimate` is false.
 */
export const Facets = Type.Object({
  total: Type.Integer(),
  totalIsEstimate: Type.Boolean(),
  estimated: Type.Boolean(),
  options: Type.Array(
    Type.Object({
      name: Type.String(),
      values: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
    }),
  ),
  price: nullable(Type.Object({ min: Money, max: Money })),
  availability: Type.Object({ available: Type.Integer(), soldOut: Type.Integer() }),
});
export type Facets = Static<typeof Facets>;

export const CollectionReference = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
});

const Seo = Type.Object({
  title: nullable(Type.String()),
  description: nullable(Type.String()),
});

export const ProductOption = Type.Object({
  name: Type.String(),
  values: Type.Array(Type.String()),
});

export const PublicVariant = Type.Object({
  id: Id,
  sku: nullable(Type.String()),
  options: Type.Record(Type.String(), Type.String()),
  price: nullable(Money),
  compareAtPrice: nullable(Money),
  available: Type.Boolean(),
  stockLevel: StockLevel,
  stockMessage: Type.String(),
  mediaId: nullable(Id),
});

/** A published product. `slug` may differ from the asked one: it is the present address. */
export const PublicProduct = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  /** As it was typed; escape it where it is shown. */
  description: Type.String(),
  /** The description made safe to be shown as HTML. */
  descriptionHtml: Type.String(),
  vendor: nullable(Type.String()),
  type: nullable(Type.String()),
  tags: Type.Array(Type.String()),
  currency: Currency,
  price: nullable(Money),
  compareAtPrice: nullable(Money),
  available: Type.Boolean(),
  options: Type.Array(ProductOption),
  variants: Type.Array(PublicVariant),
  media: Type.Array(Picture),
  collections: Type.Array(CollectionReference),
  seo: Seo,
  publishedAt: Timestamp,
  updatedAt: Timestamp,
});
export type PublicProduct = Static<typeof PublicProduct>;

const collectionMembers = {
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  description: Type.String(),
  image: nullable(Picture),
};

/** Trees are unrolled to this depth, so that schemas and menus stay finite. */
export const COLLECTION_DEPTH_MAX = 4;
const collectionNode = <T extends TSchema>(child: T) =>
  Type.Object({ ...collectionMembers, children: Type.Array(child) });
const CollectionLeaf = Type.Object({
  ...collectionMembers,
  children: Type.Array(Type.Object({ id: Id }), { maxItems: 0 }),
});
export const CollectionTree = Type.Object({
  items: Type.Array(collectionNode(collectionNode(collectionNode(CollectionLeaf)))),
  nextCursor: Type.Null(),
});

/** One collection with its way from the top and its direct children. */
export const PublicCollection = Type.Object({
  ...collectionMembers,
  descriptionHtml: Type.String(),
  path: Type.Array(CollectionReference),
  children: Type.Array(Type.Object(collectionMembers)),
  seo: Seo,
});
export type PublicCollection = Static<typeof PublicCollection>;

export const Suggestion = Type.Object({
  kind: Type.Union([Type.Literal('product'), Type.Literal('collection')]),
  title: Type.String(),
  slug: Type.String(),
  image: nullable(Picture),
});
export type Suggestion = Static<typeof Suggestion>;

const closed = { additionalProperties: false } as const;

const OptionInput = Type.Object(
  {
    name: OptionName,
    values: Type.Array(OptionValue, { minItems: 1, maxItems: OPTION_VALUES_MAX }),
  },
  closed,
);

const VariantInput = Type.Object(
  {
    /** Names the variant to keep; without it the variant of the same combination is kept. */
    id: Type.Optional(Id),
    sku: Type.Optional(nullable(Sku)),
    options: Type.Optional(Type.Record(OptionName, OptionValue, { maxProperties: OPTIONS_MAX })),
    weightGrams: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
    /** Null or absent: the product's. */
    taxCategory: Type.Optional(nullable(text({ minLength: 1, maxLength: 50 }))),
    mediaId: Type.Optional(nullable(Id)),
  },
  closed,
);
export type VariantInput = Static<typeof VariantInput>;

const MediaInput = Type.Object({ id: Id, alt: Type.Optional(text({ maxLength: 500 })) }, closed);

const productMembers = {
  slug: Type.Optional(Slug),
  description: Type.Optional(text({ maxLength: 200_000 })),
  status: Type.Optional(ProductStatus),
  vendor: Type.Optional(nullable(text({ minLength: 1, maxLength: 255 }))),
  type: Type.Optional(nullable(text({ minLength: 1, maxLength: 255 }))),
  tags: Type.Optional(Type.Array(text({ minLength: 1, maxLength: 255 }), { maxItems: TAGS_MAX })),
  /** The category that pricing knows tax rates for. */
  taxCategory: Type.Optional(text({ minLength: 1, maxLength: 50 })),
  /** Ids or slugs. */
  collections: Type.Optional(
    Type.Array(text({ minLength: 1, maxLength: 200 }), { maxItems: PRODUCT_COLLECTIONS_MAX }),
  ),
  options: Type.Optional(Type.Array(OptionInput, { maxItems: OPTIONS_MAX })),
  variants: Type.Optional(Type.Array(VariantInput, { maxItems: VARIANTS_MAX })),
  /** In the order of showing; the first is the product's picture. */
  media: Type.Optional(Type.Array(MediaInput, { maxItems: PRODUCT_MEDIA_MAX })),
  seoTitle: Type.Optional(nullable(text({ maxLength: 500 }))),
  seoDescription: Type.Optional(nullable(text({ maxLength: 2_000 }))),
};
const ProductTitle = text({ minLength: 1, maxLength: 500 });

/** Without variants and options a product gets one variant. */
export const ProductInput = Type.Object({ title: ProductTitle, ...productMembers }, closed);
export type ProductInput = Static<typeof ProductInput>;

/** What is absent stays; `options`, `variants`, `media`, `collections` replace as wholes. */
export const ProductChanges = Type.Object(
  { title: Type.Optional(ProductTitle), ...productMembers },
  { ...closed, minProperties: 1 },
);
export type ProductChanges = Static<typeof ProductChanges>;

export const StaffVariant = Type.Object({
  id: Id,
  sku: nullable(Type.String()),
  options: Type.Record(Type.String(), Type.String()),
  weightGrams: Type.Integer(),
  taxCategory: nullable(Type.String()),
  mediaId: nullable(Id),
});
export type StaffVariant = Static<typeof StaffVariant>;

export const StaffProduct = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  description: Type.String(),
  status: ProductStatus,
  vendor: nullable(Type.String()),
  type: nullable(Type.String()),
  tags: Type.Array(Type.String()),
  taxCategory: Type.String(),
  options: Type.Array(ProductOption),
  variants: Type.Array(StaffVariant),
  media: Type.Array(Picture),
  collections: Type.Array(CollectionReference),
  seoTitle: nullable(Type.String()),
  seoDescription: nullable(Type.String()),
  publishedAt: nullable(Timestamp),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type StaffProduct = Static<typeof StaffProduct>;

export const StaffProductListItem = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  status: ProductStatus,
  vendor: nullable(Type.String()),
  type: nullable(Type.String()),
  image: nullable(Picture),
  variantCount: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type StaffProductListItem = Static<typeof StaffProductListItem>;

const CollectionTitle = text({ minLength: 1, maxLength: 255 });
const collectionChangeMembers = {
  slug: Type.Optional(Slug),
  description: Type.Optional(text({ maxLength: 50_000 })),
  parentId: Type.Optional(nullable(Id)),
  /** Place among its siblings; the end when it is absent. */
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  mediaId: Type.Optional(nullable(Id)),
  seoTitle: Type.Optional(nullable(text({ maxLength: 500 }))),
  seoDescription: Type.Optional(nullable(text({ maxLength: 2_000 }))),
  /** Become members, at the end. */
  addProductIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
};
export const CollectionInput = Type.Object(
  { title: CollectionTitle, ...collectionChangeMembers },
  closed,
);
export type CollectionInput = Static<typeof CollectionInput>;

export const CollectionChanges = Type.Object(
  {
    title: Type.Optional(CollectionTitle),
    ...collectionChangeMembers,
    removeProductIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    /** These members are shown first, in this order. */
    firstProductIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
  },
  { ...closed, minProperties: 1 },
);
export type CollectionChanges = Static<typeof CollectionChanges>;

export const StaffCollection = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  description: Type.String(),
  parentId: nullable(Id),
  position: Type.Integer(),
  image: nullable(Picture),
  productCount: Type.Integer(),
  seoTitle: nullable(Type.String()),
  seoDescription: nullable(Type.String()),
});
export type StaffCollection = Static<typeof StaffCollection>;

export const PictureInput = Type.Object(
  {
    /**
     * JPEG, PNG, WebP, GIF or AVIF, as base64. The route's limit of bytes bounds it: a limit of
     * characters would count all 20 million, one by one, on the event loop.
     */
    content: Type.String(),
    alt: Type.Optional(text({ maxLength: 500 })),
  },
  closed,
);
