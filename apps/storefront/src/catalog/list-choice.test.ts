import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChoice, searchOf } from './list-choice.ts';

test('a list goes on at the longest cursor that the API gives out', () => {
  const cursor = 'a'.repeat(1_668);
  const url = new URL(`https://shop.example/products?sort=title&cursor=${cursor}`);
  assert.equal(readChoice(url).cursor, cursor);
  assert.ok(searchOf(readChoice(url)).endsWith(`cursor=${cursor}`));
});
