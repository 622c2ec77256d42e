import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkoutFaultPoints, undoFaultPoints } from '@cartwright/checkout';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type Shape, type TestShop, waitFor } from '@cartwright/testing';
import {
  createCart,
  createProduct,
  decidedAttempt,
  staffOf,
  stockOf,
} from '../journeys/fixtures.ts';
import { buy, fulfil, orderAsStaff } from '../journeys/orders.ts';
import { type ShopsInTurn, startShopsInTurn } from './shops-in-turn.ts';
import { createSituation, repeatUntilDecided, type Situation, submit } from './situation.ts';
import {
  assertAllDecided,
  assertBooksAgree,
  assertNothingHeld,
  assertOrderedOnce,
  paymentsOf,
} from './what-must-hold.ts';

/** Around each effect of one authorisation; the same places are passed by captures and refunds. */
const moneyPoints = [
  'payments.before-intent',
  'payments.after-intent',
  'payments.after-provider',
  'payments.after-record',
] as const;
const voidPoints = ['payments.before-void', 'payments.after-void'] as const;

/** A split shop is ten processes: two of them fill a small machine. */
const atOnce: Readonly<Record<Shape, number>> = { whole: 4, split: 2 };
let shops: ShopsInTurn;

/** The service whose process passes a fault point; in the whole shape they are one. */
const victimAt = (point: string): string => point.split('.')[0] ?? point;

/**
 * Restarts the process that passes the point so that it dies there, does the work, and sees it die.
 * Settings are those of checkout, whichever process dies.
 */
async function killAt<R>(
  shop: TestShop,
  point: string,
  work: () => Promise<R>,
  o: { env?: Readonly<Record<string, string>>; timeoutMs?: number } = {},
): Promise<R> {
  const victim = victimAt(point);
  if (o.env !== undefined && shop.shape === 'split') await shop.restart('checkout', o.env);
  await shop.restart(victim, { ...o.env, CARTWRIGHT_FAULT: `${point}:kill` });
  const doomed = shop.processOf(victim).child;
  const result = await work();
  await waitFor(`${victim} to die at ${point}`, () => doomed.signalCode === 'SIGKILL', {
    timeoutMs: o.timeoutMs ?? 30_000,
  });
  return result;
}

function report(startedMs: number, what: string): void {
  process.stdout.write(`${what} ${((Date.now() - startedMs) / 1_000).toFixed(1)} s\n`);
}

/** The process that passes a fault point is killed there, and a shopper or staff goes on. */
export function checkoutKills(shape: Shape): void {
  describe(`${shape} shape, killed while it checks out`, { concurrency: atOnce[shape] }, () => {
    before(async () => {
      shops = await startShopsInTurn(atOnce[shape], { shape });
    });
    after(() => shops?.stop());

    // First, because each lasts for the shortest time that a shop gives its shoppers to confirm.
    for (const point of ['payments.after-void', 'checkout.undo-after-void'] as const)
      test(`${point}: a challenge that nobody confirmed is voided once`, () =>
        shops.use(async (shop) => {
          const situation = await createSituation(shop, `challenge ${point}`);
          const request = { key: newIdempotencyKey(), token: 'challenge' };
          const env = { CHECKOUT_CHALLENGE_MINUTES: '1' };
          const answer = await killAt(shop, point, () => submit(shop, situation, request), {
            env,
            timeoutMs: 90_000,
          });
          const attemptId = answer?.body.attempt?.id;
          assert.ok(attemptId, JSON.stringify(answer));
          await shop.restart(victimAt(point), env);
          const startedMs = Date.now();
          const last = await decidedAttempt(shop, attemptId, situation.cartId);
          report(startedMs, `${point} of a challenge undone after`);
          assert.equal(last.body.reason, 'not-confirmed-in-time', JSON.stringify(last.body));
          assert.equal((await paymentsOf(shop, { attemptId }))[0]?.status, 'voided');
          await assertNothingHeld(shop, situation);
          await assertPassesNow(shop, situation);
        }));

    for (const point of [...checkoutFaultPoints, ...moneyPoints])
      test(`${point}: the repeat gets the one order`, () =>
        shops.use(async (shop) => {
          const situation = await createSituation(shop, point);
          const request = { key: point, token: 'approve' };
          await killAt(shop, point, () => submit(shop, situation, request));
          await shop.restart(victimAt(point));
          const startedMs = Date.now();
          const first = await repeatUntilDecided(shop, situation, request);
          // Payments that dies alone leaves checkout alive to say that nothing was charged; that is
          // no answer to keep, and the key runs anew.
          const isAnew = victimAt(point) === 'payments' && first.status === 503;
          if (isAnew) assert.equal(first.body.code, 'payment-unavailable');
          const answer = isAnew ? await repeatUntilDecided(shop, situation, request) : first;
          report(startedMs, `${point} decided after`);
          assert.equal(answer.status, 201, JSON.stringify(answer.body));
          const { order } = answer.body;
          assert.ok(order);
          assert.deepEqual(await submit(shop, situation, request), answer);
          await assertOrderedOnce(shop, situation, order.id);
          await assertAllDecided(shop);
          await assertBooksAgree(shop);
        }));

    for (const point of undoFaultPoints)
      test(`${point}: a declined checkout is undone, and the next one passes`, () =>
        shops.use(async (shop) => {
          const situation = await createSituation(shop, point);
          const request = { key: point, token: 'decline' };
          await killAt(shop, point, () => submit(shop, situation, request));
          await shop.restart(victimAt(point));
          const startedMs = Date.now();
          const answer = await repeatUntilDecided(shop, situation, request);
          assert.equal(answer.status, 402, JSON.stringify(answer.body));
          assert.equal(answer.body.code, 'payment-declined');
          await assertAllDecided(shop);
          report(startedMs, `${point} undone after`);
          await assertNothingHeld(shop, situation);
          await assertPassesNow(shop, situation);
        }));

    test('checkout.undo-after-release: a total that changed is told, and nothing stays held', () =>
      shops.use(async (shop) => {
        const situation = await createSituation(shop, 'changed total');
        const expectedTotal = { amount: 1, currency: 'EUR' };
        const request = { key: 'changed', expectedTotal };
        await killAt(shop, 'checkout.undo-after-release', () => submit(shop, situation, request));
        await shop.restart('checkout');
        const answer = await repeatUntilDecided(shop, situation, request);
        assert.equal(answer.body.code, 'price-changed', JSON.stringify(answer.body));
        await assertAllDecided(shop);
        await assertNothingHeld(shop, situation);
        await assertPassesNow(shop, situation);
      }));

    for (const point of voidPoints)
      test(`${point}: a cancelled order gives its money back once`, () =>
        shops.use(async (shop) => {
          const { situation, orderId } = await orderedSituation(shop, point);
          await killAt(shop, point, () => cancel(shop, orderId).catch(() => undefined));
          await shop.restart(victimAt(point));
          const startedMs = Date.now();
          await waitFor(
            'the payment to be voided',
            async () => (await paymentsOf(shop, { orderId }))[0]?.status === 'voided',
            { timeoutMs: 60_000 },
          );
          report(startedMs, `${point} voided after`);
          await assertBooksAgree(shop);
          await waitFor('the stock to be free', async () => {
            const { reserved, allocated, available } = await stockOf(shop, situation.variantId);
            return reserved === 0 && allocated === 0 && available === 1;
          });
        }));

    for (const point of voidPoints)
      test(`${point}: the rest of a partly fulfilled order is given back once`, () =>
        shops.use(async (shop) => {
          const { orderId, captured } = await partlyFulfilled(shop, point);
          await killAt(shop, point, () => cancel(shop, orderId).catch(() => undefined));
          await shop.restart(victimAt(point));
          const payment = await waitFor(
            'the rest of the payment to be given back',
            async () => {
              const [found] = await paymentsOf(shop, { orderId });
              return found?.status === 'voided' ? found : undefined;
            },
            { timeoutMs: 60_000 },
          );
          assert.equal(payment.captured.amount, captured);
          await assertBooksAgree(shop);
          await waitFor(
            'the order to know it',
            async () => (await orderAsStaff(shop, orderId)).paymentStatus === 'captured',
            { timeoutMs: 30_000 },
          );
        }));

    for (const point of moneyPoints)
      test(`${point} of a capture: the money is taken once`, () =>
        shops.use(async (shop) => {
          const { orderId } = await orderedSituation(shop, `capture ${point}`);
          await killAt(shop, point, () => fulfil(shop, orderId, {}).catch(() => undefined));
          await shop.restart(victimAt(point));
          const startedMs = Date.now();
          const payment = await waitFor(
            'the payment to be captured',
            async () => {
              const [found] = await paymentsOf(shop, { orderId });
              return found !== undefined && found.captured.amount > 0 ? found : undefined;
            },
            { timeoutMs: 60_000 },
          );
          report(startedMs, `${point} captured after`);
          assert.equal(payment.captured.amount, payment.amount.amount);
          await assertBooksAgree(shop);
        }));
  });
}

/** With another key and a good card, at once: the stock, the code and the cart are free. */
async function assertPassesNow(shop: TestShop, situation: Situation): Promise<void> {
  const answer = await repeatUntilDecided(shop, situation, { key: newIdempotencyKey() });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const { order } = answer.body;
  assert.ok(order);
  // 10 % of 50.00 by the code that serves once, then 4.90 for shipping.
  assert.equal(order.totals.total.amount, 4_990);
  await assertOrderedOnce(shop, situation, order.id);
  await assertBooksAgree(shop);
}

async function orderedSituation(shop: TestShop, name: string) {
  const situation = await createSituation(shop, name);
  const answer = await repeatUntilDecided(shop, situation, { key: newIdempotencyKey() });
  const orderId = answer.body.order?.id;
  assert.ok(orderId, JSON.stringify(answer.body));
  await assertOrderedOnce(shop, situation, orderId);
  return { situation, orderId };
}

/** Two pairs of which one has left and is paid for. */
async function partlyFulfilled(shop: TestShop, name: string) {
  const { variantIds } = await createProduct(shop, { title: `Two pairs, ${name}`, stock: 2 });
  const [variantId = ''] = variantIds;
  const cartId = await createCart(shop, [{ variantId, quantity: 2 }]);
  const { id: orderId } = await buy(shop, cartId);
  const [line] = (await orderAsStaff(shop, orderId)).lines;
  await fulfil(shop, orderId, { lines: [{ lineId: line?.lineId ?? '', quantity: 1 }] });
  const order = await waitFor(
    'the first pair to be captured',
    async () => {
      const found = await orderAsStaff(shop, orderId);
      return found.captured.amount > 0 ? found : undefined;
    },
    { timeoutMs: 30_000 },
  );
  return { orderId, captured: order.captured.amount };
}

const withKey = (id: string) => ({
  path: { id },
  header: { 'idempotency-key': newIdempotencyKey() },
});

const cancel = (shop: TestShop, orderId: string) =>
  staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', { params: withKey(orderId) });
