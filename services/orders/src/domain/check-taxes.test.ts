import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTaxMismatches } from './check-taxes.ts';
import type { TotalledOrder } from './check-totals.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** Two lines and shipping at 19 %, as pricing quotes them. */
const order = (pricesIncludeTax: boolean): TotalledOrder => {
  const taxes = pricesIncludeTax ? [1597, 798, 78] : [1900, 950, 93];
  const [first = 0, second = 0, third = 0] = taxes;
  const line = (lineId: string, price: number, tax: number) => ({
    lineId,
    quantity: 2,
    unitPrice: eur(price),
    discountTotal: eur(0),
    taxRateBasisPoints: 1900,
    tax: eur(tax),
    total: eur(price * 2),
    discounts: [],
  });
  return {
    currency: 'EUR',
    lines: [line('a', 5000, first), line('b', 2500, second)],
    shipping: {
      optionId: 'o',
      name: 'Standard',
      price: eur(490),
      discount: eur(0),
      taxRateBasisPoints: 1900,
      tax: eur(third),
      total: eur(490),
    },
    totals: {
      subtotal: eur(15_000),
      discountTotal: eur(0),
      shippingTotal: eur(490),
      taxTotal: eur(first + second + third),
      total: eur(15_490),
      pricesIncludeTax,
      taxes: [{ rateBasisPoints: 1900, amount: eur(first + second + third) }],
    },
  };
};

describe('the taxes of an order', () => {
  it('are what the rates make of the amounts, within them or on top', () => {
    assert.deepEqual(findTaxMismatches(order(true)), []);
    assert.deepEqual(findTaxMismatches(order(false)), []);
  });

  it('name the line and the rate whose tax is another', () => {
    const wrong = order(true);
    const [first] = wrong.lines;
    assert.ok(first);
    first.tax.amount += 1;
    assert.deepEqual(findTaxMismatches(wrong), ['tax of line a', 'taxes at 1900 basis points']);
  });

  it('name shipping, and a rate that nothing is taxed at', () => {
    const wrong = order(true);
    assert.ok(wrong.shipping);
    wrong.shipping.tax.amount += 1;
    wrong.totals.taxes = [
      { rateBasisPoints: 1900, amount: eur(2474) },
      { rateBasisPoints: 700, amount: eur(1) },
    ];
    assert.deepEqual(findTaxMismatches(wrong), ['tax of shipping', 'taxes at 700 basis points']);
  });
});
