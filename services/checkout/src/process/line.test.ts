import assert from 'node:assert/strict';
import { mock, type TestContext, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { isOverload } from '@cartwright/http';
import { createLine, type Line } from './line.ts';

const soon = (): number => Date.now() + 5_000;
const isRefusal = (error: unknown): boolean =>
  isContractError(error, 'unavailable') && isOverload(error);

/** Time stands still until the test moves it. */
function stopClock(t: TestContext): (ms: number) => Promise<void> {
  t.mock.timers.enable({ apis: ['Date', 'setInterval'] });
  return async (ms) => {
    t.mock.timers.tick(ms);
    await Promise.resolve();
  };
}

/** Enters so many at once and tells who has a turn and who was refused. */
function crowd(line: Line, count: number) {
  const turns: (() => void)[] = [];
  const refused: unknown[] = [];
  const waitUntil = Date.now() + 20_000;
  const all = Array.from({ length: count }, () =>
    line.enter(waitUntil).then(
      (leave) => turns.push(leave),
      (error: unknown) => refused.push(error),
    ),
  );
  return { turns, refused, settled: Promise.all(all) };
}

const settle = async (): Promise<void> => {
  for (let round = 0; round < 5; round += 1) await Promise.resolve();
};

test('turns are handed on in order of arrival', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 5 });
  const order: string[] = [];
  const leaveFirst = await line.enter(soon());
  const second = line.enter(soon()).then((leave) => {
    order.push('second');
    leave();
  });
  const third = line.enter(soon()).then((leave) => {
    order.push('third');
    leave();
  });
  leaveFirst();
  await Promise.all([second, third]);
  assert.deepEqual(order, ['second', 'third']);
});

test('refuses whoever gets no turn in time, and the turn goes to the next', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 5 });
  const leave = await line.enter(soon());
  const late = line.enter(Date.now() + 1);
  const patient = line.enter(soon());
  await assert.rejects(late, isRefusal);
  leave();
  (await patient)();
  assert.ok(await line.enter(Date.now()));
});

test('a turn that becomes free goes past whoever has run out of time', async (t) => {
  const pass = stopClock(t);
  const line = createLine({ atOnceMax: 1, waitingMax: 5 });
  const leave = await line.enter(soon());
  const late = line.enter(Date.now() + 100);
  const patient = line.enter(soon());
  await pass(100);
  leave();
  await assert.rejects(late, isRefusal);
  assert.ok(await patient);
});

test('refuses at once when too many wait', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 0 });
  await line.enter(soon());
  assert.equal(line.isFull(), true);
  await assert.rejects(line.enter(soon()), isRefusal);
});

test('a burst is taken in whole, however long its first has to wait', async (t) => {
  const pass = stopClock(t);
  const line = createLine({ atOnceMax: 4, waitingMax: 1_000, waitMsMax: 1_000, burstMax: 100 });
  const early = crowd(line, 54);
  await pass(5_000);
  assert.equal(line.isFull(), true);
  const late = crowd(line, 50);
  await settle();
  assert.deepEqual([...early.refused, ...late.refused], []);
  for (const shoppers of [early.turns, late.turns])
    for (let next = shoppers.shift(); next !== undefined; next = shoppers.shift()) {
      next();
      await settle();
    }
  await Promise.all([early.settled, late.settled]);
});

test('after a burst no more may wait than were given a turn in the last second', async (t) => {
  const pass = stopClock(t);
  const line = createLine({ atOnceMax: 2, waitingMax: 1_000, waitMsMax: 1_000, burstMax: 10 });
  const first = crowd(line, 12);
  await settle();
  const tooLate = crowd(line, 3);
  await tooLate.settled;
  assert.equal(tooLate.refused.length, 3);
  assert.ok(tooLate.refused.every(isRefusal));
  assert.equal(line.isFull(), false, 'nobody looks for an answer first');
  // Five had their turn within a second, and five wait: one more would wait about a second.
  for (let count = 0; count < 5; count += 1) {
    first.turns[count]?.();
    await settle();
  }
  assert.equal(line.isFull(), true);
  const inTime = crowd(line, 3);
  await settle();
  assert.equal(inTime.refused.length, 2);
  // Nobody had a turn for a second: whatever keeps the line from moving, it is too long.
  await pass(1_001);
  assert.equal((await refusalsOf(line)).length, 1);
});

test('a line that never rests has no second burst; one that rested has', async (t) => {
  const pass = stopClock(t);
  const line = createLine({ atOnceMax: 2, waitingMax: 1_000, waitMsMax: 1_000, burstMax: 5 });
  const first = crowd(line, 7);
  await pass(2_000);
  assert.equal((await refusalsOf(line)).length, 1);
  for (let count = 0; count < 7; count += 1) {
    await settle();
    first.turns[count]?.();
  }
  const second = crowd(line, 7);
  await pass(2_000);
  assert.equal(second.refused.length, 0);
  assert.equal((await refusalsOf(line)).length, 1);
});

async function refusalsOf(line: Line): Promise<unknown[]> {
  const one = crowd(line, 1);
  await settle();
  return one.refused;
}

test('one timer serves all who wait, and none is left when nobody does', async (t) => {
  const pass = stopClock(t);
  const set = mock.method(globalThis, 'setInterval');
  const clear = mock.method(globalThis, 'clearInterval');
  t.after(() => mock.restoreAll());
  const line = createLine({ atOnceMax: 1, waitingMax: 100 });
  await line.enter(soon());
  const many = crowd(line, 50);
  assert.equal(set.mock.callCount(), 1);
  await pass(20_000);
  await many.settled;
  assert.equal(many.refused.length, 50);
  assert.equal(clear.mock.callCount(), 1);
});

test('leaving twice frees one turn only', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 0 });
  const leave = await line.enter(soon());
  leave();
  leave();
  await line.enter(soon());
  await assert.rejects(line.enter(soon()), isRefusal);
});
