import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSteps } from './shutdown.ts';

const log = { error: () => undefined };

test('takes every step in order, also after one that fails and one that hangs', async () => {
  const taken: string[] = [];
  const step = (name: string, run: () => Promise<unknown>) => ({
    name,
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
    timeoutMs: 10,
  });
  assert.deepEqual(taken, ['fails', 'hangs', 'stop PostgreSQL']);
  assert.equal(isClean, false);
});

test('tells that all have ended', async () => {
  const steps = [{ name: 'one', run: async () => undefined }];
  assert.equal(await takeSteps({ steps, log, timeoutMs: 1_000 }), true);
});
