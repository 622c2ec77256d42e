import { type CallContext, isContractError } from '@cartwright/contract';
import { undoBeforePayment } from '../domain/undo-steps.ts';
import { loadAttempt } from '../store/claim-attempts.ts';
import type { CheckoutParts } from './parts.ts';
import { undo } from './undo.ts';

/**
 * Who finds out that its attempt was taken over may have locked or held something after the other
 * had taken everything back. When the attempt has ended without an order, that is taken back again;
 * of an attempt that goes forward nothing is touched.
 */
export async function cleanUpAfterLostLease(
  parts: CheckoutParts,
  attemptId: string,
  context: CallContext,
): Promise<void> {
  const attempt = await loadAttempt(parts.db, attemptId);
  if (attempt?.state !== 'refused' && attempt?.state !== 'undone' && attempt?.state !== 'undoing')
    return;
  // Stock is free only once the payment is given up, and whoever undoes it frees it then. Nothing
  // came late either: lock and holds were over before there was a payment to void.
  if (attempt.state === 'undoing' && attempt.undoSteps.includes('void-payment')) return;
  parts.log.warn({ attemptId }, 'a checkout was taken over; taking back what came late');
  try {
    await undo(parts, { ...attempt, undoSteps: undoBeforePayment }, context);
  } catch (error) {
    if (!isContractError(error)) throw error;
    parts.log.warn({ attemptId, code: error.code }, 'what came late could not be taken back');
  }
}
