import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeClause, judge } from './contract.ts';
import { measuredOf } from './interleave.ts';

const orders = {
  ...measuredOf('orders', 'orders/s', [400, 410, 390], { to: 'limit', values: [1000, 1000, 1000] }),
  figures: { 'p50 ms': 12 },
};

test('a ratio below its floor is broken, one at the floor is held', () => {
  const clause = { side: 'orders', to: 'limit', atLeast: 0.5 };
  assert.equal(judge([clause], [orders], 1)[0]?.isHeld, false);
  assert.equal(judge([clause], [orders], 0.8)[0]?.isHeld, true);
});

test('an upper limit is widened by the share, not narrowed', () => {
  const clause = { side: 'orders', figure: 'p50 ms', atMost: 10 };
  assert.equal(judge([clause], [orders], 1)[0]?.isHeld, false);
  assert.equal(judge([clause], [orders], 0.7)[0]?.isHeld, true);
});

test('the value itself is judged where neither ratio nor figure is named', () => {
  const [judged] = judge([{ side: 'orders', atLeast: 400 }], [orders], 1);
  assert.deepEqual([judged?.measured, judged?.isHeld], [400, true]);
});

test('what this run did not measure is not judged', () => {
  assert.deepEqual(judge([{ side: 'growth', atLeast: 1 }], [orders], 1), []);
});

test('a clause about a ratio that the side does not have is refused', () => {
  assert.throws(() => judge([{ side: 'orders', to: 'another', atLeast: 1 }], [orders], 1));
});

test('a clause reads as a sentence', () => {
  assert.equal(
    describeClause({ side: 'orders', to: 'limit', atLeast: 0.5 }, 0.35),
    'orders: at least 0.35 of limit',
  );
});
