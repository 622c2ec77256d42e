import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeClause, judge } from './contract.ts';
import { measuredOf } from './interleave.ts';
import { clauseLines } from './print.ts';

const orders = {
  ...measuredOf('orders', 'orders/s', [400, 410, 390], { to: 'limit', values: [1000, 1000, 1000] }),
  figures: { 'p50 ms': 12 },
};

const scenario = 'selling';
const run = { scenarios: [scenario], measured: [orders] };

test('a ratio below its floor is broken, one at the floor is held', () => {
  const clause = { scenario, side: 'orders', to: 'limit', atLeast: 0.5 };
  assert.equal(judge([clause], run, 1)[0]?.isHeld, false);
  assert.equal(judge([clause], run, 0.8)[0]?.isHeld, true);
});

test('an upper limit is widened by the share, not narrowed', () => {
  const clause = { scenario, side: 'orders', figure: 'p50 ms', atMost: 10 };
  assert.equal(judge([clause], run, 1)[0]?.isHeld, false);
  assert.equal(judge([clause], run, 0.7)[0]?.isHeld, true);
});

test('the value itself is judged where neither ratio nor figure is named', () => {
  const [judged] = judge([{ scenario, side: 'orders', atLeast: 400 }], run, 1);
  assert.deepEqual([judged?.measured, judged?.isHeld], [400, true]);
});

test('clauses of scenarios that did not run are not judged', () => {
  const clause = { scenario: 'growth', side: 'orders', atLeast: 1_000 };
  assert.deepEqual(judge([clause], run, 1), []);
});

test('a clause whose scenario ran is broken when its side or figure was not measured', () => {
  const clauses = [
    { scenario, side: 'orders of another name', atLeast: 1 },
    { scenario, side: 'orders', to: 'another', atLeast: 0 },
    { scenario, side: 'orders', figure: 'p99 ms', atMost: 1_000 },
  ];
  const judged = judge(clauses, run, 1);
  assert.deepEqual(
    judged.map(({ measured, isHeld }) => ({ measured, isHeld })),
    clauses.map(() => ({ measured: undefined, isHeld: false })),
  );
  assert.match(clauseLines(judged), /FAIL orders of another name: at least 1; not measured/);
});

test('a clause reads as a sentence', () => {
  assert.equal(
    describeClause({ scenario, side: 'orders', to: 'limit', atLeast: 0.5 }, 0.35),
    'orders: at least 0.35 of limit',
  );
});
