import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { refundOfLine } from './refund-of-line.ts';
import { shareOfLine } from './share-of-line.ts';

const steps = fc.array(fc.record({ units: fc.nat({ max: 4 }), fails: fc.nat({ max: 5 }) }), {
  maxLength: 30,
});

test('whichever refunds fail, those of all units add up to the total of the line', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 10_000_000 })),
      fc.integer({ min: 1, max: 12 }),
      steps,
      (totalMinor, quantity, wanted) => {
        const line = { totalMinor, quantity };
        const refunds: { units: number; minor: number }[] = [];
        const sumOf = (member: 'units' | 'minor') =>
          refunds.reduce((sum, refund) => sum + refund[member], 0);
        const refund = (asked: number): void => {
          const before = { units: sumOf('units'), minor: sumOf('minor'), unpricedUnits: 0 };
          const units = Math.min(asked, quantity - before.units);
          const minor = refundOfLine({ ...line, before, units });
          assert.ok(minor >= 0);
          refunds.push({ units, minor });
          assert.ok(sumOf('minor') <= totalMinor);
        };
        for (const { units, fails } of wanted) {
          refund(units);
          // That one of the refunds so far, or none of them.
          refunds.splice(fails, 1);
        }
        refund(quantity);
        assert.equal(sumOf('minor'), totalMinor);
      },
    ),
  );
});

test('units whose amount is not known count as the first ones of their line', () => {
  const line = { totalMinor: 100, quantity: 3 };
  assert.equal(shareOfLine({ ...line, unitsBefore: 1, units: 1 }), 34);
  const before = { units: 1, minor: 0, unpricedUnits: 1 };
  assert.equal(refundOfLine({ ...line, before, units: 1 }), 34);
  const both = { units: 2, minor: 34, unpricedUnits: 1 };
  assert.equal(refundOfLine({ ...line, before: both, units: 1 }), 33);
});
