import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type TestShop, waitFor } from '@cartwright/testing';
import { isReady } from './processes.ts';
import { startSharedShops } from './shared-database.ts';
import { underLoad } from './under-load.ts';

const pausedMs = 30_000;
/** Shoppers of the paused process give up and ask the other one. */
const patienceMs = 3_000;
/** By then the other process has decided whatever it had under way itself. */
const ownWorkMs = 2_000;

const pidOf = (shop: TestShop): number => {
  const { pid } = shop.processOf('all').child;
  assert.ok(pid);
  return pid;
};

test('a process that sleeps for 30 s finds its work done by another, and does none of it twice', async () => {
  const fault = await startSharedShops([{}, {}]);
  const [sleeper] = fault.shops;
  const pid = pidOf(sleeper);
  try {
    // Nobody looks around, so that the sleeper falls asleep over many checkouts.
    await underLoad(fault, { patienceMs, size: 24, browseMs: 0 }, async ({ crowd, moreOrders }) => {
      process.kill(pid, 'SIGSTOP');
      const pausedAt = Date.now();
      try {
        crowd.close();
        await delay(ownWorkMs);
        const left = crowd.undecided();
        assert.ok(left > 0, 'nothing was under way');
        // Leases of the sleeper last 12 s, and a transaction that it left open ends after 15 s.
        await crowd.settle({ timeoutMs: pausedMs - ownWorkMs });
        const tookMs = Date.now() - pausedAt;
        process.stdout.write(`${left} checkouts were decided by the other within ${tookMs} ms\n`);
        crowd.open();
        await moreOrders(20);
        await delay(Math.max(0, pausedAt + pausedMs - Date.now()));
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await waitFor('the sleeper to serve again', () => isReady(sleeper.url), {
        timeoutMs: 30_000,
      });
    });
  } finally {
    await fault.stop();
  }
});
