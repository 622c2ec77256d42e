import type { AttemptBooks } from '@cartwright/checkout/contract';
import type { HoldBooks } from '@cartwright/inventory/contract';
import type { OrderBooks } from '@cartwright/orders/contract';
import type { PaymentBooks } from '@cartwright/payments/contract';
import type { CouponBooks } from '@cartwright/pricing/contract';
import type { Finding } from './finding.ts';

/** What every service knows of one checkout attempt and of the order that it became. */
export interface Story {
  attemptId: string;
  attempt: AttemptBooks | undefined;
  hold: HoldBooks | undefined;
  payments: PaymentBooks | undefined;
  order: OrderBooks | undefined;
  coupons: CouponBooks | undefined;
}

/** What a rule says of one story: how much of it there was to check, and what is wrong. */
export interface Judgement {
  checked: number;
  findings: Finding[];
}

const decided: readonly string[] = ['completed', 'refused', 'undone'];

/** The attempt may still become an order, or is being taken back. */
export const isUnfinished = ({ attempt }: Story): boolean =>
  attempt !== undefined && !decided.includes(attempt.state);

/**
 * Nothing will happen to the attempt any more, and no order came of it. One that has none although
 * it is completed is a disagreement of its own, and its holds are the traces of the lost order.
 */
export const isOverWithoutOrder = (story: Story): boolean =>
  story.order === undefined && !isUnfinished(story) && story.attempt?.state !== 'completed';
