import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frequentKeys } from './frequent-keys.ts';

const none: ReadonlySet<number> = new Set();
const sorted = (keys: Set<number>): number[] => [...keys].sort((a, b) => a - b);

test('keeps the terms that most products have', () => {
  const alike = [
    { keys: [1, 2], chosen: 1, failedBy: [] },
    { keys: [2, 3], chosen: 1, failedBy: [] },
    { keys: [3, 4, 5], chosen: 4, failedBy: [] },
  ];
  assert.deepEqual(sorted(frequentKeys(alike, { chosen: none, limit: 3 })), [3, 4, 5]);
  assert.deepEqual(sorted(frequentKeys(alike, { chosen: none, limit: 9 })), [1, 2, 3, 4, 5]);
});

test('keeps terms that many have who fail one choice, beside those of the chosen', () => {
  const alike = [
    { keys: [1, 2], chosen: 2, failedBy: [] },
    { keys: [7, 8, 9], chosen: 0, failedBy: [5] },
    { keys: [8, 9], chosen: 0, failedBy: [0, 1] },
    { keys: [9], chosen: 0, failedBy: [] },
  ];
  assert.deepEqual(sorted(frequentKeys(alike, { chosen: none, limit: 2 })), [1, 2, 8, 9]);
});

test('keeps what the shopper chose, however few have it, where any has', () => {
  const alike = [
    { keys: [1], chosen: 9, failedBy: [] },
    { keys: [2, 3], chosen: 1, failedBy: [] },
  ];
  const chosen = new Set([3, 4]);
  assert.deepEqual(sorted(frequentKeys(alike, { chosen, limit: 1 })), [1, 3]);
});
