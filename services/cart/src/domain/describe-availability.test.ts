import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAvailability } from './describe-availability.ts';

const of = (available: number, more: { backorderMax?: number; unitsPerVariant?: number } = {}) => ({
  variantId: 'v',
  stockItemId: 'item',
  available,
  backorderMax: 0,
  unitsPerVariant: 1,
  ...more,
});
const one = (quantity: number, stock: ReturnType<typeof of> | undefined) =>
  describeAvailability(
    [{ id: 'line', variantId: 'v', quantity }],
    new Map(stock === undefined ? [] : [['v', stock]]),
    { fewLeftMax: 5 },
  ).get('line');

test('says in stock, how many are left, on backorder, or sold out', () => {
  assert.deepEqual(one(2, of(6)), { available: true, left: null, message: 'In stock' });
  assert.deepEqual(one(2, of(5)), { available: true, left: 5, message: 'Only 5 left' });
  assert.deepEqual(one(6, of(5)), { available: false, left: 5, message: 'Only 5 left' });
  assert.deepEqual(one(6, of(5, { backorderMax: 1 })), {
    available: true,
    left: null,
    message: 'Available on backorder',
  });
  assert.deepEqual(one(1, of(0)), { available: false, left: 0, message: 'Sold out' });
  assert.deepEqual(one(1, undefined), { available: false, left: 0, message: 'Sold out' });
});

test('adds up lines that draw on the same stock', () => {
  const stock = new Map([
    ['single', { ...of(10), variantId: 'single' }],
    ['pack', { ...of(1, { unitsPerVariant: 6 }), variantId: 'pack' }],
  ]);
  const lines = [
    { id: 'a', variantId: 'single', quantity: 5 },
    { id: 'b', variantId: 'pack', quantity: 1 },
  ];
  const described = describeAvailability(lines, stock, { fewLeftMax: 5 });
  assert.equal(described.get('a')?.available, false);
  assert.equal(described.get('b')?.available, false);
});
