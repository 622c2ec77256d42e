import type { Picture, Product, Variant } from '../api/shapes.ts';

const picture = (id: string): Picture => ({
  id,
  url: '',
  alt: '',
  width: 1,
  height: 1,
  share: '',
  ground: null,
  sizes: [],
});
export const variant = (Colour: string, Size: string, mediaId: string | null): Variant => ({
  id: `${Colour}-${Size}`,
  sku: null,
  options: { Colour, Size },
  price: null,
  compareAtPrice: null,
  available: true,
  stockLevel: 'in-stock',
  stockMessage: '',
  mediaId,
});
export const product = (media: string, variants: Variant[]): Product => ({
  id: 'p',
  slug: 'shoe',
  title: 'Shoe',
  description: '',
  descriptionHtml: '',
  vendor: null,
  type: null,
  tags: [],
  currency: 'EUR',
  price: null,
  compareAtPrice: null,
  available: true,
  options: [
    { name: 'Colour', values: ['Red', 'Blue'] },
    { name: 'Size', values: ['41', '42'] },
  ],
  variants,
  media: media.split(' ').map(picture),
  collections: [],
  seo: { title: null, description: null },
  publishedAt: '',
  updatedAt: '',
});
