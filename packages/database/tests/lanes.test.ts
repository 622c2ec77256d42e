import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLane } from '../src/lanes.ts';

/** Work that ends when it is told to. */
function work() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const start = (place: number) =>
    inLane(async () => {
      begun.push(place);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(place, resolve);
      await promise;
      return place;
    });
  return { begun, start, end: (place: number) => ends.get(place)?.() };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('three run at a time, and the next begins when one ends, in the order of asking', async () => {
  const { begun, start, end } = work();
  const all = [1, 2, 3, 4, 5].map(start);
  await turn();
  assert.deepEqual(begun, [1, 2, 3]);
  end(2);
  assert.equal(await all[1], 2);
  await turn();
  assert.deepEqual(begun, [1, 2, 3, 4]);
  for (const place of [1, 3, 4]) end(place);
  await turn();
  await turn();
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
  end(5);
  assert.deepEqual(await Promise.all(all), [1, 2, 3, 4, 5]);
});

test('what waits for long holds up nobody, and gives its lane back once only', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { begun, start, end } = work();
  const stuck = [1, 2, 3].map(start);
  const next = [4, 5, 6, 7].map(start);
  await turn();
  assert.deepEqual(begun, [1, 2, 3]);
  t.mock.timers.tick(50);
  await turn();
  assert.deepEqual(begun, [1, 2, 3, 4, 5, 6]);
  for (const place of [1, 2, 3]) end(place);
  await Promise.all(stuck);
  await turn();
  assert.equal(begun.length, 6);
  for (const place of [4, 5, 6]) end(place);
  await turn();
  await turn();
  end(7);
  assert.deepEqual(await Promise.all(next), [4, 5, 6, 7]);
});

test('a failure ends its lane and reaches who asked', async () => {
  const failing = [1, 2, 3, 4].map(() => inLane(() => Promise.reject(new Error('no'))));
  for (const one of failing) await assert.rejects(one, /no/);
  assert.equal(await inLane(async () => 'free'), 'free');
});
