import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facets } from '../api/shapes.ts';
import { facetChoices } from './facet-choices.ts';
import { readChoice } from './list-choice.ts';

const facets: Facets = {
  total: 3,
  totalIsEstimate: false,
  estimated: false,
  options: [
    {
      name: 'Size',
      values: [
        { value: '41', count: 2 },
        { value: '42', count: 1 },
      ],
    },
    { name: 'Colour', values: [{ value: 'Dark chestnut', count: 3 }] },
  ],
  price: null,
  availability: { available: 3, soldOut: 0 },
};
const choiceOf = (search: string) => readChoice(new URL(`http://shop.example/search${search}`));

test('marks what the address has chosen, whatever its case', () => {
  const [size] = facetChoices(facets, choiceOf('?option.size=42'));
  assert.deepEqual(
    size?.values.map(({ isChosen }) => isChosen),
    [false, true],
  );
  assert.equal(size?.isShort, true);
});

test('leaves out an option with one value, which is no choice', () => {
  assert.deepEqual(
    facetChoices(facets, choiceOf('')).map(({ name }) => name),
    ['Size'],
  );
});

test('keeps a chosen value that nothing has any more, so that it can be taken back', () => {
  const choices = facetChoices(facets, choiceOf('?option.Size=50&option.Width=Wide'));
  assert.deepEqual(choices[0]?.values.at(-1), { value: '50', count: 0, isChosen: true });
  assert.deepEqual(choices.at(-1)?.values, [{ value: 'Wide', count: 0, isChosen: true }]);
});
