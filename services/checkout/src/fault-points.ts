import { faultPoint } from '@cartwright/config';

/**
 * Places where tests make the process die: between every two steps of checkout, on both sides of
 * each effect, and during undo. In the order in which a checkout passes them.
 */
export const checkoutFaultPoints = [
  'checkout.after-attempt',
  'checkout.after-lock',
  'checkout.after-reserve',
  'checkout.after-coupons',
  'checkout.before-authorise',
  'checkout.after-authorise',
  'checkout.before-place',
  'checkout.after-place',
  'checkout.after-complete',
] as const;

export const undoFaultPoints = [
  'checkout.undo-started',
  'checkout.undo-after-void',
  'checkout.undo-after-release',
  'checkout.undo-after-coupons',
  'checkout.undo-after-unlock',
] as const;

export type FaultPoint = (typeof checkoutFaultPoints)[number] | (typeof undoFaultPoints)[number];

export const pass = (point: FaultPoint): Promise<void> => faultPoint(point);
