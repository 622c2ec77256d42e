import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionValues } from './option-values.ts';

test('what was chosen reads alike, however its options are kept', () => {
  assert.deepEqual(optionValues({ Colour: 'Ember', Size: '37' }), ['Ember', '37']);
  assert.deepEqual(optionValues({ Size: '37', Colour: 'Ember' }), ['Ember', '37']);
  assert.deepEqual(optionValues({}), []);
});
