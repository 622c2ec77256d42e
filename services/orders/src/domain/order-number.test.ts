import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOrderNumber } from './order-number.ts';

test('a number is found however it was copied', () => {
  for (const typed of ['K7QF-0M1X', 'k7qf0m1x', ' #K7QF-OMIX ', 'k7qf omlx']) {
    assert.equal(readOrderNumber(typed), 'K7QF-0M1X', typed);
  }
});

test('what cannot be a number is none', () => {
  for (const typed of ['', 'K7QF', 'ada@example.com', 'K7QF-0M1U', 'K7QF-0M1X2']) {
    assert.equal(readOrderNumber(typed), undefined, typed);
  }
});
