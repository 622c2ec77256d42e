import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractError } from './errors.ts';
import { listPage, readIdCursor, readTimeCursor, writeTimeCursor } from './pages.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const isRefused = (error: unknown): boolean => isContractError(error, 'invalid-input');

test('tells of a next page only where there is one row more than the limit', () => {
  assert.deepEqual(listPage([1, 2, 3], 2, String), { items: [1, 2], nextCursor: '2' });
  assert.deepEqual(listPage([1, 2], 2, String), { items: [1, 2], nextCursor: null });
});

test('reads the cursors that it wrote', () => {
  const at = '2026-11-22T10:00:00.123Z';
  assert.deepEqual(readTimeCursor(writeTimeCursor(at, id)), { at: new Date(at), id });
  assert.equal(readIdCursor(id), id);
  assert.equal(readTimeCursor(undefined), undefined);
});

test('refuses cursors that only look like its own', () => {
  assert.throws(() => readIdCursor('-'.repeat(36)), isRefused);
  for (const [at, last] of [
    ['2026-13-45T10:00:00.123Z', id],
    ['2026-11-22T10:00:00.123Z', '-'.repeat(36)],
    ['yesterday', id],
  ] as const)
    assert.throws(() => readTimeCursor(writeTimeCursor(at, last)), isRefused);
});
