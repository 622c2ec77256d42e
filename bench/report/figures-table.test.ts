import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresTable } from './figures-table.ts';
import { measuredOf } from './interleave.ts';

test('a row shows value, ratio with quartiles, latency, pace and what is promised', () => {
  const limit = measuredOf('limit', 'transactions/s', [1000, 1000, 1000]);
  const orders = {
    ...measuredOf('orders', 'orders/s', [400, 500, 600], { to: 'limit', values: limit.values }),
    windowMs: 10_000,
    figures: { 'p50 ms': 8.12, 'p99 ms': 31 },
  };
  const contract = [{ scenario: 'selling', side: 'orders', to: 'limit', atLeast: 0.4 }];
  const [, , limitRow, row] = figuresTable([limit, orders], contract).split('\n');
  assert.equal(
    row,
    '| orders | 500 orders/s | **0.500** (0.450 to 0.550) of limit | 8.12 / 31.0 ms | 3 x 10 s | at least 0.4 of limit |',
  );
  // Not taken from windows.
  assert.equal(limitRow, '| limit | 1,000 transactions/s |  |  | 3 times |  |');
});
