import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestShop, waitFor } from '@cartwright/testing';

const waitSeconds = 4;

test('a shop that stops says so and still answers until load balancers have looked away', async () => {
  const shop = await startTestShop({ env: { SHUTDOWN_WAIT_SECONDS: String(waitSeconds) } });
  try {
    const startedMs = Date.now();
    const ended = shop.processOf('all').end('SIGTERM');
    await waitFor('it to say that it is not ready', async () => {
      const response = await fetch(`${shop.url}/readyz`);
      return response.status === 503;
    });
    // Each over a connection of its own, as a load balancer opens them that has not looked yet.
    let answered = 0;
    while (Date.now() - startedMs < (waitSeconds - 1) * 1_000) {
      const headers = { connection: 'close' };
      assert.equal((await fetch(`${shop.url}/livez`, { headers })).status, 200);
      assert.equal((await fetch(`${shop.url}/api/v1/products`, { headers })).status, 200);
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok(answered > 3);
    assert.equal(await ended, 0);
    const tookMs = Date.now() - startedMs;
    assert.ok(
      tookMs >= waitSeconds * 1_000 && tookMs < waitSeconds * 1_000 + 15_000,
      `${tookMs} ms`,
    );
    await assert.rejects(fetch(`${shop.url}/livez`));
  } finally {
    await shop.stop();
  }
});
