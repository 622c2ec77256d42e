import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  AmountOverflow,
  add,
  allocate,
  CurrencyMismatch,
  currencyDigits,
  formatMoney,
  isCurrency,
  multiply,
  multiplyRatio,
  parseDecimal,
  shareOfUnits,
  sum,
  taxOnTop,
  taxWithin,
  toDecimal,
} from './index.ts';

const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const rate = fc.integer({ min: 0, max: 10_000 });
const currency = fc.constantFrom(...currencyDigits.keys());
const total = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), {
  minLength: 1,
  maxLength: 50,
});

describe('allocation', () => {
  test('sums to the amount exactly, each share within one unit of its proportion', () => {
    fc.assert(
      fc.property(amount, weights, (whole, parts) => {
        fc.pre(total(parts) > 0);
        const shares = allocate(whole, parts);
        assert.equal(
          shares.reduce((a, b) => a + BigInt(b), 0n),
          BigInt(whole),
        );
        const all = BigInt(total(parts));
        for (const [index, share] of shares.entries()) {
          const distance = BigInt(share) * all - BigInt(whole) * BigInt(parts[index] ?? 0);
          assert.ok(distance > -all && distance < all);
        }
      }),
    );
  });

  test('never takes more from a part than it is worth', () => {
    fc.assert(
      fc.property(weights, rate, (parts, share) => {
        fc.pre(total(parts) > 0);
        const whole = multiplyRatio(total(parts), { numerator: share, denominator: 10_000 });
        for (const [index, part] of allocate(whole, parts).entries())
          assert.ok(part >= 0 && part <= (parts[index] ?? 0));
      }),
    );
  });

  test('refuses an amount that belongs to nobody, and weights below zero', () => {
    assert.throws(() => allocate(1, [0, 0]), RangeError);
    assert.throws(() => allocate(1, []), RangeError);
    assert.throws(() => allocate(1, [2, -1]), RangeError);
    assert.throws(() => allocate(Number.MAX_SAFE_INTEGER + 1, [1]), AmountOverflow);
  });
});

describe('units of a line', () => {
  test('are worth its total together, in whatever steps they are taken', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), steps, (paid, takes) => {
        const quantity = total(takes);
        let taken = 0;
        let refunded = 0;
        for (const take of takes) {
          const share = shareOfUnits({ total: paid, quantity, taken, take });
          assert.ok(share >= 0);
          refunded += share;
          taken += take;
        }
        assert.equal(refunded, paid);
      }),
    );
  });

  test('cannot be taken beyond the quantity', () => {
    assert.throws(() => shareOfUnits({ total: 10, quantity: 2, taken: 2, take: 1 }), RangeError);
  });
});

describe('tax', () => {
  test('put on a net amount is found again within the gross one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), rate, (net, points) => {
        const tax = taxOnTop(net, points);
        assert.equal(taxWithin(net + tax, points), tax);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('refuses two currencies', () => {
    const euro = { amount: 1, currency: 'EUR' };
    const dollar = { amount: 1, currency: 'USD' };
    assert.throws(() => add(euro, dollar), CurrencyMismatch);
    assert.throws(() => sum([euro, dollar], 'EUR'), CurrencyMismatch);
  });

  test('refuses what cannot be kept exactly', () => {
    const price = { amount: 1_000_000_000_000, currency: 'EUR' };
    assert.equal(multiply(price, 9_000).amount, 9_000_000_000_000_000);
    assert.throws(() => multiply(price, 9_999), AmountOverflow);
    assert.throws(() => multiply(price, 1.5), RangeError);
    assert.throws(
      () => multiplyRatio(Number.MAX_SAFE_INTEGER, { numerator: 2, denominator: 1 }),
      AmountOverflow,
    );
  });
});

describe('decimals', () => {
  test('what is written is read again, in every currency', () => {
    fc.assert(
      fc.property(amount, currency, (value, code) => {
        const written = toDecimal({ amount: value, currency: code });
        assert.deepEqual(parseDecimal(written, code), { amount: value, currency: code });
      }),
    );
  });

  test('are shown by the rules of the locale, exactly', () => {
    const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
    assert.equal(plain(formatMoney({ amount: 1290, currency: 'EUR' }, 'de-DE')), '12,90 €');
    assert.equal(formatMoney({ amount: 5000, currency: 'JPY' }, 'en-US'), '¥5,000');
    assert.equal(plain(formatMoney({ amount: 1234, currency: 'KWD' }, 'en-US')), 'KWD 1.234');
    assert.equal(
      formatMoney({ amount: 9_007_199_254_740_991, currency: 'USD' }, 'en-US'),
      '$90,071,992,547,409.91',
    );
  });

  test('are shown alike however often, and after however many others', () => {
    const euros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
    for (let round = 0; round < 2; round += 1)
      for (let amount = -100; amount <= 3_000; amount += 1) {
        assert.equal(formatMoney({ amount, currency: 'EUR' }, 'en-GB'), euros.format(amount / 100));
        assert.equal(formatMoney({ amount, currency: 'USD' }, 'en-GB').includes('€'), false);
      }
  });

  test('a code that is no currency in use is refused', () => {
    assert.equal(isCurrency('EUR'), true);
    assert.equal(isCurrency('XYZ'), false);
    assert.equal(isCurrency('constructor'), false);
    assert.throws(() => parseDecimal('1', 'XYZ'), RangeError);
  });
});
