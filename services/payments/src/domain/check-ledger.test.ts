import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLedgerMismatches, type TryWithLedger } from './check-ledger.ts';

const captured: TryWithLedger = {
  status: 'authorised',
  amountMinor: 1_000,
  capturingMinor: 0,
  capturedMinor: 400,
  refundedMinor: 100,
  entered: { authorised: 1_000, captured: 400, refunded: 100, released: 0 },
};
const nothing = { authorised: 0, captured: 0, refunded: 0, released: 0 };

describe('a payment try and its ledger', () => {
  it('agree about a payment that was captured and refunded in part', () => {
    assert.deepEqual(findLedgerMismatches(captured), []);
  });

  it('agree about a rest that was given back, and about one that is being given back', () => {
    const entered = { authorised: 1_000, captured: 400, refunded: 100, released: 600 };
    assert.deepEqual(findLedgerMismatches({ ...captured, status: 'voided', entered }), []);
    assert.deepEqual(findLedgerMismatches({ ...captured, status: 'voiding' }), []);
  });

  it('agree where nobody ever held anything', () => {
    const never = { ...captured, capturedMinor: 0, refundedMinor: 0, entered: nothing };
    for (const status of ['intent', 'unknown', 'pending', 'declined', 'never-seen'] as const)
      assert.deepEqual(findLedgerMismatches({ ...never, status }), []);
  });

  it('are told apart by what was captured, refunded and held', () => {
    const wrong = { ...captured, capturedMinor: 500, refundedMinor: 0 };
    assert.deepEqual(findLedgerMismatches(wrong), [
      'captured 500, by its ledger 400',
      'refunded 0, by its ledger 100',
      'held 500, by its ledger 600',
    ]);
    assert.deepEqual(
      findLedgerMismatches({ ...captured, capturedMinor: 0, refundedMinor: 0, entered: nothing }),
      ['held 1000, by its ledger 0'],
    );
  });
});
