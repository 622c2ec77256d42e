import type { PaymentStatus } from '../../contract/shapes.ts';

/** What the order knows of its money, as payments told it. */
export interface PaymentFacts {
  totalMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  isVoided: boolean;
  hasFailedCapture: boolean;
}

/** How the summary may move; what is not here is news that came late or twice. */
export const paymentTransitions: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  authorised: ['partly-captured', 'captured', 'capture-failed', 'voided'],
  'partly-captured': ['captured', 'capture-failed', 'partly-refunded', 'refunded'],
  // A failed capture can be made good, and what other fulfilments captured can be refunded.
  'capture-failed': ['partly-captured', 'captured', 'partly-refunded', 'refunded', 'voided'],
  captured: ['partly-refunded', 'refunded'],
  'partly-refunded': ['refunded'],
  // The next fulfilment of an order whose first one was refunded in full captures again.
  refunded: ['partly-refunded'],
  voided: [],
};

/** The summary that the facts call for; the present one stays when the table forbids the move. */
export function nextPaymentStatus(from: PaymentStatus, facts: PaymentFacts): PaymentStatus {
  const wanted = paymentStatusOf(facts);
  return paymentTransitions[from].includes(wanted) ? wanted : from;
}

function paymentStatusOf(facts: PaymentFacts): PaymentStatus {
  if (facts.isVoided && facts.capturedMinor === 0) return 'voided';
  if (facts.refundedMinor > 0) {
    return facts.refundedMinor >= facts.capturedMinor ? 'refunded' : 'partly-refunded';
  }
  if (facts.hasFailedCapture) return 'capture-failed';
  // Of an order whose rest was cancelled, the rest was given back: there is no more to take.
  if (facts.isVoided || facts.capturedMinor >= facts.totalMinor) return 'captured';
  return facts.capturedMinor > 0 ? 'partly-captured' : 'authorised';
}
