import assert from 'node:assert/strict';
import type { TestShop } from '@cartwright/testing';
import { createProduct, staffOf } from '../../journeys/fixtures.ts';

/** Slugs of what few shops have and every page must bear. */
export interface Awkward {
  /** A title as long as one may be. */
  wordy: string;
  /** A title of one word that is longer than a phone is wide. */
  oneWord: string;
  collectionOfOne: string;
  emptyCollection: string;
}

const wordyTitle =
  'The all-weather, all-season, hand-stitched, double-tongued and triple-soled walking boot for those who go a long way on foot and do not mind who knows it';
const longWord = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzstiefel';

/** Makes them; none has a picture, and prices are as long as they get. */
export async function makeAwkward(shop: TestShop): Promise<Awkward> {
  const dear = { stock: 3, amount: 999_999_999 };
  const sizes = ['XXS', 'One size that fits nearly everybody', '38 ⅔', '42'];
  const wordy = await createProduct(shop, { title: wordyTitle, sizes, ...dear });
  const oneWord = await createProduct(shop, { title: longWord, sizes, ...dear });
  const collectionOfOne = await createCollection(shop, `Only ${longWord}`);
  const staff = staffOf(shop);
  const { error } = await staff.PATCH('/api/v1/admin/products/{id}', {
    params: { path: { id: oneWord.productId } },
    body: { collections: [collectionOfOne] },
  });
  assert.equal(error, undefined, JSON.stringify(error));
  return {
    wordy: wordy.slug,
    oneWord: oneWord.slug,
    collectionOfOne,
    emptyCollection: await createCollection(shop, 'Nothing yet'),
  };
}

async function createCollection(shop: TestShop, title: string): Promise<string> {
  const { data, error } = await staffOf(shop).POST('/api/v1/admin/collections', {
    body: { title },
  });
  assert.ok(data, JSON.stringify(error));
  return data.slug;
}
