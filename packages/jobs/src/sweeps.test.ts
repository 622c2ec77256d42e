import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@cartwright/telemetry';
import { waitFor } from '@cartwright/testing/wait';
import { startSweeps } from './sweeps.ts';

const log = logger({ level: 'silent' });

test('never runs a sweep twice at once, goes on after an error, and stops', async () => {
  let running = 0;
  let together = 0;
  let runs = 0;
  const sweeps = startSweeps(
    [
      {
        name: 'slow',
        everyMs: 1,
        run: async () => {
          running += 1;
          together = Math.max(together, running);
          await delay(5);
          running -= 1;
          runs += 1;
          if (runs === 1) throw new Error('the first run fails');
        },
      },
    ],
    log,
  );
  await waitFor('five runs', () => runs >= 5);
  await sweeps.stop();
  assert.equal(running, 0);
  assert.equal(together, 1);
  const runsAtStop = runs;
  await delay(20);
  assert.equal(runs, runsAtStop);
});

test('tells a sweep that has more to do that it shall stop', async () => {
  let rounds = 0;
  const run = async (stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      rounds += 1;
      await delay(1);
    }
  };
  const sweeps = startSweeps([{ name: 'long', everyMs: 1, run }], log);
  await waitFor('five rounds', () => rounds >= 5);
  await sweeps.stop();
});
