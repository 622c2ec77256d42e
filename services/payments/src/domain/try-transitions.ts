import type { PaymentTryStatus } from '../../contract/index.ts';

/** States of a try in our books. `intent`: written down, and the provider is about to be asked. */
export type TryStatus =
  | 'intent'
  | 'unknown'
  | 'pending'
  | 'action-required'
  | 'authorised'
  | 'declined'
  | 'voiding'
  | 'voided'
  | 'never-seen';

/**
 * Where a try may go from each state. What a webhook tells late, twice or in the wrong order is not
 * in the table and changes nothing: no way leads out of a final state, or back from `voiding`.
 */
export const tryTransitions: Readonly<Record<TryStatus, readonly TryStatus[]>> = {
  intent: [
    'unknown',
    'pending',
    'action-required',
    'authorised',
    'declined',
    'voiding',
    'voided',
    'never-seen',
  ],
  unknown: [
    'pending',
    'action-required',
    'authorised',
    'declined',
    'voiding',
    'voided',
    'never-seen',
  ],
  pending: ['action-required', 'authorised', 'declined', 'voiding', 'voided'],
  'action-required': ['pending', 'authorised', 'declined', 'voiding', 'voided'],
  authorised: ['voiding', 'voided'],
  voiding: ['voided', 'declined'],
  declined: [],
  voided: [],
  'never-seen': [],
};

export const canMove = (from: TryStatus, to: TryStatus): boolean =>
  tryTransitions[from].includes(to);

/** What others are told: an intent without an answer is unknown, and a void on its way pending. */
export const publicStatus = (status: TryStatus): PaymentTryStatus =>
  status === 'intent' ? 'unknown' : status === 'voiding' ? 'pending' : status;

/**
 * Milliseconds until the provider is asked about a state that nobody told us the end of; null for
 * states that stay. An intent is left alone for as long as its request may be under way.
 */
export function firstAskMs(status: TryStatus, intentGraceMs: number): number | null {
  if (status === 'intent') return intentGraceMs;
  if (status === 'unknown' || status === 'voiding') return 1_000;
  if (status === 'pending') return 5_000;
  if (status === 'action-required') return 30_000;
  return null;
}
