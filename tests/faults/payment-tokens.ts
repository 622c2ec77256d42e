import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type Shape, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { decidedAttempt, openForBusiness, stockOf } from '../journeys/fixtures.ts';
import { answerChallenge, providerAddress, providerWebhooks } from '../journeys/provider-books.ts';
import { createSituation, repeatUntilDecided, type Situation, submit } from './situation.ts';
import {
  assertAllDecided,
  assertBooksAgree,
  assertNothingHeld,
  assertOrderedOnce,
  paymentsOf,
} from './what-must-hold.ts';

/** The provider's waits, shortened; what happens in which order stays the same. */
const env = {
  TEST_PROVIDER_FAULT_TOKENS: 'true',
  TEST_PROVIDER_SLOW_MS: '1500',
  TEST_PROVIDER_CHALLENGE_MS: '5000',
  TEST_PROVIDER_LATE_WEBHOOK_MS: '1500',
};

let shop: TestShop;

/** Submits a fresh cart with a token and answers the first word that the shopper hears. */
async function pay(token: string) {
  const situation = await createSituation(shop, token);
  const request = { key: token, token };
  const answer = await submit(shop, situation, request);
  assert.ok(answer);
  return { situation, request, answer, attempt: answer.body.attempt };
}

type Paid = Awaited<ReturnType<typeof pay>>;

async function decided({ situation, attempt }: Paid) {
  assert.ok(attempt);
  return decidedAttempt(shop, attempt.id, situation.cartId);
}

async function assertOrdered(paid: Paid, answer: { status: number; body: Paid['answer']['body'] }) {
  const { situation, request } = paid;
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const { order } = answer.body;
  assert.ok(order);
  await assertOrderedOnce(shop, situation, order.id);
  const repeated = await submit(shop, situation, request);
  assert.equal(repeated?.status, 201);
  assert.equal(repeated.body.order?.id, order.id);
  return order;
}

const reservedOf = async ({ variantId }: Situation): Promise<number> =>
  (await stockOf(shop, variantId)).reserved;

/** What a shopper and the books see of each token, from the first answer to the last. */
export function paymentTokens(shape: Shape): void {
  describe(`${shape} shape, the test payment method`, () => {
    before(async () => {
      shop = await startTestShop({ shape, env });
      await openForBusiness(shop);
    });
    after(async () => {
      try {
        await assertAllDecided(shop);
        await assertBooksAgree(shop);
      } finally {
        await shop?.stop();
      }
    });

    describe('each token leads to its state', { concurrency: 4 }, () => {
      test('approve: an order at once', async () => {
        const paid = await pay('approve');
        await assertOrdered(paid, paid.answer);
      });

      for (const [token, reason] of [
        ['decline', 'declined'],
        ['insufficient-funds', 'insufficient-funds'],
      ] as const)
        test(`${token}: refused with the reason ${reason}, and nothing stays held`, async () => {
          const paid = await pay(token);
          assert.equal(paid.answer.status, 402, JSON.stringify(paid.answer.body));
          assert.equal(paid.answer.body.code, 'payment-declined');
          assert.equal(paid.answer.body.reason, reason);
          await assertNothingHeld(shop, paid.situation);
          assert.deepEqual(await submit(shop, paid.situation, paid.request), paid.answer);
        });

      test('slow: processing with the stock held, then an order', async () => {
        const paid = await pay('slow');
        assert.equal(paid.answer.status, 202, JSON.stringify(paid.answer.body));
        assert.equal(paid.attempt?.status, 'processing');
        assert.equal(await reservedOf(paid.situation), 1);
        await assertOrdered(paid, await decided(paid));
      });

      test('challenge confirmed: an order', async () => {
        const paid = await pay('challenge');
        assert.equal(paid.answer.status, 202, JSON.stringify(paid.answer.body));
        assert.equal(paid.attempt?.status, 'action-required');
        await answerChallenge(paid.attempt.action?.url ?? '', 'confirm');
        await assertOrdered(paid, await decided(paid));
      });

      for (const [name, act, reason] of [
        ['refused', (url: string) => answerChallenge(url, 'refuse'), 'challenge-refused'],
        ['left alone until it expires', async () => undefined, 'challenge-expired'],
      ] as const)
        test(`challenge ${name}: undone, and nothing stays held`, async () => {
          const situation = await createSituation(shop, `challenge ${name}`);
          const request = { key: newIdempotencyKey(), token: 'challenge' };
          const answer = await submit(shop, situation, request);
          assert.equal(answer?.body.attempt?.status, 'action-required');
          assert.equal(await reservedOf(situation), 1);
          await act(answer.body.attempt.action?.url ?? '');
          const last = await decidedAttempt(shop, answer.body.attempt.id, situation.cartId);
          assert.equal(last.status, 402, JSON.stringify(last.body));
          assert.equal(last.body.reason, reason);
          await assertNothingHeld(shop, situation);
        });

      test('unreachable: asked for while the stock is held, then unavailable with it freed', async () => {
        const paid = await pay('unreachable');
        assert.equal(paid.answer.status, 202, JSON.stringify(paid.answer.body));
        assert.equal(await reservedOf(paid.situation), 1);
        const last = await decided(paid);
        assert.equal(last.status, 503, JSON.stringify(last.body));
        assert.equal(last.body.code, 'payment-unavailable');
        await assertNothingHeld(shop, paid.situation);
        // The failure is no answer: the key runs anew, now with a card that works.
        const again = await repeatUntilDecided(shop, paid.situation, { key: newIdempotencyKey() });
        assert.equal(again.status, 201, JSON.stringify(again.body));
      });

      test('an answer that is lost turns out to be an approval, and is authorised once', async () => {
        const paid = await pay('approve-lost-answer');
        const answer = paid.answer.status === 202 ? await decided(paid) : paid.answer;
        await assertOrdered(paid, answer);
      });

      test('a webhook that comes twice makes one order', async () => {
        const paid = await pay('approve-twice-webhook');
        // On a busy machine the first copy can come before the answer that announces it.
        const answer = paid.answer.status === 202 ? await decided(paid) : paid.answer;
        const order = await assertOrdered(paid, answer);
        const [payment] = await paymentsOf(shop, { orderId: order.id });
        assert.ok(payment);
        await waitFor('both copies to be delivered', async () => {
          const told = (await providerWebhooks(shop)).filter(({ key }) => key === payment.tryId);
          return told.length === 2 && told.every(({ deliveredAt }) => deliveredAt !== null);
        });
        const [after] = await paymentsOf(shop, { orderId: order.id });
        assert.deepEqual(after?.history, payment.history);
      });

      test('a webhook that comes late changes nothing any more', async () => {
        const paid = await pay('approve-late-webhook');
        const order = await assertOrdered(paid, paid.answer);
        const [payment] = await paymentsOf(shop, { orderId: order.id });
        assert.ok(payment);
        await waitFor('the late webhook to be delivered', async () =>
          (await providerWebhooks(shop)).some(
            ({ key, deliveredAt }) => key === payment.tryId && deliveredAt !== null,
          ),
        );
        const [after] = await paymentsOf(shop, { orderId: order.id });
        assert.deepEqual(after?.history, payment.history);
        assert.equal(after?.history.at(-1)?.cause, 'answer');
      });

      test('a webhook that comes before the answer makes one order', async () => {
        const paid = await pay('approve-webhook-first');
        const answer = paid.answer.status === 202 ? await decided(paid) : paid.answer;
        const order = await assertOrdered(paid, answer);
        const [payment] = await paymentsOf(shop, { orderId: order.id });
        assert.deepEqual(
          payment?.history.map(({ to, cause }) => ({ to, cause })),
          [
            { to: 'intent', cause: 'authorise' },
            { to: 'authorised', cause: 'webhook' },
          ],
        );
      });

      test('a token that nobody knows is declined', async () => {
        const paid = await pay('no-such-card');
        assert.equal(paid.answer.status, 402, JSON.stringify(paid.answer.body));
        assert.equal(paid.answer.body.reason, 'token-unknown');
        await assertNothingHeld(shop, paid.situation);
      });
    });

    test('a provider that is killed is started again, and checkouts pass again', async () => {
      const { pid } = await providerAddress(shop);
      process.kill(pid, 'SIGKILL');
      const situation = await createSituation(shop, 'killed provider');
      const request = { key: newIdempotencyKey() };
      const startedMs = Date.now();
      const first = await repeatUntilDecided(shop, situation, request);
      process.stdout.write(
        `${first.status} ${first.body.code ?? ''} ${Date.now() - startedMs} ms after the kill\n`,
      );
      // A request that never reached it is undone once the next one says so, and runs anew.
      if (first.status !== 201) assert.equal(first.body.code, 'payment-unavailable');
      const order =
        first.body.order ?? (await repeatUntilDecided(shop, situation, request)).body.order;
      await assertOrderedOnce(shop, situation, order?.id ?? '');
      assert.notEqual((await providerAddress(shop)).pid, pid);
      await assertBooksAgree(shop);
    });

    test('a provider that stood still decides late: one authorisation and one order, or neither', async () => {
      const situation = await createSituation(shop, 'stopped provider');
      const { pid } = await providerAddress(shop);
      process.kill(pid, 'SIGSTOP');
      let answer: Awaited<ReturnType<typeof submit>>;
      try {
        answer = await submit(shop, situation, { key: newIdempotencyKey() });
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      assert.equal(answer?.status, 202, JSON.stringify(answer));
      assert.equal((await stockOf(shop, situation.variantId)).reserved, 1);
      const { attempt } = answer.body;
      assert.ok(attempt);
      const last = await decidedAttempt(shop, attempt.id, situation.cartId);
      const held = (await paymentsOf(shop, { attemptId: attempt.id })).filter(
        ({ status }) => status === 'authorised',
      );
      if (last.status === 201) {
        assert.equal(held.length, 1);
        await assertOrderedOnce(shop, situation, last.body.order?.id ?? '');
      } else {
        assert.equal(last.body.code, 'payment-unavailable', JSON.stringify(last.body));
        assert.equal(held.length, 0);
        await assertNothingHeld(shop, situation);
      }
      await assertBooksAgree(shop);
    });
  });
}
