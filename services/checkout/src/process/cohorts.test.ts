import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { type Cohorts, createCohorts, type Member } from './cohorts.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setImmediate', 'Date'] }));
afterEach(() => mock.timers.reset());

/** Lets cohorts begin that may, and whoever is in one know it. */
async function settle(): Promise<void> {
  mock.timers.tick(0);
  await Promise.resolve();
  await Promise.resolve();
}

/** So many who come at once; answers those who have begun so far. */
function come(cohorts: Cohorts, count: number): Member[] {
  const begun: Member[] = [];
  for (let i = 0; i < count; i += 1) void cohorts.join().then((member) => begun.push(member));
  return begun;
}

/** Two cohorts of the sizes, both at work. */
async function busy(cohorts: Cohorts, sizes: [number, number]): Promise<[Member[], Member[]]> {
  const first = come(cohorts, sizes[0]);
  await settle();
  const second = come(cohorts, sizes[1]);
  await settle();
  assert.deepEqual([first.length, second.length], sizes);
  return [first, second];
}

test('two cohorts are at work, and all who come meanwhile begin when one of them is done', async () => {
  const cohorts = createCohorts();
  const [first] = await busy(cohorts, [2, 1]);
  const next = come(cohorts, 3);
  await settle();
  first[0]?.leave();
  first[0]?.leave();
  await settle();
  assert.equal(next.length, 0, 'one of the first is still at work');
  first[1]?.leave();
  await settle();
  assert.equal(next.length, 3);
  const later = come(cohorts, 1);
  await settle();
  assert.equal(later.length, 0, 'two are at work again');
});

test('those who wait for others keep nobody waiting for longer than a moment', async () => {
  const cohorts = createCohorts();
  const [first] = await busy(cohorts, [2, 1]);
  const next = come(cohorts, 1);
  first[0]?.waitsForOthers();
  mock.timers.tick(100);
  await settle();
  assert.equal(next.length, 0, 'the other of the first is at work');
  first[1]?.waitsForOthers();
  first[0]?.leave();
  mock.timers.tick(5);
  await settle();
  assert.equal(next.length, 0);
  mock.timers.tick(1);
  await settle();
  assert.equal(next.length, 1);
  // What ended by time ends once: nobody else begins when its members leave.
  first[1]?.leave();
  const later = come(cohorts, 1);
  await settle();
  assert.equal(later.length, 0);
});

test('a cohort that takes long keeps the next one waiting for a quarter of a second', async () => {
  const cohorts = createCohorts();
  const [late] = await busy(cohorts, [1, 1]);
  const next = come(cohorts, 2);
  mock.timers.tick(249);
  late[0]?.waitsForOthers();
  await settle();
  assert.equal(next.length, 0);
  mock.timers.tick(1);
  await settle();
  assert.equal(next.length, 2);
});
