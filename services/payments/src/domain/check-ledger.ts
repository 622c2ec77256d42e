import type { TryStatus } from './try-transitions.ts';

/** A try beside the sums of its ledger entries, in minor units. */
export interface TryWithLedger {
  status: TryStatus;
  amountMinor: number;
  capturingMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  entered: { authorised: number; captured: number; refunded: number; released: number };
}

/** What of a try its ledger does not explain, each in a few words. */
export function findLedgerMismatches(found: TryWithLedger): string[] {
  const { entered } = found;
  const heldMinor = entered.authorised - entered.captured - entered.released;
  const expectedMinor = holdOf(found);
  const pairs: [string, number, number][] = [
    ['captured', found.capturedMinor, entered.captured],
    ['refunded', found.refundedMinor, entered.refunded],
    ['held', expectedMinor ?? heldMinor, heldMinor],
  ];
  return pairs
    .filter(([, stated, byLedger]) => stated !== byLedger)
    .map(([what, stated, byLedger]) => `${what} ${stated}, by its ledger ${byLedger}`);
}

/**
 * What the shop must hold of the shopper's money. Undefined where the ledger need not say: a void
 * on its way, and one that turned out as a decline, may or may not have begun with an approval.
 */
function holdOf({
  status,
  amountMinor,
  capturedMinor,
  capturingMinor,
}: TryWithLedger): number | undefined {
  if (status === 'voiding' || status === 'declined') return undefined;
  if (status === 'authorised') return amountMinor - capturedMinor;
  // A capture that was on its way when the rest was released is not in the release.
  return status === 'voided' ? capturingMinor : 0;
}
