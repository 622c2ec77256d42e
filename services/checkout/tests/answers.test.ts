import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ContractError, type RequestContext } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { sql } from 'kysely';
import type { CheckoutInput } from '../contract/index.ts';
import { createLine } from '../src/process/line.ts';
import { listAttempts } from '../src/queries/list-attempts.ts';
import { checkOut } from '../src/use-cases/check-out.ts';
import { getCheckout } from '../src/use-cases/get-checkout.ts';
import { trimAttempts } from '../src/use-cases/trim-attempts.ts';
import {
  address,
  assertBooksAgree,
  attemptsOf,
  closedAttemptsOf,
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
  harness.world.beforeCall = () => undefined;
  harness.world.confirmsAtOnce = true;
});

const submit = (cartId: string, key: string, body: Partial<CheckoutInput> = {}) =>
  tell(checkOut(harness.process().parts, input(cartId, body), context(key)));

const ask = (
  attemptId: string,
  bearer: string | undefined,
  { parts } = harness.process(),
): ReturnType<typeof tell> => {
  const base = { ...context('none'), ...(bearer === undefined ? {} : { bearer }) };
  const asked: RequestContext = base;
  return tell(getCheckout(parts, { params: { attemptId } }, asked));
};

/** Nobody can write that the cart's attempt is completed, until the test allows it. */
function holdCompletion(cartId: string): { attemptId: Promise<string>; release: () => void } {
  const { promise: attemptId, resolve: hold } = Promise.withResolvers<string>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  harness.world.beforeCall = async (name) => {
    if (name !== 'place') return;
    void transaction(harness.database.db, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id
        from checkout_attempt
        where cart_id = ${cartId}
        for update
      `.execute(tx);
      hold(rows[0]?.id ?? '');
      await released;
    });
    await attemptId;
  };
  return { attemptId, release };
}

test('answers 201 with the order and repeats it for the same key', async () => {
  const cartId = harness.world.addCart({ quantity: 2 });
  const first = await submit(cartId, 'a');
  const second = await submit(cartId, 'a');
  assert.equal(first.status, 201);
  assert.deepEqual(second, first);
  await assertBooksAgree(harness, cartId);
});

test('a checkout is shown as it was answered, also before that is written', async () => {
  const cartId = harness.world.addCart();
  const asked = harness.process();
  const { attemptId, release } = holdCompletion(cartId);
  const answer = await tell(checkOut(asked.parts, input(cartId), context('a')));
  assert.equal(answer.status, 201);
  assert.deepEqual(await ask(await attemptId, cartId, asked), answer);
  assert.equal((await ask(await attemptId, 'another cart', asked)).code, 'not-found');
  assert.equal((await ask(await attemptId, cartId)).status, 202, 'in another process');
  release();
  await closedAttemptsOf(harness, cartId);
  assert.deepEqual(await ask(await attemptId, cartId), answer);
});

test('an answer is repeated without waiting for it to be written', async () => {
  const cartId = harness.world.addCart();
  const { parts } = harness.process();
  const { release } = holdCompletion(cartId);
  const submitAgain = (key: string) => tell(checkOut(parts, input(cartId), context(key, 3_000)));
  const answer = await submitAgain('a');
  assert.equal(answer.status, 201);
  const [repeat, other] = await Promise.all([submitAgain('a'), submitAgain('b')]);
  release();
  assert.deepEqual(repeat, answer);
  assert.equal(other.code, 'cart-already-ordered');
  await assertBooksAgree(harness, cartId);
});

test('an order keeps how long delivery takes, and its name in the language of the shopper', async () => {
  const names = { 'de-DE': 'Standardversand', fr: 'Standard' };
  for (const [locale, name] of Object.entries(names)) {
    const cartId = harness.world.addCart();
    assert.equal((await submit(cartId, 'a', { locale })).status, 201);
    const [attempt] = await attemptsOf(harness, cartId);
    const shipping = harness.world.orders.get(attempt?.id ?? '')?.shipping;
    assert.equal(shipping?.name, name);
    assert.ok(!('names' in shipping));
    assert.deepEqual(shipping.deliveryDays, { min: 2, max: 4 });
  }
});

test('refuses the same key with another body', async () => {
  const cartId = harness.world.addCart();
  await submit(cartId, 'a');
  const other = await submit(cartId, 'a', { email: 'other@example.org' });
  assert.equal(other.code, 'idempotency-key-reused');
});

test('answers another key on an ordered cart with its order', async () => {
  const cartId = harness.world.addCart();
  const { parts } = harness.process();
  const [{ orderId }, { code, error }] = [
    await tell(checkOut(parts, input(cartId), context('a'))),
    await tell(checkOut(parts, input(cartId), context('b'))),
  ];
  assert.equal(code, 'cart-already-ordered');
  const order = error?.data.order;
  assert.ok(typeof order === 'object' && order !== null && 'id' in order);
  assert.equal(order.id, orderId);
});

test('repeats an answer, and refuses another key, without a place in a full line', async () => {
  const cartId = harness.world.addCart();
  const first = await submit(cartId, 'a');
  const { parts } = harness.process();
  const full = createLine({ atOnceMax: 0, waitingMax: 0 });
  const inCrowd = (cart: string, key: string) =>
    tell(checkOut(parts, input(cart), context(key), full));
  assert.deepEqual(await inCrowd(cartId, 'a'), first);
  assert.equal((await inCrowd(cartId, 'b')).code, 'cart-already-ordered');
  assert.equal((await inCrowd(harness.world.addCart(), 'c')).code, 'unavailable');
});

test('100 carts submitted twice at once with one key give 100 orders and 100 charges', async () => {
  const carts = Array.from({ length: 100 }, () => harness.world.addCart());
  const charged = harness.world.tries.size;
  const { parts } = harness.process();
  const twice = await Promise.all(
    carts.map((cartId) =>
      Promise.all([1, 2].map(() => tell(checkOut(parts, input(cartId), context('k', 30_000))))),
    ),
  );
  for (const [one, other] of twice) {
    assert.equal(one?.status, 201);
    assert.deepEqual(one, other);
  }
  assert.equal(harness.world.tries.size - charged, 100);
  for (const cartId of carts) await assertBooksAgree(harness, cartId);
});

test('20 carts submitted at once with two keys give one order each, and a 409', async () => {
  const carts = Array.from({ length: 20 }, () => harness.world.addCart());
  for (const cartId of carts) {
    const answers = await Promise.all(['a', 'b'].map((key) => submit(cartId, key)));
    const codes = answers.map(({ status, code }) => code ?? status);
    assert.equal(codes.filter((code) => code === 201).length, 1);
    const refused = codes.find((code) => code !== 201);
    assert.ok(refused === 'checkout-in-progress' || refused === 'cart-already-ordered');
    await assertBooksAgree(harness, cartId);
  }
});

test('repeats a decline for its key and sells the cart under another', async () => {
  const cartId = harness.world.addCart();
  harness.world.nextPayment = 'declined';
  const first = await submit(cartId, 'a');
  assert.equal(first.code, 'payment-declined');
  assert.deepEqual(first.error?.data, { reason: 'insufficient-funds' });
  assert.equal(harness.world.carts.get(cartId)?.lockedBy, undefined);
  harness.world.nextPayment = 'authorised';
  assert.equal((await submit(cartId, 'a')).code, 'payment-declined');
  assert.equal((await submit(cartId, 'b')).status, 201);
  assert.equal((await submit(cartId, 'a')).code, 'payment-declined');
  await assertBooksAgree(harness, cartId);
});

test('counts each attempt once where it ends, with the reason of a refusal', async () => {
  const counted = () => Promise.all(['completed', 'payment-declined'].map(countedResults));
  const before = await counted();
  const cartId = harness.world.addCart();
  const { parts } = harness.process();
  const submitHere = (key: string) => tell(checkOut(parts, input(cartId), context(key)));
  harness.world.nextPayment = 'declined';
  await submitHere('a');
  await submitHere('a');
  harness.world.nextPayment = 'authorised';
  await submitHere('b');
  await submitHere('b');
  await parts.attempts.idle();
  const since = await counted();
  assert.deepEqual(
    since.map((count, index) => count - (before[index] ?? 0)),
    [1, 1],
  );
});

test('refuses with the lines that are short and frees everything', async () => {
  const { world } = harness;
  const variantId = crypto.randomUUID();
  world.stock.set(variantId, 1);
  const cartId = world.addCart({ variantId, quantity: 3 });
  const { code, error } = await submit(cartId, 'a');
  assert.equal(code, 'out-of-stock');
  const lineIds = world.carts.get(cartId)?.lines.map(({ lineId }) => lineId);
  assert.deepEqual(error?.data.lines, [{ variantId, lineIds, requested: 3, available: 1 }]);
  assert.equal(world.stock.get(variantId), 1);
  await assertBooksAgree(harness, cartId);
});

test('refuses a total other than the one shown, before the provider is asked', async () => {
  const cartId = harness.world.addCart();
  const asked = harness.world.tries.size;
  const expectedTotal = { amount: 1, currency: 'EUR' };
  const { code, error } = await submit(cartId, 'a', { expectedTotal });
  assert.equal(code, 'price-changed');
  assert.deepEqual(error?.data, {
    oldTotal: expectedTotal,
    newTotal: { amount: 2_500, currency: 'EUR' },
  });
  assert.equal(harness.world.tries.size, asked);
  await assertBooksAgree(harness, cartId);
});

test('a code that is used up meanwhile answers the total without it', async () => {
  harness.world.couponsLeft.set('HALF', 0);
  const cartId = harness.world.addCart({ couponCodes: ['HALF'] });
  const { code, error } = await submit(cartId, 'a');
  assert.equal(code, 'price-changed');
  assert.deepEqual(error?.data.newTotal, { amount: 2_500, currency: 'EUR' });
  await assertBooksAgree(harness, cartId);
});

test('an order that costs nothing needs no payment', async () => {
  harness.world.couponsLeft.set('FREE', 5);
  const cartId = harness.world.addCart({ couponCodes: ['FREE'] });
  const asked = harness.world.tries.size;
  const { payment: _, ...unpaid } = input(cartId).body;
  const { parts } = harness.process();
  const answer = await tell(checkOut(parts, { params: { cartId }, body: unpaid }, context('a')));
  assert.equal(answer.status, 201);
  assert.equal(harness.world.tries.size, asked);
  assert.equal(harness.world.couponsLeft.get('FREE'), 4);
  await assertBooksAgree(harness, cartId);
});

test('refuses an order without payment that costs something', async () => {
  const cartId = harness.world.addCart();
  const { payment: _, ...unpaid } = input(cartId).body;
  const { parts } = harness.process();
  const refused = await tell(checkOut(parts, { params: { cartId }, body: unpaid }, context('a')));
  assert.equal(refused.code, 'invalid-input');
  assert.equal(refused.error?.problems[0]?.pointer, '/body/payment');
  await assertBooksAgree(harness, cartId);
});

test('names the member that is wrong', async () => {
  const cases: [Partial<CheckoutInput>, string][] = [
    [{ shippingOptionId: 'drone' }, '/body/shippingOptionId'],
    [{ shippingAddress: { ...address, country: 'AQ' } }, '/body/shippingAddress/country'],
    [{ shippingAddress: { ...address, city: '  ' } }, '/body/shippingAddress/city'],
    [{ billingAddress: { ...address, line1: 'a\nb' } }, '/body/billingAddress/line1'],
    [{ payment: { method: 'gold', token: 'x' } }, '/body/payment/method'],
  ];
  for (const [body, pointer] of cases) {
    const cartId = harness.world.addCart();
    const { code, error } = await submit(cartId, 'a', body);
    assert.equal(code, 'invalid-input');
    assert.equal(error?.problems[0]?.pointer, pointer);
    await assertBooksAgree(harness, cartId);
  }
});

test('turns an empty and an unknown cart away', async () => {
  const empty = harness.world.addCart();
  const cart = harness.world.carts.get(empty);
  assert.ok(cart);
  cart.lines = [];
  assert.equal((await submit(empty, 'a')).code, 'cart-empty');
  assert.equal((await submit('no-such-cart', 'a')).code, 'not-found');
});

test('refuses lines that are no longer for sale', async () => {
  const cartId = harness.world.addCart();
  const line = harness.world.carts.get(cartId)?.lines[0];
  assert.ok(line);
  harness.world.prices.delete(line.variantId);
  const { code, error } = await submit(cartId, 'a');
  assert.equal(code, 'lines-not-for-sale');
  const { lineId, variantId } = line;
  assert.deepEqual(error?.data.lines, [{ lineId, variantId, reason: 'not-for-sale' }]);
  await assertBooksAgree(harness, cartId);
});

test('refuses lines without a price as such, though nothing can be sent then', async () => {
  const cartId = harness.world.addCart();
  const line = harness.world.carts.get(cartId)?.lines[0];
  assert.ok(line);
  const { lineId, variantId } = line;
  const isRefused = async (key: string) => {
    const { code, error } = await submit(cartId, key);
    assert.equal(code, 'lines-not-for-sale');
    assert.deepEqual(error?.data.lines, [{ lineId, variantId, reason: 'no-price' }]);
  };
  harness.world.unpriced.add(variantId);
  await isRefused('a');
  harness.world.unpriced.clear();
  harness.world.beforeCall = (name) => {
    if (name === 'quote') throw new ContractError('unknown-currency');
  };
  await isRefused('b');
  await assertBooksAgree(harness, cartId);
});

test('a neighbour that fails gives 503, and the same key runs anew', async () => {
  const cartId = harness.world.addCart();
  harness.world.confirmsAtOnce = false;
  harness.world.beforeCall = (name) => {
    if (name === 'confirmHold') throw new ContractError('unavailable');
  };
  assert.equal((await submit(cartId, 'a')).code, 'unavailable');
  harness.world.beforeCall = () => undefined;
  assert.equal((await submit(cartId, 'a')).status, 201);
  assert.equal((await attemptsOf(harness, cartId)).length, 2);
  await assertBooksAgree(harness, cartId);
});

test('an attempt is found only with the id of its cart', async () => {
  const cartId = harness.world.addCart();
  harness.world.nextPayment = 'pending';
  const { attemptId = '' } = await submit(cartId, 'a');
  assert.equal((await ask(attemptId, cartId)).status, 202);
  assert.equal((await ask(attemptId, undefined)).code, 'not-found');
  assert.equal((await ask(attemptId, harness.world.addCart())).code, 'not-found');
  assert.equal((await ask(crypto.randomUUID(), cartId)).code, 'not-found');
  const payment = harness.world.tries.get(
    (await attemptsOf(harness, cartId))[0]?.paymentTryId ?? '',
  );
  assert.ok(payment);
  payment.status = 'authorised';
  await resumeUntil(harness, cartId);
  assert.equal((await ask(attemptId, cartId)).status, 201);
});

test('staff see open attempts without the id of the cart', async () => {
  const cartId = harness.world.addCart();
  harness.world.nextPayment = 'pending';
  const { attemptId } = await submit(cartId, 'a');
  const { body } = await listAttempts(harness.database.db, { query: { limit: 1 } });
  assert.equal(body.items[0]?.id, attemptId);
  assert.equal(body.items[0]?.state, 'paying');
  assert.equal(body.items[0]?.total?.amount, 2_500);
  assert.ok(!JSON.stringify(body).includes(cartId));
  const completed = await listAttempts(harness.database.db, { query: { status: 'completed' } });
  assert.ok(completed.body.items.every(({ state }) => state === 'completed'));
});

test('personal data leaves finished attempts, and the cart still tells its order', async () => {
  const cartId = harness.world.addCart();
  const { orderId } = await submit(cartId, 'a');
  await closedAttemptsOf(harness, cartId);
  const declined = harness.world.addCart();
  harness.world.nextPayment = 'declined';
  await submit(declined, 'a');
  await sql`
    update checkout_attempt
    set closed_at = closed_at - interval '31 days'
    where cart_id in (${cartId}, ${declined})
  `.execute(harness.database.db);
  await trimAttempts(harness.process().parts);
  assert.equal((await attemptsOf(harness, declined)).length, 0);
  const [trimmed] = await attemptsOf(harness, cartId);
  assert.equal(trimmed?.email, null);
  assert.equal(trimmed?.shippingAddress, null);
  assert.equal(trimmed?.placedOrder, null);
  const { code, error } = await submit(cartId, 'b');
  assert.equal(code, 'cart-already-ordered');
  assert.deepEqual(error?.data.order, { id: orderId, number: trimmed?.orderNumber });
});
