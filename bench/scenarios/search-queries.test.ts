import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broadWords, misspell, searchPages } from './search-queries.ts';

const titles = Array.from({ length: 1_000 }, (_, index) => `Tenth${index % 10} Unique${index}`);

test('a misspelt word always differs from the word', () => {
  for (const word of ['shirt', 'wool', 'scarf', 'jumper', 'apron'])
    assert.notEqual(misspell(word), word);
  assert.equal(misspell('wool'), 'wol');
  assert.equal(misspell('shirt'), 'sihrt');
});

test('broad words are those that a tenth of the titles hold', () => {
  const words = broadWords(titles);
  assert.equal(words.length, 20);
  for (let number = 0; number < 10; number += 1)
    assert.ok(words.slice(0, 10).includes(`tenth${number}`));
});

test('one search in ten is broad, one in ten misspelt, one in five filtered', () => {
  const pages = searchPages({ titles, filters: ['available=true&option.Size=M'] });
  const shareOf = (group: string) =>
    pages.filter((page) => page.group === group).length / pages.length;
  assert.ok(Math.abs(shareOf('broad') - 0.1) < 0.02, String(shareOf('broad')));
  assert.ok(Math.abs(shareOf('misspelt') - 0.1) < 0.02, String(shareOf('misspelt')));
  assert.ok(Math.abs(shareOf('filtered') - 0.2) < 0.02, String(shareOf('filtered')));
});

test('searches are 200 different addresses, the first of a class asked for most', () => {
  const pages = searchPages({ titles, filters: ['available=true&option.Size=M'] });
  const counts = new Map<string, number>();
  for (const { path } of pages.filter(({ group }) => group === 'plain'))
    counts.set(path, (counts.get(path) ?? 0) + 1);
  const [first = 0, second = 0] = [...counts.values()];
  assert.ok(Math.abs(first / second - 2) < 0.1, `${first} and ${second}`);
  const plain = new Set(pages.map(({ path }) => path)).size;
  assert.ok(plain > 180, `${plain} different addresses`);
});
