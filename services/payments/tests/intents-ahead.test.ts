import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { setFaultHandler } from '@cartwright/config';
import { isContractError } from '@cartwright/contract';
import { asAnyone } from '@cartwright/testing';
import { startTestShop } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof startTestShop>>;
let written = 0;

before(async () => {
  shop = await startTestShop();
});
after(() => shop.stop());
afterEach(() => setFaultHandler(undefined));

function countIntents(): void {
  written = 0;
  setFaultHandler((name) => {
    if (name === 'payments.before-intent') written += 1;
  });
}

const chargesOf = async (tryId: string): Promise<number> =>
  (await shop.books()).authorisations.filter(({ key }) => key === tryId).length;

test('an intent that was written ahead is not written again, and charged once', async () => {
  const tryId = randomUUID();
  countIntents();
  await shop.intend(tryId);
  assert.equal(await chargesOf(tryId), 0);
  assert.equal((await shop.authorise('approve', { tryId })).status, 'authorised');
  assert.equal(written, 1);
  assert.equal((await shop.authorise('approve', { tryId })).status, 'authorised');
  assert.equal(await chargesOf(tryId), 1);
});

test('an intent that was written ahead twice is one', async () => {
  const tryId = randomUUID();
  await Promise.all([shop.intend(tryId), shop.intend(tryId)]);
  await shop.intend(tryId);
  assert.equal((await shop.authorise('approve', { tryId })).status, 'authorised');
  await shop.intend(tryId);
  assert.equal((await shop.authorise('approve', { tryId })).status, 'authorised');
  assert.equal(await chargesOf(tryId), 1);
});

test('a payment of another sum than its intent is refused', async () => {
  const tryId = randomUUID();
  await shop.intend(tryId, { amount: 900 });
  await assert.rejects(shop.authorise('approve', { tryId }), (error) =>
    isContractError(error, 'payment-id-reused'),
  );
  assert.equal(await chargesOf(tryId), 0);
});

test('a payment that is given up after its intent holds no money', async () => {
  const tryId = randomUUID();
  await shop.intend(tryId);
  await shop.checkout.voidTry({ params: { tryId } }, asAnyone());
  await shop.authorise('approve', { tryId });
  await shop.settles(tryId, 'voided');
});

test('an intent for a method that is not offered is refused', async () => {
  await assert.rejects(shop.intend(randomUUID(), { method: 'gold' }), (error) =>
    isContractError(error, 'payment-method-unavailable'),
  );
});
