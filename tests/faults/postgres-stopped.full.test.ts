import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { newIdempotencyKey } from '@cartwright/sdk';
import { checkout, createCart } from '../journeys/fixtures.ts';
import type { Reply } from './crowd.ts';
import { isReady, pauseTree, postgresOf } from './processes.ts';
import { startSharedShops } from './shared-database.ts';
import {
  type FaultShop,
  type Load,
  repliesBetween,
  startFaultShop,
  underLoad,
} from './under-load.ts';

const stoppedMs = 20_000;
const waitingShoppers = 6;
const askAgainMs = 200;
/** Waiting shoppers give up long after they can buy again. */
const orderedWithinMs = 60_000;
/** Longest wait for a connection (5 s) and what a loaded machine adds. */
const refusedWithinMs = 7_000;
/** By then nobody waits for a connection any more: the usual answer is a refusal, and at once. */
const noticedAfterMs = 5_000;
const usuallyWithinMs = 1_000;
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
  assertUsuallyAtOnce(later.filter(({ startedMs }) => startedMs >= fromMs + noticedAfterMs));
}

/** The median answer is a 503 in no time: more than half of all are. */
function assertUsuallyAtOnce(replies: readonly Reply[]) {
  const atOnce = replies.filter(
    ({ status, tookMs }) => status === 503 && tookMs <= usuallyWithinMs,
  );
  const figures = `${atOnce.length} of ${replies.length} were a 503 within ${usuallyWithinMs} ms`;
  process.stdout.write(`once it was noticed, ${figures}\n`);
  assert.ok(atOnce.length * 2 > replies.length, figures);
}

async function assertAlive(url: string): Promise<void> {
  const startedMs = Date.now();
  assert.equal((await fetch(`${url}/livez`)).status, 200);
  assert.ok(Date.now() - startedMs < 1_000, 'liveness waits for the database');
}

/**
 * Shoppers whose carts were full before: those of the crowd get no cart while nothing can be
 * written, so the checkout would not hear of them. Each repeats his key until he has his order.
 */
async function fillCarts({ shops: [shop], market }: FaultShop) {
  const { variantIds, shippingOptionId } = market;
  const lines = [{ variantId: variantIds[0] ?? '', quantity: 1 }];
  const carts = await Promise.all(
    Array.from({ length: waitingShoppers }, () => createCart(shop, lines)),
  );
  return async (replies: Reply[]): Promise<void> => {
    const giveUpAt = Date.now() + stoppedMs + orderedWithinMs;
    await Promise.all(
      carts.map(async (cartId) => {
        const request = { key: newIdempotencyKey(), email: `${cartId}@example.com` };
        for (let isOrdered = false; !isOrdered; await delay(askAgainMs)) {
          const startedMs = Date.now();
          const { status, body } = await checkout(shop, cartId, { ...request, shippingOptionId });
          replies.push({
            startedMs,
            tookMs: Date.now() - startedMs,
            status,
            code: body.code ?? '',
          });
          isOrdered = status === 201;
          assert.ok(Date.now() < giveUpAt, `no order yet: ${status} ${body.code}`);
        }
      }),
    );
  };
}

async function whileStopped(
  { replies: ofCrowd, moreOrders }: Load,
  o: { fault: FaultShop; stop: () => Promise<void>; start: () => Promise<void> },
): Promise<void> {
  const { url } = o.fault.shops[0];
  const askUntilOrdered = await fillCarts(o.fault);
  await o.stop();
  const fromMs = Date.now();
  const replies: Reply[] = [];
  const asking = askUntilOrdered(replies);
  await delay(stoppedMs / 2);
  await assertAlive(url);
  assert.equal(await isReady(url), false, 'ready without a database');
  await delay(fromMs + stoppedMs - Date.now());
  const toMs = Date.now();
  await o.start();
  const startedMs = Date.now();
  await moreOrders(1);
  process.stdout.write(`the first order came ${Date.now() - startedMs} ms after it went on\n`);
  await asking;
  assertRefusedFast([...ofCrowd, ...replies], { fromMs, toMs });
}

describe('PostgreSQL is away for 20 s while shoppers check out', { concurrency: 2 }, () => {
  test('paused: requests are refused, and orders go on when it wakes', async () => {
    const fault = await startFaultShop();
    const [shop] = fault.shops;
    try {
      let resume = (): void => undefined;
      await underLoad(fault, {}, (load) =>
        whileStopped(load, {
          fault,
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
    try {
      await underLoad(fault, {}, (load) => whileStopped(load, { fault, ...fault.database }));
    } finally {
      await fault.stop();
    }
  });
});
