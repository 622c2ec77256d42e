import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { providerAddress } from '../journeys/provider-books.ts';
import { startFaultShop, underLoad } from './under-load.ts';

/** Longer than the shop waits for its provider, and far longer than these shoppers wait. */
const silentMs = 20_000;
const patienceMs = 2_000;

test('a provider that answers after the shoppers gave up charges nobody twice', async () => {
  const fault = await startFaultShop();
  const [shop] = fault.shops;
  try {
    // Which also holds both books against each other: one order for each charge and each cart.
    await underLoad(fault, { patienceMs, size: 24 }, async ({ replies, crowd }) => {
      const { pid } = await providerAddress(shop);
      const ordersBefore = crowd.acknowledged.size;
      process.kill(pid, 'SIGSTOP');
      try {
        await delay(silentMs);
        const gaveUp = replies.filter(({ status }) => status === 0).length;
        process.stdout.write(`${gaveUp} times a shopper gave up, then the provider woke\n`);
        assert.ok(gaveUp > 0, 'every shopper was answered in time');
        // Those whose payment was on its way when it fell silent may have been told already.
        assert.ok(crowd.acknowledged.size - ordersBefore <= 24, 'orders without a payment');
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    });
  } finally {
    await fault.stop();
  }
});
