import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCollections } from './find-collections.ts';

const entry = (title: string, ...children: string[]) => ({
  slug: title,
  title,
  children: children.map((name) => ({ slug: name, title: name })),
});
const menu = [
  entry('Shoes', 'Running', 'Running Shoes', 'Sandals and loafers'),
  entry('Tees'),
  entry('Pâtés'),
  entry('TV'),
  entry('鞋子'),
];
const found = (q: string): string[] => findCollections(menu, q).map(({ title }) => title);

test('a search names collections by their words, those with most of them first', () => {
  assert.deepEqual(found('running shoes'), ['Running Shoes', 'Shoes', 'Running']);
  assert.deepEqual(found('red shoe'), ['Shoes', 'Running Shoes']);
  assert.deepEqual(found('SANDAL'), ['Sandals and loafers']);
  assert.deepEqual(found('pates'), ['Pâtés']);
});

test('singular and plural name the same collection', () => {
  assert.deepEqual(found('tee'), ['Tees']);
  assert.deepEqual(found('teeses'), ['Tees']);
});

test('a short word counts where it is the whole word', () => {
  assert.deepEqual(found('tv'), ['TV']);
  assert.deepEqual(found('鞋子'), ['鞋子']);
});

test('what names none finds none', () => {
  for (const q of ['', 's', 'sh', 't', 'tvs', 'meridian', 'shoestring', '%', '👟'])
    assert.deepEqual(found(q), [], q);
});
