import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  allocate,
  moneyRules,
  multiplyRatio,
  parseDecimal,
  percentageOf,
  shareOfUnits,
  taxOnTop,
  taxWithin,
  toDecimal,
} from './index.ts';

const rules = moneyRules;

describe('the rules of money', () => {
  for (const { result, amount, ...ratio } of rules.roundHalfAwayFromZero.examples)
    test(`${amount} * ${ratio.numerator} / ${ratio.denominator} is ${result}`, () =>
      assert.equal(multiplyRatio(amount, ratio), result));

  for (const { amount, basisPoints, result } of rules.percentage.examples)
    test(`${basisPoints} basis points of ${amount} are ${result}`, () =>
      assert.equal(percentageOf(amount, basisPoints), result));

  for (const { amount, weights, result } of rules.allocateByLargestRemainder.examples)
    test(`${amount} by ${weights} is ${result}`, () =>
      assert.deepEqual(allocate(amount, weights), result));

  for (const { gross, basisPoints, tax } of rules.taxWithinGross.examples)
    test(`${gross} gross at ${basisPoints} holds a tax of ${tax}`, () =>
      assert.equal(taxWithin(gross, basisPoints), tax));

  for (const { net, basisPoints, tax } of rules.taxOnTopOfNet.examples)
    test(`${net} net at ${basisPoints} gets a tax of ${tax}`, () =>
      assert.equal(taxOnTop(net, basisPoints), tax));

  for (const { text, currency, amount, written } of rules.digitsOfCurrency.examples)
    test(`"${text}" ${currency} is ${amount} minor units, written ${written}`, () => {
      assert.deepEqual(parseDecimal(text, currency), { amount, currency });
      assert.equal(toDecimal({ amount, currency }), written);
    });

  for (const { text, currency } of rules.textThatIsNoAmount.examples)
    test(`"${text}" ${currency} is refused`, () =>
      assert.equal(parseDecimal(text, currency), undefined));

  for (const { total, quantity, steps, amounts } of rules.refundOfDiscountedLine.examples)
    test(`${total} for ${quantity} units, taken as ${steps}, are ${amounts}`, () => {
      let taken = 0;
      const got = steps.map((take) => {
        const amount = shareOfUnits({ total, quantity, taken, take });
        taken += take;
        return amount;
      });
      assert.deepEqual(got, amounts);
    });
});
