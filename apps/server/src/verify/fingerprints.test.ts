import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { createFingerprints } from './fingerprints.ts';

describe('fingerprints of two sets of keys', () => {
  it('are equal for the same keys in any order', () => {
    const keys = Array.from({ length: 10_000 }, () => randomUUID());
    const fingerprints = createFingerprints();
    for (const key of keys) fingerprints.ours(key);
    assert.equal(fingerprints.isAnyDifferent(), true);
    for (const key of keys.toReversed()) fingerprints.theirs(key);
    assert.equal(fingerprints.isAnyDifferent(), false);
  });

  it('tell the key that one side lacks from almost all others', () => {
    const keys = Array.from({ length: 10_000 }, () => randomUUID());
    const fingerprints = createFingerprints();
    for (const key of keys) fingerprints.ours(key);
    const [missing = '', ...rest] = keys;
    for (const key of rest) fingerprints.theirs(key);
    assert.equal(fingerprints.mayDiffer(missing), true);
    assert.ok(rest.filter(fingerprints.mayDiffer).length < 10);
  });

  it('see a key that one side has twice', () => {
    const fingerprints = createFingerprints();
    fingerprints.ours('k');
    fingerprints.theirs('k');
    fingerprints.theirs('k');
    assert.equal(fingerprints.mayDiffer('k'), true);
  });
});
