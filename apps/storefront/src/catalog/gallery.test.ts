import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Picture } from '../api/shapes.ts';
import { galleryOf, picturesByValue } from './gallery.ts';
import { product, variant } from './shoe-for-tests.ts';

const red = variant('Red', '41', 'red');
const blue = variant('Blue', '41', 'blue');
const shoe = product('box red red-sole blue blue-sole', [red, variant('Red', '42', 'red'), blue]);
const ids = (pictures: Picture[]) => pictures.map(({ id }) => id).join(' ');

test('shows the pictures of the chosen colour, then those of the product as a whole', () => {
  assert.equal(ids(galleryOf(shoe, [red])), 'red red-sole box');
  assert.equal(ids(galleryOf(shoe, [blue])), 'blue blue-sole box');
});

test('shows all pictures while the colour is open', () => {
  assert.equal(ids(galleryOf(shoe, [red, blue])), 'box red red-sole blue blue-sole');
});

test('shows all pictures when the variant has none of its own', () => {
  const plain = variant('Red', '41', null);
  assert.equal(ids(galleryOf(product('front back', [plain]), [plain])), 'front back');
  assert.equal(ids(galleryOf(product('front back', []), [])), 'front back');
});

test('shows all pictures, its own first, when only one variant has one', () => {
  const second = variant('Red', '41', 'back');
  assert.equal(ids(galleryOf(product('front back side', [second]), [second])), 'back front side');
});

test('finds the picture of each colour, and none for sizes that share one', () => {
  assert.equal(picturesByValue(shoe, 'Colour')?.get('Blue')?.id, 'blue');
  assert.equal(picturesByValue(shoe, 'Size'), undefined);
  assert.equal(picturesByValue(shoe, 'Width'), undefined);
});
