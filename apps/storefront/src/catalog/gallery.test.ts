import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Picture, Product, Variant } from '../api/shapes.ts';
import { galleryOf, picturesByValue } from './gallery.ts';

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
const variant = (Colour: string, Size: string, mediaId: string | null): Variant => ({
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
const product = (media: string, variants: Variant[]): Product => ({
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
const red = variant('Red', '41', 'red');
const blue = variant('Blue', '41', 'blue');
const shoe = product('box red red-sole blue blue-sole', [red, variant('Red', '42', 'red'), blue]);
const ids = (pictures: Picture[]) => pictures.map(({ id }) => id).join(' ');

test('shows the pictures of the chosen colour, then those of the product as a whole', () => {
  assert.equal(ids(galleryOf(shoe, red)), 'red red-sole box');
  assert.equal(ids(galleryOf(shoe, blue)), 'blue blue-sole box');
});

test('shows all pictures when the variant has none of its own', () => {
  const plain = variant('Red', '41', null);
  assert.equal(ids(galleryOf(product('front back', [plain]), plain)), 'front back');
  assert.equal(ids(galleryOf(product('front back', []), undefined)), 'front back');
});

test('shows all pictures, its own first, when only one variant has one', () => {
  const second = variant('Red', '41', 'back');
  assert.equal(ids(galleryOf(product('front back side', [second]), second)), 'back front side');
});

test('finds the picture of each colour, and none for sizes that share one', () => {
  assert.equal(picturesByValue(shoe, 'Colour')?.get('Blue')?.id, 'blue');
  assert.equal(picturesByValue(shoe, 'Size'), undefined);
  assert.equal(picturesByValue(shoe, 'Width'), undefined);
});
