import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { asAnyone, asStaff, waitFor } from '@cartwright/testing';
import { settleCapture } from '../src/use-cases/settle-capture.ts';
import { failRefund, settleRefund } from '../src/use-cases/settle-refund.ts';
import { startOrders, sumOf } from './orders-shop.ts';
import { eur, sampleLine } from './sample-order.ts';

const { shop, api, payments, place, fulfil, refund, cancelAsStaff, see } = await startOrders();
after(() => shop.stop());
beforeEach(() => {
  payments.answer = 'at-once';
  payments.voids.length = 0;
  payments.captures.clear();
  payments.refunds.clear();
});

const isRefusal = (code: string) => (error: unknown) => isContractError(error, code);
const reasonOf = (reason: string) => (error: unknown) =>
  isContractError(error, 'cannot-cancel') && error.data.reason === reason;
const cancelByToken = (order: { id: string; accessToken: string }, key: string = randomUUID()) =>
  api.cancelOrder(
    { params: { id: order.id } },
    asAnyone({ bearer: order.accessToken, idempotencyKey: key }),
  );

for (const answer of ['at-once', 'by-event'] as const) {
  test(`captures of partial fulfilments add up to the total, told ${answer}`, async () => {
    payments.answer = answer;
    const lines = [sampleLine({ quantity: 7, discountMinor: 333 }), sampleLine()];
    const order = await place({ lines });
    const [first = sampleLine(), second = sampleLine()] = order.lines;
    const { body } = await fulfil(order.id, [{ lineId: first.lineId, quantity: 2 }]);
    assert.equal(body.order.status, 'partly-fulfilled');
    await shop.settled();
    assert.equal((await see(order.id)).paymentStatus, 'partly-captured');
    await fulfil(order.id, [
      { lineId: first.lineId, quantity: 3 },
      { lineId: second.lineId, quantity: 1 },
    ]);
    await fulfil(order.id);
    await shop.settled();
    const seen = await see(order.id);
    assert.equal(seen.status, 'fulfilled');
    assert.equal(seen.paymentStatus, 'captured');
    assert.deepEqual(seen.captured, order.totals.total);
    assert.equal(payments.captures.size, 3);
    assert.equal(sumOf(payments.captures.values()), order.totals.total.amount);
  });
}

test('never more is fulfilled than is left, also by ten at once', async () => {
  const order = await place({ lines: [sampleLine({ quantity: 4 })] });
  const [line = sampleLine()] = order.lines;
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => fulfil(order.id, [{ lineId: line.lineId, quantity: 1 }])),
  );
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 4);
  const seen = await see(order.id);
  assert.equal(seen.lines[0]?.fulfilledQuantity, 4);
  await assert.rejects(() => fulfil(order.id), isRefusal('cannot-fulfil'));
});

test('two entries for one line are summed before they are checked', async () => {
  const order = await place({ lines: [sampleLine({ quantity: 3 })] });
  const [{ lineId } = sampleLine()] = order.lines;
  const twice = [
    { lineId, quantity: 2 },
    { lineId, quantity: 2 },
  ];
  await assert.rejects(
    () => fulfil(order.id, twice),
    (error) => {
      assert.ok(isContractError(error, 'cannot-fulfil'));
      const lines = [{ lineId, requested: 4, fulfillable: 3 }];
      assert.deepEqual(error.data, { reason: 'more-than-left', lines });
      return true;
    },
  );
  await assert.rejects(
    () => fulfil(order.id, [{ lineId: randomUUID(), quantity: 1 }]),
    isRefusal('invalid-input'),
  );
});

test('one key fulfils once, and another body under it is refused', async () => {
  const order = await place();
  const [{ lineId } = sampleLine()] = order.lines;
  const key = randomUUID();
  const lines = [{ lineId, quantity: 1 }];
  const answers = await Promise.all([fulfil(order.id, lines, key), fulfil(order.id, lines, key)]);
  assert.equal(answers[0].body.fulfilment.id, answers[1].body.fulfilment.id);
  assert.equal((await see(order.id)).fulfilments.length, 1);
  await assert.rejects(() => fulfil(order.id, undefined, key), isRefusal('idempotency-key-reused'));
});

test('one key does one thing to an order, also when its id comes in capitals', async () => {
  const order = await place();
  const [id, inCapitals] = [order.id, order.id.toUpperCase()];
  const context = asStaff({ idempotencyKey: randomUUID() });
  const fulfilled = await Promise.all(
    [id, inCapitals].map((each) =>
      api.createFulfilment({ params: { id: each }, body: {} }, context),
    ),
  );
  assert.equal(new Set(fulfilled.map(({ body }) => body.fulfilment.id)).size, 1);
  await shop.settled();
  const body = { amount: eur(1), reason: 'returned' };
  const refunded = await Promise.all(
    [id, inCapitals].map((each) => api.createRefund({ params: { id: each }, body }, context)),
  );
  assert.equal(new Set(refunded.map((answer) => answer.body.refund.id)).size, 1);
});

test('cancelling an order voids its payment once and refuses a second time', async () => {
  const order = await place();
  const key = randomUUID();
  const { body } = await cancelByToken(order, key);
  assert.equal(body.status, 'cancelled');
  assert.equal(body.canBeCancelled, false);
  await cancelByToken(order, key);
  await assert.rejects(() => cancelByToken(order), reasonOf('already-cancelled'));
  await assert.rejects(() => fulfil(order.id), isRefusal('cannot-fulfil'));
  await shop.settled();
  assert.equal(payments.voids.length, 1);
  assert.equal((await see(order.id)).paymentStatus, 'voided');
});

test('of cancelling and fulfilling at once exactly one wins', async () => {
  for (let round = 0; round < 10; round += 1) {
    const order = await place();
    const [cancelled, fulfilled] = await Promise.allSettled([
      cancelByToken(order),
      fulfil(order.id),
    ]);
    assert.notEqual(cancelled.status, fulfilled.status);
    const seen = await see(order.id);
    assert.equal(seen.status, cancelled.status === 'fulfilled' ? 'cancelled' : 'fulfilled');
    for (const line of seen.lines) {
      assert.equal(line.fulfilledQuantity + line.cancelledQuantity, line.quantity);
    }
  }
  // The payments of those that were cancelled are given back: later tests count their own.
  await shop.settled();
});

test('a customer is too late once a parcel has left; staff cancel the rest', async () => {
  const order = await place({ lines: [sampleLine({ quantity: 3 })] });
  const [{ lineId } = sampleLine()] = order.lines;
  await fulfil(order.id, [{ lineId, quantity: 1 }]);
  await assert.rejects(() => cancelByToken(order), reasonOf('partly-fulfilled'));
  const { body } = await cancelAsStaff(order.id);
  assert.equal(body.status, 'fulfilled');
  assert.equal(body.lines[0]?.cancelledQuantity, 2);
  await assert.rejects(() => cancelAsStaff(order.id), reasonOf('already-fulfilled'));
  await shop.settled();
  assert.deepEqual(payments.voids, [body.paymentTryId]);
  assert.equal((await see(order.id)).paymentStatus, 'captured');
  const events = await shop
    .databaseOf('orders')
    .pool.query(
      `select data from event where subject = $1 and type = 'orders.order-cancelled.v1'`,
      [order.id],
    );
  assert.deepEqual(events.rows[0].data.lines, [
    { variantId: order.lines[0]?.variantId, quantity: 2 },
  ]);
});

test('never more is refunded than captured, also by ten at once', async () => {
  const order = await place();
  await assert.rejects(() => refund(order.id, { amount: eur(1) }), isRefusal('refund-too-large'));
  await fulfil(order.id);
  await shop.settled();
  const third = Math.floor((order.totals.total.amount - 1) / 3);
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => refund(order.id, { amount: eur(third) })),
  );
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 3);
  await shop.settled();
  const seen = await see(order.id);
  assert.equal(seen.paymentStatus, 'partly-refunded');
  assert.equal(seen.refunded.amount, third * 3);
  assert.equal(sumOf(payments.refunds.values()), third * 3);
  const rest = order.totals.total.amount - third * 3;
  assert.equal(seen.refundable.amount, rest);
  await refund(order.id, { amount: eur(rest) });
  await shop.settled();
  assert.equal((await see(order.id)).paymentStatus, 'refunded');
});

test('refunds by line give back what the units cost, each unit once', async () => {
  payments.answer = 'by-event';
  const order = await place({ lines: [sampleLine({ quantity: 3, discountMinor: 100 })] });
  const [{ lineId, total } = sampleLine()] = order.lines;
  await fulfil(order.id);
  await shop.settled();
  const amounts: number[] = [];
  for (const quantity of [1, 2]) {
    const { body } = await refund(order.id, { lines: [{ lineId, quantity }] });
    assert.equal(body.refund.status, 'requested');
    amounts.push(body.refund.amount.amount);
  }
  assert.equal(amounts[0], Math.round(total.amount / 3));
  assert.equal(sumOf(amounts.map(eur)), total.amount);
  await assert.rejects(
    () => refund(order.id, { lines: [{ lineId, quantity: 1 }] }),
    isRefusal('refund-too-large'),
  );
  await shop.settled();
  const seen = await see(order.id);
  assert.ok(seen.refunds.every(({ status }) => status === 'refunded'));
});

test('a refund that payments refuse is shown, and its money can be asked for again', async () => {
  const order = await place();
  const [{ lineId } = sampleLine()] = order.lines;
  await fulfil(order.id);
  await shop.settled();
  payments.answer = 'fail';
  await refund(order.id, { lines: [{ lineId, quantity: 3 }] });
  await shop.settled();
  const seen = await see(order.id);
  assert.deepEqual([seen.refunds[0]?.status, seen.refunds[0]?.failure], ['failed', 'expired']);
  assert.deepEqual(seen.refundable, order.totals.total);
  payments.answer = 'at-once';
  await refund(order.id, { lines: [{ lineId, quantity: 3 }] });
});

test('refunds by line add up to what the line cost when an earlier one of them fails', async () => {
  payments.answer = 'be-down';
  const order = await place({ lines: [sampleLine({ quantity: 3, discountMinor: 9_899 })] });
  const [{ lineId, total } = sampleLine()] = order.lines;
  assert.equal(total.amount, 100);
  const { fulfilment } = (await fulfil(order.id)).body;
  const { db } = shop.databaseOf('orders');
  const jobs = { enqueue: async () => {} };
  await transaction(db, (tx) => settleCapture(tx, jobs, fulfilment.id));
  const refundUnit = async () =>
    (await refund(order.id, { lines: [{ lineId, quantity: 1 }] })).body.refund;
  const first = await refundUnit();
  const second = await refundUnit();
  await transaction(db, (tx) => failRefund(tx, first.id, 'expired'));
  const others = [second, await refundUnit(), await refundUnit()];
  assert.deepEqual(
    others.map(({ amount }) => amount.amount),
    [34, 33, 33],
  );
  for (const { id } of others) await transaction(db, (tx) => settleRefund(tx, id));
  const seen = await see(order.id);
  assert.deepEqual(seen.refunded, total);
  assert.deepEqual(seen.refundable, order.shipping?.total);
});

test('a refund needs either an amount or lines, in the currency of the order', async () => {
  const order = await place();
  const [{ lineId } = sampleLine()] = order.lines;
  const wrong = [
    {},
    { amount: eur(1), lines: [{ lineId, quantity: 1 }] },
    { amount: { amount: 1, currency: 'USD' } },
    { amount: eur(0) },
    { amount: eur(-5) },
  ];
  for (const body of wrong) {
    await assert.rejects(() => refund(order.id, body), isRefusal('invalid-input'));
  }
});

test('a capture waits while payments are down and is then made once', async () => {
  payments.answer = 'be-down';
  const order = await place();
  const { body } = await fulfil(order.id);
  await shop.settled();
  assert.equal((await see(order.id)).paymentStatus, 'authorised');
  payments.answer = 'at-once';
  const seen = await waitFor(
    'the capture',
    async () => {
      const looked = await see(order.id);
      return looked.paymentStatus === 'captured' ? looked : undefined;
    },
    { timeoutMs: 30_000 },
  );
  assert.deepEqual(seen.captured, order.totals.total);
  assert.deepEqual([...payments.captures], [[body.fulfilment.id, order.totals.total]]);
});

test('an order that costs nothing is fulfilled without asking payments', async () => {
  const free = sampleLine({ quantity: 1, discountMinor: 3333 });
  const line = { ...free, tax: eur(0), total: eur(0) };
  const totals = {
    subtotal: eur(3333),
    discountTotal: eur(3333),
    shippingTotal: eur(0),
    taxTotal: eur(0),
    total: eur(0),
    pricesIncludeTax: true,
    taxes: [],
  };
  const order = await place({ lines: [line], shipping: null, totals });
  assert.equal(order.paymentStatus, 'captured');
  await fulfil(order.id);
  await shop.settled();
  assert.equal(payments.captures.size, 0);
});
