import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPaymentStatus, type PaymentFacts, paymentTransitions } from './payment-status.ts';

const facts = (given: Partial<PaymentFacts>): PaymentFacts => ({
  totalMinor: 1000,
  capturedMinor: 0,
  refundedMinor: 0,
  isVoided: false,
  hasFailedCapture: false,
  ...given,
});

test('the summary follows captures and refunds', () => {
  const partly = nextPaymentStatus('authorised', facts({ capturedMinor: 400 }));
  assert.equal(partly, 'partly-captured');
  const captured = nextPaymentStatus(partly, facts({ capturedMinor: 1000 }));
  assert.equal(captured, 'captured');
  const some = nextPaymentStatus(captured, facts({ capturedMinor: 1000, refundedMinor: 1 }));
  assert.equal(some, 'partly-refunded');
  const all = nextPaymentStatus(some, facts({ capturedMinor: 1000, refundedMinor: 1000 }));
  assert.equal(all, 'refunded');
});

test('a failed capture shows until it is made good', () => {
  const failed = nextPaymentStatus('authorised', facts({ hasFailedCapture: true }));
  assert.equal(failed, 'capture-failed');
  assert.equal(nextPaymentStatus(failed, facts({ capturedMinor: 1000 })), 'captured');
});

test('a voided payment stays voided, whatever is told late', () => {
  const voided = nextPaymentStatus('authorised', facts({ isVoided: true }));
  assert.equal(voided, 'voided');
  assert.equal(nextPaymentStatus(voided, facts({ capturedMinor: 1000 })), 'voided');
  assert.deepEqual(paymentTransitions.voided, []);
});

test('of an order whose rest was given back all is captured that will be', () => {
  const given = facts({ capturedMinor: 400, isVoided: true });
  assert.equal(nextPaymentStatus('partly-captured', given), 'captured');
  assert.equal(nextPaymentStatus('captured', { ...given, refundedMinor: 400 }), 'refunded');
});

test('a captured payment cannot become voided or authorised', () => {
  assert.equal(nextPaymentStatus('captured', facts({ isVoided: true })), 'captured');
  assert.equal(nextPaymentStatus('captured', facts({})), 'captured');
});
