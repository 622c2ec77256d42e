import { defineEvents, Id, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';

const ProductIds = Type.Object({
  productId: Id,
  /** Present address, for caches that are keyed by it. */
  slug: Type.String(),
  variantIds: Type.Array(Id),
});

export const catalogEvents = {
  ...defineEvents({
    productCreated: { type: 'catalog.product-created.v1', data: ProductIds },
    /**
     * Told after every change of what a page or list shows, also when prices or stock levels that
     * catalog heard of have reached its own copy.
     */
    productChanged: {
      type: 'catalog.product-changed.v1',
      data: Type.Object({
        productId: Id,
        slug: Type.String(),
        what: Type.Union([
          Type.Literal('content'),
          Type.Literal('price'),
          Type.Literal('availability'),
        ]),
      }),
    },
    productDeleted: { type: 'catalog.product-deleted.v1', data: ProductIds },
    /**
     * Created, changed, moved or removed, or its members changed. Pages of its products and of
     * collections above and below name it, too.
     */
    collectionChanged: {
      type: 'catalog.collection-changed.v1',
      data: Type.Object({ collectionId: Id, slug: Type.String() }),
    },
  }),
  ...staffActedEvent('catalog'),
};
