import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Attempt } from '../src/domain/attempt.ts';
import { fault } from '../src/domain/outcome.ts';
import { undoBeforePayment } from '../src/domain/undo-steps.ts';
import { LeaseLost } from '../src/store/advance-attempt.ts';
import { claimDueAttempts } from '../src/store/claim-attempts.ts';
import { address, attemptsOf, type Harness, letTimePass, startHarness } from './harness.ts';

let harness: Harness;
before(async () => {
  harness = await startHarness();
});
after(() => harness.database.close());

/** An attempt as its own request knows it, and as the sweep that took it over from that. */
async function takenOver(): Promise<{ cartId: string; stale: Attempt; held: Attempt }> {
  const { db } = harness.database;
  const cartId = harness.world.addCart();
  const stale = await harness.process().parts.attempts.record({
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
