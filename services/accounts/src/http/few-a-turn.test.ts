import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { fewATurn } from './few-a-turn.ts';

test('few begin in a turn of the event loop, in the order of their coming', async () => {
  const turn = fewATurn();
  const begun: number[] = [];
  const come = (name: number) => turn().then(() => begun.push(name));
  const all = [1, 2, 3, 4, 5, 6].map(come);
  assert.deepEqual(begun, []);
  await turnOfLoop();
  assert.deepEqual(begun, [1, 2, 3, 4]);
  all.push(come(7));
  await turnOfLoop();
  assert.deepEqual(begun, [1, 2, 3, 4, 5, 6, 7]);
  await Promise.all(all);
  const alone = come(8);
  await turnOfLoop();
  assert.equal(begun.at(-1), 8);
  await alone;
});

test('who would wait behind too many is refused, until some of them have begun', async () => {
  const turn = fewATurn();
  const waiting = Array.from({ length: 256 }, turn);
  await assert.rejects(turn(), { code: 'unavailable', data: { retryAfterSeconds: 2 } });
  await waiting[0];
  await turn();
});
