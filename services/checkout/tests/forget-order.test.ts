import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import type { JobQueue, JobRun } from '@cartwright/jobs';
import { onOrderErased } from '../src/events/on-erased.ts';
import { forgetOrder } from '../src/jobs/forget-order.ts';
import { checkOut } from '../src/use-cases/check-out.ts';
import {
  attemptsOf,
  closedAttemptsOf,
  context,
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

type Look = { attemptId: string; waits: number };

/** The job that the work leaves behind, if it leaves one. */
async function nextOf(
  work: (jobs: Pick<JobQueue, 'enqueue'>) => Promise<unknown>,
): Promise<{ data: Look; key: string | undefined } | undefined> {
  let next: { data: Look; key: string | undefined } | undefined;
  const enqueue: JobQueue['enqueue'] = async (_, name, data, { key, runAt } = {}) => {
    assert.equal(name, 'forget-order');
    assert.ok(Number(runAt) > Date.now());
    // What this job is given is declared beside it.
    next = { data: data as Look, key };
  };
  await work({ enqueue });
  return next;
}

/** Orders tells that it has erased the order of the attempt. */
const hear = (attemptId: string) =>
  nextOf((jobs) => {
    const data = { orderId: randomUUID(), attemptId };
    const event = { id: randomUUID(), position: 1, subject: data.orderId, data };
    return transaction(harness.database.db, (tx) => onOrderErased(jobs).apply(tx, [event]));
  });

const look = (data: Look) =>
  // The job does not look at its run.
  nextOf((jobs) => forgetOrder({ db: harness.database.db, jobs }).run(data, {} as JobRun));

async function submit(payment: 'authorised' | 'unknown' | 'declined'): Promise<string> {
  harness.world.nextPayment = payment;
  const cartId = harness.world.addCart();
  await tell(checkOut(harness.process().parts, input(cartId), context('a')));
  return cartId;
}

async function assertForgotten(cartId: string): Promise<void> {
  const [attempt] = await attemptsOf(harness, cartId);
  assert.equal(attempt?.state, 'completed');
  const { email, shippingAddress, billingAddress, frozen, placedOrder } = attempt;
  for (const personal of [email, shippingAddress, billingAddress, frozen, placedOrder])
    assert.equal(personal, null);
}

test('the attempt of an erased order keeps nothing but which cart became which order', async () => {
  const cartId = await submit('authorised');
  const [attempt] = await closedAttemptsOf(harness, cartId);
  assert.equal(await hear(attempt?.id ?? ''), undefined);
  await assertForgotten(cartId);
});

test('an attempt that a dead process left open is forgotten once it is completed', async () => {
  const cartId = await submit('unknown');
  const [attempt] = await attemptsOf(harness, cartId);
  assert.equal(attempt?.state, 'paying');
  const first = await hear(attempt.id);
  assert.ok(first !== undefined, 'a job looks again');
  const second = await look(first.data);
  assert.ok(second !== undefined && second.key !== first.key);
  for (const payment of harness.world.tries.values()) payment.status = 'authorised';
  await resumeUntil(harness, cartId, ['completed']);
  assert.equal(await look(second.data), undefined);
  await assertForgotten(cartId);
});

test('an attempt that is removed or came to nothing is not waited for', async () => {
  const [refused] = await closedAttemptsOf(harness, await submit('declined'));
  assert.equal(refused?.state, 'refused');
  for (const attemptId of [refused.id, randomUUID()])
    assert.equal(await hear(attemptId), undefined);
});
