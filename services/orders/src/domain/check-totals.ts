import { ContractError } from '@cartwright/contract';
import type { PlacedLine, PlaceOrder } from '../../contract/shapes.ts';

/** What sums are made of and made from; the rest of an order has no say in them. */
export type TotalledOrder = Pick<PlaceOrder, 'currency' | 'shipping' | 'totals'> & {
  lines: readonly TotalledLine[];
};
type TotalledLine = Pick<
  PlacedLine,
  | 'lineId'
  | 'quantity'
  | 'unitPrice'
  | 'discountTotal'
  | 'taxRateBasisPoints'
  | 'tax'
  | 'total'
  | 'discounts'
>;

/**
 * An order's totals must be the sum of its lines, or captures and refunds by line could not add up.
 * `total` of a line and of the shipping is what the customer pays for it, tax included.
 * @throws ContractError `totals-mismatch` with the part that differs.
 */
export function checkTotals(order: TotalledOrder): void {
  const differing = findTotalsMismatch(order);
  if (differing === undefined) return;
  throw new ContractError('totals-mismatch', {
    detail: `The ${differing} of the order is not the sum of its lines`,
    data: { part: differing },
  });
}

/** The first part that is not the sum of what it is made of. */
export function findTotalsMismatch(order: TotalledOrder): string | undefined {
  const amounts = amountsOf(order);
  if (!amounts.every((money) => money.currency === order.currency)) return 'currency';
  if (!amounts.every((money) => money.amount >= 0)) return 'sign';
  if (new Set(order.lines.map((line) => line.lineId)).size < order.lines.length) return 'lineId';
  return mismatchInTotals(order) ?? mismatchInShipping(order) ?? mismatchInLines(order);
}

function mismatchInTotals({ lines, shipping, totals }: TotalledOrder): string | undefined {
  const sums: [string, number, number][] = [
    ['total', totals.total.amount, sumOf(lines, 'total') + (shipping?.total.amount ?? 0)],
    ['taxTotal', totals.taxTotal.amount, sumOf(lines, 'tax') + (shipping?.tax.amount ?? 0)],
    ['taxes', totals.taxTotal.amount, sum(totals.taxes.map((tax) => tax.amount.amount))],
    [
      'subtotal',
      totals.subtotal.amount,
      sum(lines.map((line) => line.unitPrice.amount * line.quantity)),
    ],
    ['discountTotal', totals.discountTotal.amount, sumOf(lines, 'discountTotal')],
  ];
  return sums.find(([, stated, summed]) => stated !== summed)?.[0];
}

function mismatchInShipping({ shipping, totals }: TotalledOrder): string | undefined {
  const net = shipping === null ? 0 : shipping.price.amount - shipping.discount.amount;
  const tax = totals.pricesIncludeTax ? 0 : (shipping?.tax.amount ?? 0);
  const isRight =
    totals.shippingTotal.amount === net && (shipping?.total.amount ?? 0) === net + tax;
  return isRight ? undefined : 'shippingTotal';
}

/** A line is its price less its discounts, with the tax on top where prices are without tax. */
function mismatchInLines({ lines, totals }: TotalledOrder): string | undefined {
  const wrong = lines.find((line) => {
    const net = line.unitPrice.amount * line.quantity - line.discountTotal.amount;
    const tax = totals.pricesIncludeTax ? 0 : line.tax.amount;
    const discounts = sum(line.discounts.map((discount) => discount.amount.amount));
    return line.total.amount !== net + tax || line.discountTotal.amount !== discounts;
  });
  return wrong === undefined ? undefined : `line ${wrong.lineId}`;
}

function amountsOf({ lines, shipping, totals }: TotalledOrder) {
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

const sumOf = (lines: readonly TotalledLine[], member: 'total' | 'tax' | 'discountTotal'): number =>
  sum(lines.map((line) => line[member].amount));

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
