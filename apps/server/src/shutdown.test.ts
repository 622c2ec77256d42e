import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { takeSteps } from './shutdown.ts';

const log = { error: () => undefined };

test('takes every step in order, also after one that fails and one that hangs', async () => {
  const taken: string[] = [];
  const step = (name: string, run: () => Promise<unknown>) => ({
    name,
    timeoutMs: 10,
    run: async () => {
      taken.push(name);
      await run();
    },
  });
  const isClean = await takeSteps({
    steps: [
      step('fails', () => Promise.reject(new Error('broken'))),
      step('hangs', () => new Promise(() => {})),
      step('stop PostgreSQL', async () => undefined),
    ],
    log,
  });
  assert.deepEqual(taken, ['fails', 'hangs', 'stop PostgreSQL']);
  assert.equal(isClean, false);
});

test('tells that all have ended', async () => {
  const steps = [{ name: 'one', run: async () => undefined }];
  assert.equal(await takeSteps({ steps, log }), true);
});

test('a step that used up its time leaves theirs to the next', async () => {
  const steps = [
    { name: 'drain', run: () => new Promise(() => {}), timeoutMs: 20 },
    { name: 'stop PostgreSQL', run: () => delay(1_100) },
  ];
  const failed: unknown[] = [];
  await takeSteps({ steps, log: { error: (o: object) => void failed.push(o) } });
  assert.deepEqual(failed, [{ step: 'drain' }]);
});
