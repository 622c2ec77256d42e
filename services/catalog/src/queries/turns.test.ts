import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOverload } from '@cartwright/http';
import { createTurns, WAITING_MAX } from './turns.ts';

const inAMinute = () => Date.now() + 60_000;

test('one runs at a time, in the order of asking, also after one that failed', async () => {
  const inTurn = createTurns();
  const seen: number[] = [];
  let running = 0;
  const work = (n: number) => async () => {
    running += 1;
    assert.equal(running, 1);
    await Promise.resolve();
    seen.push(n);
    running -= 1;
    if (n === 1) throw new Error('planted');
    return n;
  };
  const outcomes = await Promise.allSettled([0, 1, 2, 3].map((n) => inTurn(work(n), inAMinute())));
  assert.deepEqual(seen, [0, 1, 2, 3]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  );
  assert.equal(await inTurn(async () => 'again', inAMinute()), 'again');
});

test('whoever comes too late, or after too many, is refused', async () => {
  const inTurn = createTurns();
  const first = Promise.withResolvers<void>();
  const begun = inTurn(() => first.promise, inAMinute());
  const late = assert.rejects(
    inTurn(async () => assert.fail('it ran'), Date.now() + 900),
    isOverload,
  );
  const waiting = Array.from({ length: WAITING_MAX - 1 }, () =>
    inTurn(async () => undefined, inAMinute()),
  );
  await assert.rejects(
    inTurn(async () => assert.fail('it ran'), inAMinute()),
    isOverload,
  );
  first.resolve();
  await Promise.all([begun, late, ...waiting]);
});
