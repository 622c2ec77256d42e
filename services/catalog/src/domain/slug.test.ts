import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleKey } from './fold-text.ts';
import { optionTerm } from './option-term.ts';
import { widthsFor } from './picture.ts';
import { isUsableSlug, slugCandidates, slugFrom } from './slug.ts';

test('makes addresses of titles in any script, and one of a title without letters', () => {
  assert.equal(slugFrom(`  O'Brien's Crème "Brûlée" <b>!`), 'o-brien-s-creme-brulee-b');
  assert.equal(slugFrom('靴 と 帽子'), '靴-と-帽子');
  assert.equal(slugFrom('!!!'), 'product');
  assert.equal(slugFrom('x'.repeat(500)).length, 100);
});

test('refuses slugs that a browser takes for steps through folders', () => {
  assert.deepEqual(['.', '..', '...', 'a.b'].map(isUsableSlug), [false, false, true, true]);
});

test('offers the plain slug first and never the same one twice', () => {
  const candidates = slugCandidates('hat');
  assert.equal(candidates[0], 'hat');
  assert.equal(new Set(candidates).size, candidates.length);
});

test('compares option values without regard to case and accents', () => {
  assert.equal(optionTerm('Größe', 'ÉTÉ '), optionTerm('GRÖSSE'.replace('SS', 'ß'), 'ete'));
  assert.notEqual(optionTerm('a', 'b'), optionTerm('ab', ''));
});

test('keeps keys short enough for an index, whatever folding makes of a text', () => {
  assert.ok(Array.from(titleKey('\ufdfa'.repeat(500))).length <= 200);
  assert.ok(optionTerm('\ufdfa'.repeat(100), '\ufdfa'.repeat(255)).length <= 511);
});

test('never enlarges a picture', () => {
  assert.deepEqual(widthsFor(100), [100]);
  assert.deepEqual(widthsFor(160), [160]);
  assert.deepEqual(widthsFor(1000), [160, 320, 640, 960, 1000]);
  assert.deepEqual(widthsFor(4000), [160, 320, 640, 960, 1280]);
});
