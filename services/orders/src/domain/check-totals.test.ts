import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import type { PlaceOrder } from '../../contract/shapes.ts';
import { eur, sampleLine, sampleOrder } from '../../tests/sample-order.ts';
import { checkTotals } from './check-totals.ts';

const refuses = (order: PlaceOrder, part: string) =>
  assert.throws(
    () => checkTotals(order),
    (error) => isContractError(error, 'totals-mismatch') && error.data.part === part,
    part,
  );

test('takes an order whose totals are its sums', () => {
  checkTotals(sampleOrder());
});

test('takes prices without tax, where the tax comes on top', () => {
  const line = {
    ...sampleLine({ quantity: 1, discountMinor: 0 }),
    tax: eur(633),
    total: eur(3966),
  };
  const { totals } = sampleOrder();
  checkTotals(
    sampleOrder({
      lines: [line],
      shipping: null,
      totals: {
        ...totals,
        pricesIncludeTax: false,
        subtotal: eur(3333),
        discountTotal: eur(0),
        shippingTotal: eur(0),
        taxTotal: eur(633),
        taxes: [{ rateBasisPoints: 1900, amount: eur(633) }],
        total: eur(3966),
      },
    }),
  );
});

test('refuses totals that are one cent off, each by its name', () => {
  const order = sampleOrder();
  const parts = ['subtotal', 'discountTotal', 'shippingTotal', 'taxTotal', 'total'] as const;
  for (const part of parts) {
    const totals = { ...order.totals, [part]: eur(order.totals[part].amount + 1) };
    refuses({ ...order, totals }, part);
  }
});

test('refuses a line that is not its price less its discounts', () => {
  const [first, second] = [sampleLine(), sampleLine()];
  const off = [
    { ...first, total: eur(first.total.amount + 1) },
    { ...second, total: eur(second.total.amount - 1) },
  ];
  const order = sampleOrder({ lines: [first, second] });
  refuses({ ...order, lines: off }, `line ${first.lineId}`);
});

test('refuses a foreign currency, a negative amount and a line that comes twice', () => {
  const order = sampleOrder();
  const [line = sampleLine()] = order.lines;
  refuses({ ...order, currency: 'USD' }, 'currency');
  refuses({ ...order, lines: [{ ...line, discountTotal: eur(-1) }] }, 'sign');
  refuses({ ...order, lines: [line, line] }, 'lineId');
});
