import { ContractError } from '@cartwright/contract';
import type { PlaceOrder } from '../../contract/shapes.ts';

/**
 * An order's totals must be the sum of its lines, or captures and refunds by line could not add up.
 * `total` of a line and of the shipping is what the customer pays for it, tax included.
 * @throws ContractError `totals-mismatch` with the part that differs.
 */
export function checkTotals(order: PlaceOrder): void {
  const differing = findMismatch(order);
  if (differing === undefined) return;
  throw new ContractError('totals-mismatch', {
    detail: `The ${differing} of the order is not the sum of its lines`,
    data: { part: differing },
  });
}

function findMismatch(order: PlaceOrder): string | undefined {
  const { lines, shipping, totals } = order;
  if (!amountsOf(order).every((money) => money.currency === order.currency)) return 'currency';
  if (!amountsOf(order).every((money) => money.amount >= 0)) return 'sign';
  if (new Set(lines.map((line) => line.lineId)).size < lines.length) return 'lineId';
  const lineTotal = sum(lines.map((line) => line.total.amount));
  const lineTax = sum(lines.map((line) => line.tax.amount));
  const parts: [string, number, number][] = [
    ['total', totals.total.amount, lineTotal + (shipping?.total.amount ?? 0)],
    ['taxTotal', totals.taxTotal.amount, lineTax + (shipping?.tax.amount ?? 0)],
    ['taxes', totals.taxTotal.amount, sum(totals.taxes.map((tax) => tax.amount.amount))],
  ];
  return parts.find(([, stated, summed]) => stated !== summed)?.[0] ?? mismatchInLine(order);
}

/** A line is its price less its discounts, with the tax on top where prices are without tax. */
function mismatchInLine({ lines, totals }: PlaceOrder): string | undefined {
  const wrong = lines.find((line) => {
    const net = line.unitPrice.amount * line.quantity - line.discountTotal.amount;
    const expected = totals.pricesIncludeTax ? net : net + line.tax.amount;
    const discounts = sum(line.discounts.map((discount) => discount.amount.amount));
    return line.total.amount !== expected || line.discountTotal.amount !== discounts;
  });
  return wrong === undefined ? undefined : `line ${wrong.lineId}`;
}

function amountsOf({ lines, shipping, totals }: PlaceOrder) {
  return [
    totals.subtotal,
    totals.discountTotal,
    totals.shippingTotal,
    totals.taxTotal,
    totals.total,
    ...totals.taxes.map((tax) => tax.amount),
    ...(shipping === null ? [] : [shipping.price, shipping.discount, shipping.tax, shipping.total]),
    ...lines.flatMap((line) => [
      line.unitPrice,
      line.discountTotal,
      line.tax,
      line.total,
      ...line.discounts.map((discount) => discount.amount),
    ]),
  ];
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
