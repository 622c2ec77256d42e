import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { createLine } from './line.ts';

const soon = (): number => Date.now() + 5_000;
const isRefusal = (error: unknown): boolean => isContractError(error, 'unavailable');

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

test('refuses at once when too many wait', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 0 });
  await line.enter(soon());
  await assert.rejects(line.enter(soon()), isRefusal);
});

test('leaving twice frees one turn only', async () => {
  const line = createLine({ atOnceMax: 1, waitingMax: 0 });
  const leave = await line.enter(soon());
  leave();
  leave();
  await line.enter(soon());
  await assert.rejects(line.enter(soon()), isRefusal);
});
