import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../api/shapes.ts';
import { deliveryEstimates } from './delivery-estimate.ts';

const rates: Store['homeDelivery'] = [
  {
    code: 'express',
    name: 'Express',
    currency: 'EUR',
    basis: 'order-value',
    bands: [{ from: 0, below: null, price: 1290 }],
  },
  {
    code: 'standard',
    name: 'Standard',
    names: { de: 'Standardversand' },
    currency: 'EUR',
    basis: 'order-value',
    bands: [
      { from: 0, below: 10_000, price: 490 },
      { from: 10_000, below: null, price: 0 },
    ],
    deliveryDays: { min: 2, max: 4 },
  },
  {
    code: 'heavy',
    name: 'By weight',
    currency: 'EUR',
    basis: 'weight',
    bands: [{ from: 0, below: null, price: 100 }],
  },
];
const euro = (amount: number) => ({ amount, currency: 'EUR' });

test('names the cheapest first, with its days and from where it is free', () => {
  const [first, second, ...others] = deliveryEstimates(rates, euro(9_999));
  assert.deepEqual(first, {
    name: 'Standard',
    names: { de: 'Standardversand' },
    price: euro(490),
    days: { min: 2, max: 4 },
    freeFrom: euro(10_000),
  });
  assert.equal(second?.days, undefined);
  assert.deepEqual(others, []);
});

test('does not promise what is free already', () => {
  const [first] = deliveryEstimates(rates, euro(10_000));
  assert.deepEqual([first?.price, first?.freeFrom], [euro(0), undefined]);
});

test('says nothing in a currency that has no rates', () => {
  assert.deepEqual(deliveryEstimates(rates, { amount: 100, currency: 'USD' }), []);
});
