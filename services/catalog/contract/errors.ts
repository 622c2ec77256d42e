import { defineErrors } from '@cartwright/contract';
import Type from 'typebox';

export const catalogErrors = defineErrors({
  'slug-taken': {
    title: 'Another one has this slug',
    status: 409,
    data: Type.Object({ slug: Type.String() }),
  },
  'sku-taken': {
    title: 'Another variant has this SKU',
    status: 409,
    data: Type.Object({ sku: Type.String() }),
  },
  'product-gone': { title: 'This product was removed', status: 410 },
  'collection-gone': { title: 'This collection was removed', status: 410 },
  'collection-has-children': {
    title: 'Move or remove the collections below it first',
    status: 409,
  },
  'too-many-collections': { title: 'The shop has as many collections as it may have', status: 409 },
  'picture-not-usable': {
    title: 'The picture cannot be used',
    status: 422,
    data: Type.Object({
      reason: Type.Union([
        Type.Literal('not-a-picture'),
        Type.Literal('too-many-pixels'),
        Type.Literal('too-many-bytes'),
        Type.Literal('too-slow'),
      ]),
    }),
  },
});
