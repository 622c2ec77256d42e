import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareBooks, type OurPayment } from './compare-books.ts';
import type { ProviderPayment } from './provider.ts';

const ours: OurPayment = {
  status: 'authorised',
  amountMinor: 1_000,
  currency: 'EUR',
  capturedMinor: 400,
  refundedMinor: 100,
  paymentId: 'pay_1',
  isMoving: false,
};
const theirs: ProviderPayment = {
  key: 'k',
  paymentId: 'pay_1',
  status: 'authorised',
  reason: null,
  action: null,
  amount: { amount: 1_000, currency: 'EUR' },
  capturedMinor: 400,
  refundedMinor: 100,
  captureKeys: [],
  refundKeys: [],
};

describe('comparing our books with the provider’s', () => {
  it('finds nothing where both say the same', () => {
    assert.deepEqual(compareBooks(ours, theirs), []);
  });

  it('names every difference by its kind', () => {
    const other: ProviderPayment = {
      ...theirs,
      status: 'voided',
      amount: { amount: 1_000, currency: 'USD' },
      capturedMinor: 500,
      refundedMinor: 0,
    };
    assert.deepEqual(
      compareBooks(ours, other).map(({ kind }) => kind),
      ['status-differs', 'amount-differs', 'captured-differs', 'refunded-differs'],
    );
  });

  it('finds what only one of the books knows', () => {
    assert.equal(compareBooks(undefined, theirs)[0]?.kind, 'missing-in-our-books');
    assert.equal(compareBooks(ours, undefined)[0]?.kind, 'missing-at-provider');
    assert.deepEqual(compareBooks({ ...ours, status: 'never-seen' }, undefined), []);
  });

  it('finds an approval of a try that we call never seen', () => {
    const kinds = compareBooks({ ...ours, status: 'never-seen' }, theirs).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['status-differs']);
  });

  it('waits for what is on its way', () => {
    assert.deepEqual(compareBooks({ ...ours, isMoving: true }, undefined), []);
  });
});
