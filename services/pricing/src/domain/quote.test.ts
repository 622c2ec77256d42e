import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AmountOverflow } from '@cartwright/money';
import fc from 'fast-check';
import { choosePromotions } from './choose-promotions.ts';
import { quoteGoods, totalQuote } from './quote.ts';
import { inputOf, promotion, type QuoteExample, quoteRules } from './quote-rules.ts';

const quoteOf = (example: QuoteExample) => {
  const { subject, facts } = inputOf(example);
  const goods = quoteGoods(subject, facts);
  const chosen = goods.shippingOffers.find(({ optionId }) => optionId === example.shipBy) ?? null;
  return totalQuote(goods, chosen, facts);
};

describe('the rules of a quote', () => {
  for (const example of quoteRules)
    test(example.rule, () => {
      const quote = quoteOf(example);
      const { answer } = example;
      const got = {
        lineDiscounts: quote.lines.map(({ discountTotal }) => discountTotal.amount),
        lineTaxes: quote.lines.map(({ tax }) => tax.amount),
        lineTotals: quote.lines.map(({ total }) => total.amount),
        shippingPaid: quote.shippingTotal.amount,
        shippingTax: quote.shipping?.tax.amount ?? 0,
        taxes: quote.taxes.map(({ rateBasisPoints, amount }) => ({
          rateBasisPoints,
          amount: amount.amount,
        })),
        total: quote.total.amount,
      };
      assert.deepEqual(got, { ...got, ...answer });
    });
});

const examples = fc.record({
  rule: fc.constant('any'),
  lines: fc.array(
    fc.record({
      priceMinor: fc.integer({ min: 0, max: 1_000_000 }),
      quantity: fc.integer({ min: 1, max: 9_999 }),
      taxCategory: fc.constantFrom('standard', 'reduced'),
    }),
    { maxLength: 12 },
  ),
  codes: fc.shuffledSubarray(['TEN', 'THIRD', 'FIVE', 'FREE']),
  facts: fc.record({
    pricesIncludeTax: fc.boolean(),
    taxRates: fc.constant([
      { category: 'standard', rateBasisPoints: 1_900 },
      { category: 'reduced', rateBasisPoints: 725 },
    ]),
    shippingRates: fc.constant([
      {
        optionId: 'de.post',
        name: 'Post',
        names: {},
        deliveryDays: null,
        basis: 'weight' as const,
        bands: [{ from: 0, below: null, price: 499 }],
      },
    ]),
    promotions: fc.constant([
      promotion('TEN', { isCombinable: true }),
      promotion('THIRD', {
        isCombinable: true,
        effect: { kind: 'percentage', basisPoints: 3_333 },
      }),
      promotion('FIVE', {
        isCombinable: true,
        effect: { kind: 'amount', amounts: [{ amount: 500, currency: 'EUR' }] },
      }),
      promotion('FREE', { isCombinable: true, effect: { kind: 'free-shipping' } }),
    ]),
  }),
  shipBy: fc.constant('de.post'),
  answer: fc.constant({ total: 0 }),
});

describe('any quote', () => {
  test('has totals that are the sums of their parts, none below zero', () => {
    fc.assert(
      fc.property(examples, (example) => {
        const quote = quoteOf(example);
        const taxOnTop = quote.pricesIncludeTax ? 0 : quote.taxTotal.amount;
        assert.equal(
          quote.total.amount,
          quote.subtotal.amount -
            quote.discountTotal.amount +
            quote.shippingTotal.amount +
            taxOnTop,
        );
        const paid = [...quote.lines, ...(quote.shipping === null ? [] : [quote.shipping])];
        const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
        assert.equal(quote.total.amount, sum(paid.map(({ total }) => total.amount)));
        assert.equal(quote.taxTotal.amount, sum(quote.taxes.map(({ amount }) => amount.amount)));
        for (const line of quote.lines) {
          assert.ok(line.total.amount >= 0 && line.discountTotal.amount >= 0);
          assert.equal(
            line.discountTotal.amount,
            sum(line.discounts.map(({ amount }) => amount.amount)),
          );
        }
      }),
    );
  });

  test('comes to the same in whatever order combinable codes are typed', () => {
    fc.assert(
      fc.property(examples, (example) => {
        const turned = { ...example, codes: [...example.codes].reverse() };
        assert.deepEqual(quoteOf(example).total, quoteOf(turned).total);
      }),
    );
  });

  test('is refused when its amounts cannot be counted exactly', () => {
    const dear = { priceMinor: 1_000_000_000_000, quantity: 9_999 };
    assert.throws(() => quoteOf({ rule: '', lines: [dear], answer: { total: 0 } }), AmountOverflow);
    const half = { priceMinor: 1_000_000_000_000, quantity: 9_000 };
    assert.throws(
      () => quoteOf({ rule: '', lines: [half, half], answer: { total: 0 } }),
      AmountOverflow,
    );
  });

  test('leaves out and names what has no price', () => {
    const { subject, facts } = inputOf({
      rule: '',
      lines: [
        { priceMinor: 100, quantity: 1 },
        { priceMinor: 200, quantity: 1 },
      ],
      answer: { total: 0 },
    });
    const goods = quoteGoods(subject, { ...facts, prices: facts.prices.slice(0, 1) });
    assert.equal(goods.lines.length, 1);
    assert.deepEqual(goods.unpriced, [subject.lines[1]?.variantId]);
  });
});

describe('codes', () => {
  const choose = (codes: string[], promotions: ReturnType<typeof promotion>[]) =>
    choosePromotions({ codes, promotions, currency: 'EUR', goodsMinor: 5_000 }).coupons.map(
      ({ applied, reason }) => (applied ? 'applied' : reason),
    );

  test('count once, without regard to case and spaces', () => {
    assert.deepEqual(choose(['ten', ' TEN '], [promotion('Ten')]), ['applied']);
  });

  test('that are inactive look like unknown ones', () => {
    assert.deepEqual(choose(['OFF', 'NONE'], [promotion('OFF', { isActive: false })]), [
      'unknown',
      'unknown',
    ]);
  });

  test('that cannot be combined apply alone', () => {
    const combinable = promotion('B', { isCombinable: true });
    assert.deepEqual(choose(['A', 'B'], [promotion('A'), combinable]), [
      'applied',
      'not-combinable',
    ]);
    assert.deepEqual(choose(['B', 'A'], [promotion('A'), combinable]), [
      'applied',
      'not-combinable',
    ]);
  });

  test('need the minimum in the currency of the order', () => {
    const from = (amount: number, currency: string) =>
      promotion('MIN', { minimumOrderValues: [{ amount, currency }] });
    assert.deepEqual(choose(['MIN'], [from(5_000, 'EUR')]), ['applied']);
    assert.deepEqual(choose(['MIN'], [from(5_001, 'EUR')]), ['minimum-not-reached']);
    assert.deepEqual(choose(['MIN'], [from(1, 'USD')]), ['other-currency']);
  });

  for (const [reason, state] of [
    ['not-started', { hasStarted: false }],
    ['expired', { hasEnded: true }],
    ['exhausted', { isExhausted: true }],
    ['customer-limit-reached', { isCustomerLimitReached: true }],
  ] as const)
    test(`say ${reason}`, () => assert.deepEqual(choose(['A'], [promotion('A', state)]), [reason]));
});
