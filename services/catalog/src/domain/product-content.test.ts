import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { checkVariants, combinationKey, inOptionOrder, newVariants } from './product-content.ts';

const options = [
  { name: 'Size', values: ['S', 'M'] },
  { name: 'Color', values: ['Red'] },
];

test('knows a combination by its choices, not by their order', () => {
  assert.equal(
    combinationKey({ Size: 'S', Color: 'Red' }),
    combinationKey({ Color: 'Red', Size: 'S' }),
  );
  assert.deepEqual(Object.keys(inOptionOrder(options, { Color: 'Red', Size: 'S' })), [
    'Size',
    'Color',
  ]);
});

test('points at each wrong choice', () => {
  const variants = newVariants(options, [
    { options: { Size: 'S', Color: 'Red' } },
    { options: { Size: 'XL', Color: 'Red' } },
    { options: { Size: 'M', toString: 'x' } as Record<string, string> },
  ]);
  assert.throws(
    () => checkVariants(options, variants),
    (error) => {
      assert.ok(isContractError(error, 'invalid-input'));
      assert.deepEqual(
        error.problems.map(({ pointer }) => pointer),
        ['/body/variants/1/options', '/body/variants/2/options', '/body/variants/2/options'],
      );
      return true;
    },
  );
});

test('refuses options and values that are named twice', () => {
  const twice = [
    { name: 'Size', values: ['S', 'S'] },
    { name: 'Size', values: ['M'] },
  ];
  assert.throws(
    () => checkVariants(twice, newVariants(twice, [{ options: { Size: 'M' } }])),
    (error) => isContractError(error, 'invalid-input') && error.problems.length === 2,
  );
});
