import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderNumberOf, readOrderNumber } from './order-number.ts';

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

test('each byte gives a digit, every digit as often, and what is made can be read', () => {
  const all = Array.from({ length: 32 }, (_, first) =>
    orderNumberOf(Uint8Array.from({ length: 8 }, (_, place) => first * 8 + place)),
  );
  const counts = new Map<string, number>();
  for (const number of all) {
    assert.equal(readOrderNumber(number), number);
    for (const digit of number.replace('-', '')) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.values()],
    Array.from({ length: 32 }, () => 8),
  );
});
