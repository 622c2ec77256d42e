import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotCancellable } from './cancellation.ts';

test('a customer cancels only an order of which nothing is fulfilled', () => {
  assert.equal(whyNotCancellable('placed', 'customer'), undefined);
  assert.equal(whyNotCancellable('partly-fulfilled', 'customer'), 'partly-fulfilled');
  assert.equal(whyNotCancellable('fulfilled', 'customer'), 'already-fulfilled');
  assert.equal(whyNotCancellable('cancelled', 'customer'), 'already-cancelled');
});

test('staff cancel the rest of a partly fulfilled order', () => {
  assert.equal(whyNotCancellable('partly-fulfilled', 'staff'), undefined);
  assert.equal(whyNotCancellable('fulfilled', 'staff'), 'already-fulfilled');
});
