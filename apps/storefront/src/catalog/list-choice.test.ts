import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf, readChoice, searchOf, without } from './list-choice.ts';

const choiceOf = (search: string) => readChoice(new URL(`http://shop.example/search${search}`));

test('a list goes on at the longest cursor that the API gives out', () => {
  const cursor = 'a'.repeat(1_668);
  const url = new URL(`https://shop.example/products?sort=title&cursor=${cursor}`);
  assert.equal(readChoice(url).cursor, cursor);
  assert.ok(searchOf(readChoice(url)).endsWith(`cursor=${cursor}`));
});

test('options may be called as what every object has', () => {
  const search = '?option.constructor=x&option.__proto__=y&option.Size=42';
  const choice = choiceOf(search);
  assert.deepEqual(
    [...choice.options],
    [
      ['constructor', ['x']],
      ['__proto__', ['y']],
      ['Size', ['42']],
    ],
  );
  assert.equal(searchOf(choice), search);
  const query = queryOf(choice, 'EUR');
  assert.deepEqual(Object.entries(query).slice(-3), [
    ['option.constructor', ['x']],
    ['option.__proto__', ['y']],
    ['option.Size', ['42']],
  ]);
  assert.equal(searchOf(without(choice, '__proto__', 'y')), '?option.constructor=x&option.Size=42');
  assert.deepEqual([...without(choiceOf(''), 'constructor', 'x').options], []);
});

test('one value of an option can be taken back, and the others stay', () => {
  const choice = choiceOf('?option.Size=41&option.Size=42&cursor=next');
  assert.equal(searchOf(without(choice, 'Size', '41')), '?option.Size=42');
  assert.equal(searchOf(without(choice, 'Colour', 'red')), '?option.Size=41&option.Size=42');
});
