import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import { decidedAttempt } from '../journeys/fixtures.ts';
import { type SharedShops, startSharedShops } from './shared-database.ts';
import { createSituation, repeatUntilDecided, type Situation, submit } from './situation.ts';
import { underLoad } from './under-load.ts';
import { assertOrderedOnce } from './what-must-hold.ts';

const hourMs = 3_600_000;
const clock = fileURLToPath(new URL('./shifted-clock.ts', import.meta.url));

const withClock = (shiftMs: number) => ({
  NODE_OPTIONS: `--import ${clock}`,
  TEST_CLOCK_SHIFT_MS: String(shiftMs),
  TEST_PROVIDER_SLOW_MS: '1500',
});

/** Where a process keeps the time, what it logs shows it. */
function clockOf(shop: TestShop): number {
  const time = /"time":"?([^",]+)"?/.exec(shop.logs())?.[1] ?? '';
  return /^\d+$/.test(time) ? Number(time) : Date.parse(time);
}

describe('one server an hour fast and one an hour slow, on one database', () => {
  let fault: SharedShops;
  let fast: TestShop;
  let slow: TestShop;
  before(async () => {
    fault = await startSharedShops([withClock(hourMs), withClock(-hourMs)]);
    const [first, second] = fault.shops;
    assert.ok(second);
    [fast, slow] = [first, second];
  });
  after(() => fault?.stop());

  const situationAt = async (shop: TestShop, name: string): Promise<Situation> => {
    const situation = await createSituation(shop, name);
    fault.market.supplied.set(situation.variantId, 1);
    return situation;
  };

  test('their clocks are really off', () => {
    for (const [shop, shiftMs] of [
      [fast, hourMs],
      [slow, -hourMs],
    ] as const) {
      const offMs = clockOf(shop) - Date.now();
      assert.ok(Math.abs(offMs - shiftMs) < 10 * 60_000, `${offMs} ms`);
    }
  });

  test('shoppers buy at both, waits end in time, and no lease ends early or late', async () => {
    await underLoad(fault, {}, async () => {
      await Promise.all([
        ...[fast, slow].map((shop, index) => confirmInTime(shop, `challenge ${index}`)),
        ...[fast, slow].map((shop, index) => hearOfSlow(shop, `slow ${index}`)),
      ]);
      await takeOver({ dying: fast, other: slow });
      await takeOver({ dying: slow, other: fast });
    });
  });

  /** A challenge does not expire at the fast clock, and its confirmation counts at the slow one. */
  async function confirmInTime(shop: TestShop, name: string): Promise<void> {
    const situation = await situationAt(shop, name);
    const key = newIdempotencyKey();
    const answer = await submit(shop, situation, { key, token: 'challenge' });
    const attempt = answer?.body.attempt;
    assert.equal(attempt?.status, 'action-required', JSON.stringify(answer));
    // The sweeps of both processes look at it a few times.
    await delay(5_000);
    const asked = await submit(shop, situation, { key, token: 'challenge' });
    assert.equal(asked?.body.attempt?.status, 'action-required', JSON.stringify(asked));
    const pressed = await fetch(attempt.action?.url ?? '', {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision: 'confirm' }),
    });
    assert.equal(pressed.status, 303);
    await assertBecomesOrder(shop, situation, attempt.id);
  }

  /** Webhooks look an hour old or come from the future, and are refused: we ask instead. */
  async function hearOfSlow(shop: TestShop, name: string): Promise<void> {
    const situation = await situationAt(shop, name);
    const answer = await submit(shop, situation, { key: newIdempotencyKey(), token: 'slow' });
    const attempt = answer?.body.attempt;
    assert.ok(attempt, JSON.stringify(answer));
    await assertBecomesOrder(shop, situation, attempt.id);
  }

  async function assertBecomesOrder(shop: TestShop, situation: Situation, attemptId: string) {
    const last = await decidedAttempt(shop, attemptId, situation.cartId);
    assert.equal(last.status, 201, JSON.stringify(last.body));
    await assertOrderedOnce(shop, situation, last.body.order?.id ?? '');
  }

  /** By the database's clock, whoever wrote them. */
  async function assertLeasesEndSoon(): Promise<void> {
    const client = new pg.Client({ connectionString: await fault.adminUrl() });
    await client.connect();
    try {
      const { rows } = await client.query<{ leftSeconds: number }>(`
        select extract(epoch from lease_until - now())::float8 as "leftSeconds"
        from checkout.checkout_attempt
        where lease_until is not null
        order by lease_until desc
        limit 1
      `);
      const leftSeconds = rows[0]?.leftSeconds ?? 0;
      assert.ok(leftSeconds > 0 && leftSeconds < 20, `a lease ends in ${leftSeconds} s`);
    } finally {
      await client.end();
    }
  }

  /** One dies with a lease in its hand; the other goes on when it ends by the database's clock. */
  async function takeOver(o: { dying: TestShop; other: TestShop }): Promise<void> {
    // Not at the first order: the crowd is there before it says that it is ready.
    await o.dying.restart('all', { CARTWRIGHT_FAULT: 'checkout.before-place:kill:40' });
    const doomed = o.dying.processOf('all').child;
    await waitFor('it to die in a checkout', () => doomed.signalCode === 'SIGKILL', {
      timeoutMs: 30_000,
    });
    await assertLeasesEndSoon();
    const situation = await situationAt(o.other, `heir ${doomed.pid}`);
    const answer = await repeatUntilDecided(o.other, situation, { key: newIdempotencyKey() });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    await o.dying.restart('all');
  }
});
