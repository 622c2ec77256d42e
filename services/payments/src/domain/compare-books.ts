import type { DisagreementKind } from '../../contract/index.ts';
import type { ProviderPayment } from './provider.ts';
import type { TryStatus } from './try-transitions.ts';

/** One try of ours, as far as the provider's books can be held against it. */
export interface OurPayment {
  status: TryStatus;
  amountMinor: number | null;
  currency: string | null;
  capturedMinor: number;
  refundedMinor: number;
  paymentId: string | null;
  /** Something is on its way between us and the provider: a difference means nothing yet. */
  isMoving: boolean;
}

export interface Difference {
  kind: DisagreementKind;
  ours: string | null;
  theirs: string | null;
}

/** Every way in which the two books differ about one key. */
export function compareBooks(
  ours: OurPayment | undefined,
  theirs: ProviderPayment | undefined,
): Difference[] {
  if (ours?.isMoving === true) return [];
  if (ours === undefined && theirs === undefined) return [];
  if (ours === undefined)
    return [{ kind: 'missing-in-our-books', ours: null, theirs: theirs?.status ?? null }];
  if (theirs === undefined) {
    // The provider records nothing of a request that it refuses to read.
    const isExpected = ours.status === 'never-seen' || ours.paymentId === null;
    return isExpected ? [] : [{ kind: 'missing-at-provider', ours: ours.status, theirs: null }];
  }
  const pairs: [DisagreementKind, string | number, string | number][] = [
    ['status-differs', ours.status, theirs.status],
    [
      'amount-differs',
      `${ours.amountMinor ?? 0} ${ours.currency ?? ''}`,
      `${theirs.amount.amount} ${theirs.amount.currency}`,
    ],
    ['captured-differs', ours.capturedMinor, theirs.capturedMinor],
    ['refunded-differs', ours.refundedMinor, theirs.refundedMinor],
  ];
  return pairs
    .filter(([, our, their]) => our !== their)
    .map(([kind, our, their]) => ({ kind, ours: String(our), theirs: String(their) }));
}
