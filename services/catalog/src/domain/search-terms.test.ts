import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editDistance } from './edit-distance.ts';
import {
  corrections,
  rememberedWords,
  searchExpression,
  searchWords,
  wordsOneMistakeAway,
} from './search-terms.ts';

test('counts letters added, left out, changed and swapped as one mistake each', () => {
  const cases: [string, string, number][] = [
    ['shoe', 'shoe', 0],
    ['shoe', 'shoes', 1],
    ['jaket', 'jacket', 1],
    ['snaeker', 'sneaker', 1],
    ['boot', 'boat', 1],
    ['', 'hat', 3],
  ];
  for (const [a, b, distance] of cases) assert.equal(editDistance(a, b), distance, `${a} ${b}`);
});

test('is the same distance in both directions', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      assert.equal(editDistance(a, b), editDistance(b, a));
    }),
  );
});

test('corrects to the nearest words and leaves short words alone', () => {
  const known = ['sneaker', 'sneakers', 'speaker', 'boot', 'hat'];
  assert.equal(corrections('sneeker', known)[0], 'sneaker');
  assert.deepEqual(corrections('xyzxyz', known), []);
  assert.deepEqual(corrections('ht', known), []);
});

test('knows every word that is one mistake away, and none that is further', () => {
  const near = wordsOneMistakeAway('sihrt');
  for (const meant of ['shirt', 'sirt', 'sihrty', 'sihnt', 'ssihrt'])
    assert.ok(near.includes(meant), meant);
  for (const word of near) assert.equal(editDistance('sihrt', word), 1, word);
  assert.deepEqual(wordsOneMistakeAway('ht'), []);
  assert.deepEqual(wordsOneMistakeAway('a'.repeat(21)), []);
});

test('looks for the telling words of a sentence', () => {
  assert.deepEqual(searchWords('the red Shoes for the rain'), ['red', 'shoes', 'rain']);
  assert.deepEqual(searchWords('The'), ['the']);
});

test('lets nothing but letters and digits into an expression', () => {
  fc.assert(
    fc.property(fc.string(), (q) => {
      const words = searchWords(q).map((word) => ({ word, isWhole: false, corrections: [] }));
      assert.match(searchExpression(words), /^[\p{L}\p{N}:*()|& ]*$/u);
    }),
  );
});

test('remembers words that could be mistyped, sorted', () => {
  assert.deepEqual(rememberedWords(['Trail 42 Sneaker', 'a sneaker']), ['sneaker', 'trail']);
});
