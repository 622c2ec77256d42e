import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Attempt } from '../src/domain/attempt.ts';
import { fault } from '../src/domain/outcome.ts';
import { undoBeforePayment } from '../src/domain/undo-steps.ts';
import { LeaseLost, postpone } from '../src/store/advance-attempt.ts';
import { claimDueAttempts } from '../src/store/claim-attempts.ts';
import type { NewAttempt } from '../src/store/record-attempt.ts';
import { address, attemptsOf, type Harness, letTimePass, startHarness } from './harness.ts';

let harness: Harness;
before(async () => {
  harness = await startHarness();
});
after(() => harness.database.close());

const newAttempt = (cartId: string): NewAttempt => ({
  cartId,
  idempotencyKey: 'a',
  bodyHash: Buffer.of(0),
  email: 'miles@example.org',
  shippingAddress: address,
  billingAddress: null,
  locale: 'en',
  shopperId: null,
  owner: 'request',
  leaseMs: 60_000,
});

/** An attempt as its own request knows it, and as the sweep that took it over from that. */
async function takenOver(): Promise<{ cartId: string; stale: Attempt; held: Attempt }> {
  const { db } = harness.database;
  const cartId = harness.world.addCart();
  const stale = await harness.process().parts.attempts.record(newAttempt(cartId));
  assert.ok(stale !== 'stands-in-the-way');
  await letTimePass(harness, cartId);
  const [held] = await claimDueAttempts(db, { owner: 'sweep', leaseMs: 60_000, limit: 1 });
  assert.ok(held?.id === stale.id && held.version === stale.version + 1);
  return { cartId, stale, held };
}

test('of two who move an attempt in one batch, the one that lost it is told so', async () => {
  const { cartId, stale, held } = await takenOver();
  const { attempts } = harness.process().parts;
  const changes = { problem: fault('unavailable'), undoSteps: undoBeforePayment };
  const [late, current] = await Promise.allSettled([
    attempts.advance(stale, 'turned-away', { ...changes, undoSteps: [] }),
    attempts.advance(held, 'undo-started', changes),
  ]);
  assert.equal(current.status, 'fulfilled');
  assert.ok(late.status === 'rejected' && late.reason instanceof LeaseLost);
  assert.equal((await attemptsOf(harness, cartId))[0]?.state, 'undoing');
});

/** Seconds from now to the end of its lease and to its next run, by the database's clock. */
async function timesOf({ id }: Attempt): Promise<{ lease: number | null; run: number }> {
  const { rows } = await sql<{ lease: number | null; run: number }>`
    select round(extract(epoch from lease_until - now()))::float8 as lease,
           round(extract(epoch from next_run_at - now()))::float8 as run
    from checkout_attempt
    where id = ${id}
  `.execute(harness.database.db);
  assert.ok(rows[0]);
  return rows[0];
}

for (const hours of [-1, 1])
  test(`leases and waits end by the database's clock, ${hours} h from that of the process`, async (t) => {
    const { db } = harness.database;
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + hours * 3_600_000 });
    const isNear = (seconds: number | null, wanted: number): boolean =>
      seconds !== null && Math.abs(seconds - wanted) <= 20;
    const cartId = harness.world.addCart();
    const recorded = await harness.process().parts.attempts.record(newAttempt(cartId));
    assert.ok(recorded !== 'stands-in-the-way');
    const atFirst = await timesOf(recorded);
    assert.ok(isNear(atFirst.lease, 60), JSON.stringify(atFirst));
    await letTimePass(harness, cartId);
    const [claimed] = await claimDueAttempts(db, { owner: 'sweep', leaseMs: 60_000, limit: 1 });
    assert.equal(claimed?.id, recorded.id);
    const atClaim = await timesOf(recorded);
    assert.ok(isNear(atClaim.lease, 60), JSON.stringify(atClaim));
    await postpone(db, claimed, { waitMs: 120_000 });
    const atLast = await timesOf(recorded);
    assert.deepEqual([atLast.lease, isNear(atLast.run, 120)], [null, true], JSON.stringify(atLast));
  });
