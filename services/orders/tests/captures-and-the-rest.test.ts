import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { settleVoid } from '../src/use-cases/settle-void.ts';
import { startOrders } from './orders-shop.ts';
import { sampleLine } from './sample-order.ts';

const { shop, payments, place, fulfil, cancelAsStaff, retryCapture, see, isReleaseOverdue } =
  await startOrders();
after(() => shop.stop());
beforeEach(() => {
  payments.answer = 'at-once';
  payments.voids.length = 0;
  payments.captures.clear();
});

const refusalFor = (reason: string) => (error: unknown) =>
  isContractError(error, 'cannot-capture') && error.data.reason === reason;

/** An order of three of which one is fulfilled. */
async function partlyFulfilled() {
  const order = await place({ lines: [sampleLine({ quantity: 3 })] });
  const [{ lineId } = sampleLine()] = order.lines;
  const { body } = await fulfil(order.id, [{ lineId, quantity: 1 }]);
  return { orderId: order.id, fulfilmentId: body.fulfilment.id };
}

/** An order whose whole capture was refused for good. */
async function withFailedCapture() {
  payments.answer = 'fail';
  const order = await place();
  const { body } = await fulfil(order.id);
  await shop.settled();
  payments.answer = 'at-once';
  return { orderId: order.id, fulfilmentId: body.fulfilment.id, total: order.totals.total };
}

for (const answer of ['at-once', 'by-event'] as const)
  test(`the rest of a payment is given back after the last capture, told ${answer}`, async () => {
    payments.answer = 'be-down';
    const { orderId } = await partlyFulfilled();
    await cancelAsStaff(orderId);
    await shop.settled();
    assert.deepEqual(payments.voids, [], 'the parcel that left has no money yet');
    payments.answer = answer;
    const seen = await waitFor(
      'the void',
      async () => {
        const looked = await see(orderId);
        const isDone = payments.voids.length > 0 && looked.paymentStatus === 'captured';
        return isDone ? looked : undefined;
      },
      { timeoutMs: 30_000 },
    );
    assert.equal(payments.captures.size, 1);
    assert.deepEqual(payments.voids, [seen.paymentTryId]);
    assert.ok(seen.captured.amount > 0 && seen.captured.amount < seen.totals.total.amount);
  });

test('a void that has to wait for a capture is asked for again', async () => {
  payments.voidReason = 'capture-under-way';
  const order = await place();
  await cancelAsStaff(order.id);
  await waitFor('the first refusal', () => payments.voids.length > 0);
  payments.voidReason = null;
  await waitFor('the void', async () => (await see(order.id)).paymentStatus === 'voided', {
    timeoutMs: 30_000,
  });
  assert.ok(payments.voids.length > 1);
});

test('a capture that fails is shown to staff, who try it again under a new id', async () => {
  const { orderId, fulfilmentId, total } = await withFailedCapture();
  const failed = await see(orderId);
  assert.equal(failed.paymentStatus, 'capture-failed');
  assert.equal(failed.fulfilments[0]?.captureFailure, 'expired');
  const { body } = await retryCapture(orderId, fulfilmentId);
  // The answer is read after the request was recorded, and may show what came of it already.
  assert.match(body.fulfilments[0]?.captureStatus ?? '', /^(requested|captured)$/);
  assert.equal(body.fulfilments[0]?.captureFailure, null);
  await shop.settled();
  const seen = await see(orderId);
  assert.equal(seen.paymentStatus, 'captured');
  assert.deepEqual(seen.captured, total);
  assert.deepEqual([...payments.captures.values()], [total, total]);
  await assert.rejects(() => retryCapture(orderId, fulfilmentId), refusalFor('not-failed'));
});

test('of five who try a failed capture again at once, one does, and one key does it once', async () => {
  const { orderId, fulfilmentId, total } = await withFailedCapture();
  payments.answer = 'by-event';
  const key = randomUUID();
  const results = await Promise.allSettled([
    retryCapture(orderId, fulfilmentId, key),
    retryCapture(orderId, fulfilmentId, key),
    ...Array.from({ length: 3 }, () => retryCapture(orderId, fulfilmentId)),
  ]);
  const refused = results.filter(({ status }) => status === 'rejected');
  assert.ok(refused.length === 3 || refused.length === 4, `${refused.length} were refused`);
  await shop.settled();
  assert.deepEqual((await see(orderId)).captured, total);
  // The refused capture and the one that was asked for in its place.
  assert.equal(payments.captures.size, 2);
  const told = await shop.databaseOf('orders').pool.query(
    `select data ->> 'action' as action
     from event
     where type = 'orders.staff-acted.v1'
       and subject = $1
     order by seq`,
    [orderId],
  );
  const actions = told.rows.map(({ action }) => action);
  assert.deepEqual(actions, ['order-fulfilled', 'order-capture-retried']);
});

test('a retry that fails too can be tried once more', async () => {
  const { orderId, fulfilmentId } = await withFailedCapture();
  payments.answer = 'fail';
  await retryCapture(orderId, fulfilmentId);
  await shop.settled();
  assert.equal((await see(orderId)).fulfilments[0]?.captureStatus, 'failed');
  payments.answer = 'at-once';
  await retryCapture(orderId, fulfilmentId);
  await shop.settled();
  assert.equal((await see(orderId)).paymentStatus, 'captured');
});

test('while a capture has failed the payment is kept, and its rest goes back after it', async () => {
  payments.answer = 'fail';
  const { orderId, fulfilmentId } = await partlyFulfilled();
  await shop.settled();
  payments.answer = 'at-once';
  await cancelAsStaff(orderId);
  await shop.settled();
  assert.deepEqual(payments.voids, []);
  await retryCapture(orderId, fulfilmentId);
  await shop.settled();
  assert.equal(payments.voids.length, 1);
  assert.equal((await see(orderId)).paymentStatus, 'captured');
});

test('only a fulfilment of that very order is tried again', async () => {
  const { orderId, fulfilmentId } = await withFailedCapture();
  const other = await place();
  const isUnknown = (error: unknown) => isContractError(error, 'not-found');
  await assert.rejects(() => retryCapture(other.id, fulfilmentId), isUnknown);
  await assert.rejects(() => retryCapture(orderId, randomUUID()), isUnknown);
  await assert.rejects(() => retryCapture(randomUUID(), fulfilmentId), isUnknown);
});

test('what is not paid any more is not sent, and can be cancelled', async () => {
  const notSent = async (orderId: string): Promise<void> => {
    const { paymentTryId } = await see(orderId);
    await transaction(shop.databaseOf('orders').db, (tx) => settleVoid(tx, paymentTryId));
    await assert.rejects(
      () => fulfil(orderId),
      (error) => {
        assert.ok(isContractError(error, 'cannot-fulfil'));
        assert.deepEqual(error.data, { reason: 'payment-voided', lines: [] });
        return true;
      },
    );
    assert.equal((await cancelAsStaff(orderId)).status, 200);
  };
  const whole = (await place()).id;
  await notSent(whole);
  assert.equal((await see(whole)).status, 'cancelled');
  const { orderId } = await partlyFulfilled();
  await shop.settled();
  await notSent(orderId);
  const seen = await see(orderId);
  assert.deepEqual([seen.status, seen.fulfilments.length], ['fulfilled', 1]);
});

/** As if what is asked for and not done had been asked for more than an hour ago. */
async function ageReleaseOf(orderId: string): Promise<void> {
  const { db } = shop.databaseOf('orders');
  await sql`
    update orders
    set release_asked_at = release_asked_at - interval '61 minutes',
        created_at = created_at - interval '61 minutes'
    where id = ${orderId}
  `.execute(db);
}

for (const fate of ['cancelled', 'fulfilled'] as const)
  test(`a payment that is not given back within an hour is told, of a ${fate} order`, async () => {
    const isCancelled = fate === 'cancelled';
    const orderId = isCancelled ? (await place()).id : (await partlyFulfilled()).orderId;
    await shop.settled();
    await ageReleaseOf(orderId);
    const { attemptId, paymentTryId } = await see(orderId);
    assert.equal(await isReleaseOverdue(attemptId), false, 'it is open');
    payments.answer = 'be-down';
    await cancelAsStaff(orderId);
    await shop.settled();
    assert.equal((await see(orderId)).status, fate);
    assert.equal(await isReleaseOverdue(attemptId), false, 'it has just been closed');
    await ageReleaseOf(orderId);
    assert.equal(await isReleaseOverdue(attemptId), true);
    payments.answer = 'at-once';
    await waitFor('the void', async () => payments.voids.includes(paymentTryId), {
      timeoutMs: 30_000,
    });
    await shop.settled();
    assert.equal(await isReleaseOverdue(attemptId), false, 'it was given back');
  });

test('a capture that failed keeps the rest, and nothing is overdue', async () => {
  const { orderId } = await withFailedCapture();
  await ageReleaseOf(orderId);
  assert.equal(await isReleaseOverdue((await see(orderId)).attemptId), false);
});
