import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from './crowd.ts';
import { isReady, pauseTree, postgresOf } from './processes.ts';
import { startSharedShops } from './shared-database.ts';
import { type Load, repliesBetween, startFaultShop, underLoad } from './under-load.ts';

const stoppedMs = 20_000;
/** Longest wait for a connection (5 s) and what a loaded machine adds. */
const refusedWithinMs = 7_000;
/** A checkout that was under way keeps its shopper for its whole run of 10 s, at most. */
const underWayMs = 12_000;

/** Reports, then: no order while nothing can be written, and quick refusals. */
function assertRefusedFast(replies: readonly Reply[], span: { fromMs: number; toMs: number }) {
  const { fromMs, toMs } = span;
  const underWay = replies.filter(
    ({ startedMs, tookMs }) => startedMs <= fromMs && startedMs + tookMs > fromMs,
  );
  const later = repliesBetween(replies, { fromMs, toMs: toMs - refusedWithinMs });
  const slowest = (of: readonly Reply[]): number => Math.max(0, ...of.map(({ tookMs }) => tookMs));
  const kinds = Map.groupBy(later, ({ status, code }) => `${status} ${code}`.trim());
  process.stdout.write(
    `while it stood still: ${[...kinds].map(([kind, all]) => `${all.length} x ${kind}`).join(', ')}; ` +
      `slowest of ${underWay.length} under way ${slowest(underWay)} ms, ${slowest(later)} ms later\n`,
  );
  assert.ok(later.length > 0, 'nobody asked while it stood still');
  // 504 says that something was begun and its end is not known; the same key finds it out.
  for (const { status, code } of later)
    assert.ok(status === 503 || code === 'outcome-unknown', `${status} ${code}`);
  assert.ok(slowest(later) < refusedWithinMs, `${slowest(later)} ms`);
  assert.ok(slowest(underWay) < underWayMs, `${slowest(underWay)} ms`);
}

async function assertAlive(url: string): Promise<void> {
  const startedMs = Date.now();
  assert.equal((await fetch(`${url}/livez`)).status, 200);
  assert.ok(Date.now() - startedMs < 1_000, 'liveness waits for the database');
}

async function whileStopped(
  { replies, moreOrders }: Load,
  o: { url: string; stop: () => Promise<void>; start: () => Promise<void> },
): Promise<void> {
  await o.stop();
  const fromMs = Date.now();
  await delay(stoppedMs / 2);
  await assertAlive(o.url);
  assert.equal(await isReady(o.url), false, 'ready without a database');
  await delay(fromMs + stoppedMs - Date.now());
  const toMs = Date.now();
  await o.start();
  const startedMs = Date.now();
  await moreOrders(1);
  process.stdout.write(`the first order came ${Date.now() - startedMs} ms after it went on\n`);
  assertRefusedFast(replies, { fromMs, toMs });
}

describe('PostgreSQL is away for 20 s while shoppers check out', { concurrency: 2 }, () => {
  test('paused: requests are refused, and orders go on when it wakes', async () => {
    const fault = await startFaultShop();
    const [shop] = fault.shops;
    try {
      let resume = (): void => undefined;
      await underLoad(fault, {}, (load) =>
        whileStopped(load, {
          url: shop.url,
          stop: async () => {
            resume = await pauseTree(await postgresOf(shop.dataDir));
          },
          start: async () => resume(),
        }).finally(() => resume()),
      );
    } finally {
      await fault.stop();
    }
  });

  test('shut down: requests are refused, and orders go on when it is started again', async () => {
    const fault = await startSharedShops([{}]);
    const [shop] = fault.shops;
    try {
      await underLoad(fault, {}, (load) =>
        whileStopped(load, { url: shop.url, ...fault.database }),
      );
    } finally {
      await fault.stop();
    }
  });
});
