import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { InjectedFault, setFaultHandler } from '@cartwright/config';
import { ContractError } from '@cartwright/contract';
import { waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { checkoutFaultPoints, type FaultPoint, undoFaultPoints } from '../src/fault-points.ts';
import type { AttemptWrites } from '../src/store/advance-attempt.ts';
import { checkOut } from '../src/use-cases/check-out.ts';
import {
  assertBooksAgree,
  attemptsOf,
  context,
  countedResults,
  type Harness,
  input,
  resumeUntil,
  startHarness,
  tell,
} from './harness.ts';

let harness: Harness;
before(async () => {
  harness = await startHarness();
});
after(() => harness.database.close());
beforeEach(() => {
  harness.world.nextPayment = 'authorised';
  harness.world.couponsLeft.set('HALF', 1_000);
});
afterEach(() => {
  setFaultHandler(undefined);
  harness.world.beforeCall = () => undefined;
});

/** The process dies at the first pass of the point, and lives again afterwards. */
function dieAt(point: FaultPoint): void {
  setFaultHandler((name) => {
    if (name !== point) return;
    setFaultHandler(undefined);
    throw new InjectedFault(point);
  });
}

const submit = (cartId: string, key: string, timeoutMs?: number) =>
  tell(checkOut(harness.process().parts, input(cartId), context(key, timeoutMs)));

const paymentOf = async (cartId: string) => {
  const attempt = (await attemptsOf(harness, cartId)).at(-1);
  const payment = harness.world.tries.get(attempt?.paymentTryId ?? '');
  assert.ok(payment);
  return payment;
};

for (const point of checkoutFaultPoints) {
  test(`a crash at ${point} is completed or undone, and the same key gets its order`, async () => {
    const cartId = harness.world.addCart({ couponCodes: ['HALF'] });
    dieAt(point);
    // The answer does not wait for the attempt's end to be written.
    if (point === 'checkout.after-complete') await submit(cartId, 'a');
    else await assert.rejects(submit(cartId, 'a'), InjectedFault);
    await resumeUntil(harness, cartId);
    await assertBooksAgree(harness, cartId);
    assert.equal((await submit(cartId, 'a')).status, 201);
    await assertBooksAgree(harness, cartId);
    const orders = [...harness.world.orders.keys()];
    const ids = new Set((await attemptsOf(harness, cartId)).map(({ id }) => id));
    assert.equal(orders.filter((attemptId) => ids.has(attemptId)).length, 1);
  });
}

/** Answers with the order, and dies before it writes that the attempt is completed. */
async function submitAndDie(
  cartId: string,
  write = () => new Promise<void>(() => undefined),
): Promise<string> {
  const { parts } = harness.process();
  const attempts: AttemptWrites = {
    ...parts.attempts,
    complete: (attempt, { placedOrder = null }) => ({
      attempt: { ...attempt, state: 'completed', placedOrder },
      written: write(),
    }),
  };
  const answer = await tell(checkOut({ ...parts, attempts }, input(cartId), context('a')));
  assert.ok(answer.orderId);
  assert.equal((await attemptsOf(harness, cartId))[0]?.state, 'paying');
  return answer.orderId;
}

test('an order that was answered before its attempt was completed stays the answer', async () => {
  const cartId = harness.world.addCart();
  const orderId = await submitAndDie(cartId);
  assert.equal((await submit(cartId, 'b')).code, 'checkout-in-progress');
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  assert.equal((await submit(cartId, 'a')).orderId, orderId);
  await assertBooksAgree(harness, cartId);
});

test('an order that was cancelled before its attempt was completed stays the answer', async () => {
  const cartId = harness.world.addCart();
  const orderId = await submitAndDie(cartId);
  (await paymentOf(cartId)).status = 'voided';
  harness.world.beforeCall = (name) => {
    if (name === 'findPlaced') throw new ContractError('unavailable');
  };
  assert.equal((await resumeUntil(harness, cartId, ['paying'])).paymentStatus, 'voided');
  harness.world.beforeCall = () => undefined;
  const completed = await resumeUntil(harness, cartId);
  assert.deepEqual([completed.state, completed.orderId], ['completed', orderId]);
  assert.equal((await submit(cartId, 'a')).orderId, orderId);
  assert.ok(Array.isArray(harness.world.reservations.get(completed.id)), 'nothing is taken back');
});

test('a checkout whose completion could not be written at first is counted once', async () => {
  const cartId = harness.world.addCart();
  const before = await countedResults('completed');
  await submitAndDie(cartId, () => Promise.reject(new ContractError('unavailable')));
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  assert.equal((await countedResults('completed')) - before, 1);
});

/** Whether the lease is given back at once when the end of an attempt cannot be written so. */
async function isGivenBackAfter(failure: Error): Promise<boolean> {
  const cartId = harness.world.addCart();
  await submitAndDie(cartId, () => Promise.reject(failure));
  const isFree = async () => {
    const { rows } = await sql<{ isFree: boolean }>`
      select lease_until is null as "isFree"
      from checkout_attempt
      where cart_id = ${cartId}
    `.execute(harness.database.db);
    return rows[0]?.isFree === true;
  };
  // What is not there after so many looks was not asked for.
  let isGivenBack = false;
  for (let look = 0; look < 20 && !isGivenBack; look += 1) isGivenBack = await isFree();
  await resumeUntil(harness, cartId);
  return isGivenBack;
}

test('with too many ends to be written nobody also writes that he gave up', async () => {
  assert.equal(await isGivenBackAfter(new ContractError('unavailable')), false);
  assert.equal(await isGivenBackAfter(new Error('another failure')), true);
});

test('a process that ends writes first which attempts are completed', async () => {
  const cartId = harness.world.addCart();
  const { parts } = harness.process();
  await checkOut(parts, input(cartId), context('a'));
  await parts.attempts.idle();
  assert.equal((await attemptsOf(harness, cartId))[0]?.state, 'completed');
});

for (const point of undoFaultPoints) {
  test(`a crash at ${point} does not stop the undo, and the key keeps its refusal`, async () => {
    harness.world.nextPayment = 'declined';
    const cartId = harness.world.addCart({ couponCodes: ['HALF'] });
    dieAt(point);
    await assert.rejects(submit(cartId, 'a'), InjectedFault);
    assert.equal((await resumeUntil(harness, cartId)).state, 'refused');
    await assertBooksAgree(harness, cartId);
    assert.equal((await submit(cartId, 'a')).code, 'payment-declined');
  });

  test(`a crash at ${point} does not stop giving a payment up`, async () => {
    harness.world.nextPayment = 'action-required';
    const cartId = harness.world.addCart();
    await submit(cartId, 'a');
    await letChallengePass(cartId);
    dieAt(point);
    await resumeUntil(harness, cartId);
    assert.equal((await paymentOf(cartId)).status, 'voided');
    await assertBooksAgree(harness, cartId);
  });
}

async function letChallengePass(cartId: string): Promise<void> {
  await sql`
    update checkout_attempt
    set action_expires_at = now()
    where cart_id = ${cartId}
  `.execute(harness.database.db);
}

test('an unknown payment that turns out to be approved becomes the order', async () => {
  harness.world.nextPayment = 'unknown';
  const cartId = harness.world.addCart();
  assert.equal((await submit(cartId, 'a')).status, 202);
  await resumeUntil(harness, cartId, ['paying']);
  assert.equal((await submit(cartId, 'b')).code, 'checkout-in-progress');
  (await paymentOf(cartId)).status = 'authorised';
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  assert.equal((await submit(cartId, 'a')).status, 201);
  await assertBooksAgree(harness, cartId);
});

test('an unknown payment frees nothing until the provider says that it never saw it', async () => {
  harness.world.nextPayment = 'unknown';
  const cartId = harness.world.addCart();
  const { attemptId = '' } = await submit(cartId, 'a');
  await resumeUntil(harness, cartId, ['paying']);
  assert.ok(Array.isArray(harness.world.reservations.get(attemptId)));
  assert.equal(harness.world.carts.get(cartId)?.lockedBy, attemptId);
  (await paymentOf(cartId)).status = 'never-seen';
  const undone = await resumeUntil(harness, cartId);
  assert.equal(undone.state, 'undone');
  assert.equal(undone.problem?.code, 'payment-unavailable');
  await assertBooksAgree(harness, cartId);
  harness.world.nextPayment = 'authorised';
  assert.equal((await submit(cartId, 'a')).status, 201);
});

test('payments that do not answer leave the attempt open and are asked again', async () => {
  const cartId = harness.world.addCart();
  harness.world.beforeCall = (name) => {
    if (name === 'getTry' || name === 'voidTry') throw new ContractError('unavailable');
    if (name === 'authorise') throw new ContractError('outcome-unknown');
  };
  assert.equal((await submit(cartId, 'a')).status, 202);
  assert.equal((await resumeUntil(harness, cartId, ['paying'])).paymentStatus, 'unknown');
  harness.world.beforeCall = () => undefined;
  assert.equal((await resumeUntil(harness, cartId)).problem?.code, 'payment-unavailable');
  await assertBooksAgree(harness, cartId);
});

test('a confirmed challenge becomes the order', async () => {
  harness.world.nextPayment = 'action-required';
  const cartId = harness.world.addCart();
  const { parts } = harness.process();
  const answer = await checkOut(parts, input(cartId), context('a'));
  assert.ok(answer.status === 202);
  const { status, action } = answer.body.attempt;
  assert.deepEqual(
    { status, action },
    {
      status: 'action-required',
      action: { url: 'https://pay.example/1', expiresInSeconds: 15 * 60 },
    },
  );
  (await paymentOf(cartId)).status = 'authorised';
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  await assertBooksAgree(harness, cartId);
});

test('a challenge that is not confirmed in time is voided, and the key runs anew', async () => {
  harness.world.nextPayment = 'action-required';
  const cartId = harness.world.addCart();
  await submit(cartId, 'a');
  await letChallengePass(cartId);
  const undone = await resumeUntil(harness, cartId);
  assert.deepEqual(
    [undone.state, undone.problem?.data.reason],
    ['undone', 'not-confirmed-in-time'],
  );
  assert.equal((await paymentOf(cartId)).status, 'voided');
  harness.world.nextPayment = 'authorised';
  assert.equal((await submit(cartId, 'a')).status, 201);
  await assertBooksAgree(harness, cartId);
});

test('a void that the provider has not agreed to keeps the stock', async () => {
  harness.world.nextPayment = 'action-required';
  const cartId = harness.world.addCart();
  const { attemptId = '' } = await submit(cartId, 'a');
  await letChallengePass(cartId);
  harness.world.beforeCall = (name) => {
    if (name === 'voidTry') throw new ContractError('unavailable');
  };
  await resumeUntil(harness, cartId, ['undoing']);
  assert.ok(Array.isArray(harness.world.reservations.get(attemptId)));
  harness.world.beforeCall = () => undefined;
  await resumeUntil(harness, cartId);
  await assertBooksAgree(harness, cartId);
});

test('an order that is refused for good gives the money back', async () => {
  const cartId = harness.world.addCart();
  harness.world.beforeCall = (name) => {
    if (name === 'place') throw new ContractError('totals-mismatch');
  };
  assert.equal((await submit(cartId, 'a')).code, 'unavailable');
  await resumeUntil(harness, cartId);
  assert.equal((await paymentOf(cartId)).status, 'voided');
  await assertBooksAgree(harness, cartId);
});

test('an order that cannot be placed yet waits with its payment and is placed later', async () => {
  const cartId = harness.world.addCart();
  harness.world.beforeCall = (name) => {
    if (name === 'place') throw new ContractError('internal-error');
  };
  assert.equal((await submit(cartId, 'a')).status, 202);
  await resumeUntil(harness, cartId, ['placing']);
  harness.world.beforeCall = () => undefined;
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  await assertBooksAgree(harness, cartId);
});

/** Points at which a process can sleep while another takes its attempt over. */
const sleepingPoints: readonly FaultPoint[] = [
  'checkout.after-attempt',
  'checkout.after-lock',
  'checkout.after-reserve',
  'checkout.before-authorise',
  'checkout.after-authorise',
  'checkout.before-place',
];

/** Puts the next process to sleep that passes the point. */
function fallAsleepAt(point: FaultPoint): { isAsleep: () => boolean; wakeUp: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isAsleep = false;
  setFaultHandler((name) => {
    if (name !== point || isAsleep) return;
    isAsleep = true;
    return promise;
  });
  return { isAsleep: () => isAsleep, wakeUp: resolve };
}

for (const point of sleepingPoints) {
  test(`a process that sleeps at ${point} and is taken over does no harm`, async () => {
    const cartId = harness.world.addCart({ couponCodes: ['HALF'] });
    const { isAsleep, wakeUp } = fallAsleepAt(point);
    const sleeper = submit(cartId, 'a');
    await waitFor('the process to fall asleep', isAsleep);
    await resumeUntil(harness, cartId);
    wakeUp();
    assert.equal((await sleeper).status, 201);
    await assertBooksAgree(harness, cartId);
    assert.equal((await submit(cartId, 'a')).status, 201);
  });
}

test('a process that is taken over takes its late lock back when its time is over', async () => {
  const cartId = harness.world.addCart();
  const cart = harness.world.carts.get(cartId);
  assert.ok(cart);
  const { isAsleep, wakeUp } = fallAsleepAt('checkout.after-lock');
  const timeoutMs = 1_000;
  const timeIsOver = Date.now() + timeoutMs;
  const sleeper = submit(cartId, 'a', timeoutMs);
  await waitFor('the process to fall asleep', isAsleep);
  cart.lockedBy = (await resumeUntil(harness, cartId, ['undone'])).id;
  await waitFor('its time to be over', () => Date.now() >= timeIsOver);
  // As every call that goes to a database: it is not answered in the turn in which it is made.
  harness.world.beforeCall = () => delay(5);
  wakeUp();
  assert.equal((await sleeper).code, 'unavailable');
  await assertBooksAgree(harness, cartId);
});

test('an attempt whose caller has no time left goes on without him', async () => {
  const cartId = harness.world.addCart();
  let answerNow: () => void = () => undefined;
  harness.world.beforeCall = (name) =>
    name === 'authorise'
      ? new Promise<void>((resolve) => {
          answerNow = resolve;
        })
      : undefined;
  assert.equal((await submit(cartId, 'a', 1_000)).status, 202);
  answerNow();
  harness.world.beforeCall = () => undefined;
  assert.equal((await resumeUntil(harness, cartId)).state, 'completed');
  assert.equal((await submit(cartId, 'a')).status, 201);
  await assertBooksAgree(harness, cartId);
});

test('a lock that came after its attempt had ended does not keep the cart closed', async () => {
  harness.world.nextPayment = 'declined';
  const cartId = harness.world.addCart();
  await submit(cartId, 'a');
  const cart = harness.world.carts.get(cartId);
  assert.ok(cart);
  cart.lockedBy = (await attemptsOf(harness, cartId))[0]?.id;
  harness.world.nextPayment = 'authorised';
  assert.equal((await submit(cartId, 'b')).status, 201);
  await assertBooksAgree(harness, cartId);
});
