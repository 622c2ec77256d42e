import type { FrozenOrder } from './freeze-order.ts';

/** What can be taken back, in the order in which it is: the cart opens once the stock is free. */
export const undoStepOrder = [
  'void-payment',
  'release-stock',
  'release-coupons',
  'unlock-cart',
] as const;
export type UndoStep = (typeof undoStepOrder)[number];

/** All that an attempt may hold of which nobody remembers how far it came before paying. */
export const undoBeforePayment: readonly UndoStep[] = [
  'release-stock',
  'release-coupons',
  'unlock-cart',
];

/**
 * What an attempt holds whose total is frozen. The payment is voided unless the provider's own word
 * says that there is nothing to void.
 */
export function undoAfterFreeze(
  frozen: FrozenOrder | null,
  payment: 'settled' | 'open',
): readonly UndoStep[] {
  if (frozen === null) return undoBeforePayment;
  const wanted = new Set<UndoStep>(['release-stock', 'unlock-cart']);
  if (payment === 'open' && frozen.totals.total.amount > 0) wanted.add('void-payment');
  if (frozen.couponCodes.length > 0) wanted.add('release-coupons');
  return undoStepOrder.filter((step) => wanted.has(step));
}
