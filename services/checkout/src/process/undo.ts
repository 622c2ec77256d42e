import type { CallContext } from '@cartwright/contract';
import type { Attempt } from '../domain/attempt.ts';
import { type UndoStep, undoStepOrder } from '../domain/undo-steps.ts';
import { type FaultPoint, pass } from '../fault-points.ts';
import type { CheckoutParts } from './parts.ts';
import { unlockCart } from './steps/lock-cart.ts';
import { releaseCoupons } from './steps/reserve-coupons.ts';
import { releaseStock } from './steps/reserve-stock.ts';
import { voidPayment } from './steps/take-payment.ts';

const afterStep: Readonly<Record<UndoStep, FaultPoint>> = {
  'void-payment': 'checkout.undo-after-void',
  'release-stock': 'checkout.undo-after-release',
  'release-coupons': 'checkout.undo-after-coupons',
  'unlock-cart': 'checkout.undo-after-unlock',
};

/**
 * Takes back what the attempt holds. False when the payment cannot be given up yet: then nothing
 * after it is freed. Every step may be done again by whoever resumes.
 */
export async function undo(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<boolean> {
  await pass('checkout.undo-started');
  for (const step of undoStepOrder) {
    if (attempt.undoSteps.includes(step) && !(await takeBack(parts, attempt, step, context)))
      return false;
    await pass(afterStep[step]);
  }
  return true;
}

async function takeBack(
  parts: CheckoutParts,
  attempt: Attempt,
  step: UndoStep,
  context: CallContext,
): Promise<boolean> {
  switch (step) {
    case 'void-payment':
      return voidPayment(parts, attempt, context);
    case 'release-stock':
      await releaseStock(parts, attempt, context);
      return true;
    case 'release-coupons':
      await releaseCoupons(parts, attempt, context);
      return true;
    case 'unlock-cart':
      await unlockCart(parts, attempt, context);
      return true;
  }
}
