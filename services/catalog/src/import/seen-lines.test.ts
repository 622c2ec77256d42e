import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeenLines } from './seen-lines.ts';

test('each of many texts is met once, with the line of its first', () => {
  const seen = createSeenLines();
  for (let line = 1; line <= 20_000; line += 1)
    assert.equal(seen.meet(`sku-${line}`, line), undefined);
  for (let line = 1; line <= 20_000; line += 7) assert.equal(seen.meet(`sku-${line}`, 0), line);
});
