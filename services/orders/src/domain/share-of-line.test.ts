import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { captureAmount } from './capture-amount.ts';
import { shareOfLine } from './share-of-line.ts';

test('portions of a line add up to its total and none is negative', () => {
  const portions = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), portions, (totalMinor, units) => {
      const quantity = units.reduce((sum, part) => sum + part, 0);
      let unitsBefore = 0;
      let shared = 0;
      for (const part of units) {
        const share = shareOfLine({ totalMinor, quantity, unitsBefore, units: part });
        assert.ok(share >= 0);
        unitsBefore += part;
        shared += share;
      }
      assert.equal(shared, totalMinor);
    }),
  );
});

test('the first fulfilment also captures the shipping', () => {
  const lines = [{ totalMinor: 1000, quantity: 3, unitsBefore: 0, units: 1 }];
  const order = { totalMinor: 1490, shippingMinor: 490, askedBeforeMinor: 0 };
  const first = captureAmount({ ...order, lines, isFirst: true, isLast: false });
  assert.equal(first, 333 + 490);
});

test('the last fulfilment captures exactly what is left of the total', () => {
  const lines = [{ totalMinor: 1000, quantity: 3, unitsBefore: 2, units: 1 }];
  const order = { totalMinor: 1490, shippingMinor: 490, askedBeforeMinor: 1157 };
  assert.equal(captureAmount({ ...order, lines, isFirst: false, isLast: true }), 333);
});
