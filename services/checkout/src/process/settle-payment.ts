import type { CallContext } from '@cartwright/contract';
import type { PaymentTryState } from '@cartwright/payments/contract';
import type { Attempt } from '../domain/attempt.ts';
import { declined, fault, notConfirmedInTime, type Problem } from '../domain/outcome.ts';
import { undoAfterFreeze } from '../domain/undo-steps.ts';
import type { CheckoutParts } from './parts.ts';
import { isPlaced } from './steps/place-order.ts';
import type { PaymentAnswer } from './steps/take-payment.ts';

/**
 * Draws the conclusion from what payments says. Without a decision the attempt stays as it is:
 * an unknown payment is neither an approval nor a refusal.
 */
export async function settlePayment(
  parts: CheckoutParts,
  attempt: Attempt,
  o: { answer: PaymentAnswer; isResumed: boolean },
  context: CallContext,
): Promise<{ attempt: Attempt; isMoved: boolean }> {
  const { answer, isResumed } = o;
  if (answer === 'unheard') return expireOr(parts, attempt, 'unknown');
  const { status } = answer;
  switch (status) {
    case 'authorised':
      return goOn(parts, attempt, status);
    case 'declined':
    case 'voided':
    case 'never-seen': {
      const isOrdered = isResumed && (await isPlaced(parts, attempt, context));
      if (isOrdered === 'unheard') return { attempt, isMoved: false };
      if (isOrdered) return goOn(parts, attempt, status);
      const problem =
        status === 'never-seen' ? neverSeen(attempt, isResumed) : declined(answer.reason ?? status);
      return end(parts, attempt, status, problem);
    }
    case 'action-required':
      return attempt.state === 'awaiting-shopper'
        ? expireOr(parts, attempt, status)
        : { attempt: await challenge(parts, attempt, answer), isMoved: false };
    case 'pending': {
      if (attempt.state !== 'awaiting-shopper') return { attempt, isMoved: false };
      const paying = await parts.attempts.advance(attempt, 'confirmed', { paymentStatus: status });
      return { attempt: paying, isMoved: false };
    }
    case 'unknown':
      return expireOr(parts, attempt, status);
  }
}

async function goOn(
  parts: CheckoutParts,
  attempt: Attempt,
  paymentStatus: string,
): Promise<{ attempt: Attempt; isMoved: boolean }> {
  const placing = await parts.attempts.advance(attempt, 'authorised', { paymentStatus });
  return { attempt: placing, isMoved: true };
}

/** Nothing is held at the provider, so only our own holds are taken back. */
async function end(
  parts: CheckoutParts,
  attempt: Attempt,
  paymentStatus: string,
  problem: Problem,
): Promise<{ attempt: Attempt; isMoved: boolean }> {
  const undoSteps = undoAfterFreeze(attempt.frozen, 'settled');
  const changes = { paymentStatus, problem, undoSteps };
  return { attempt: await parts.attempts.advance(attempt, 'undo-started', changes), isMoved: true };
}

/**
 * A crash before the provider was asked is our fault, and a repeat that waits runs anew; a provider
 * that could not be reached is told as such.
 */
const neverSeen = (attempt: Attempt, isResumed: boolean): Problem =>
  isResumed && attempt.paymentStatus === null ? fault('unavailable') : fault('payment-unavailable');

async function challenge(
  parts: CheckoutParts,
  attempt: Attempt,
  answer: PaymentTryState,
): Promise<Attempt> {
  if (answer.action === null) return attempt;
  const action = { url: answer.action.url, expiresInMs: parts.challengeMinutes * 60_000 };
  return parts.attempts.advance(attempt, 'challenged', { paymentStatus: answer.status, action });
}

/**
 * The shopper's time to confirm is over: the payment is given up first, and only the provider's
 * agreement frees the rest.
 */
async function expireOr(
  parts: CheckoutParts,
  attempt: Attempt,
  paymentStatus: string,
): Promise<{ attempt: Attempt; isMoved: boolean }> {
  const { state, actionExpiresInMs } = attempt;
  if (state !== 'awaiting-shopper' || actionExpiresInMs === null || actionExpiresInMs > 0)
    return { attempt, isMoved: false };
  const undoSteps = undoAfterFreeze(attempt.frozen, 'open');
  const changes = { paymentStatus, problem: notConfirmedInTime(), undoSteps };
  return { attempt: await parts.attempts.advance(attempt, 'undo-started', changes), isMoved: true };
}
