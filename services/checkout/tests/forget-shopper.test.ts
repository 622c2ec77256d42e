import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ContractError } from '@cartwright/contract';
import { logger } from '@cartwright/telemetry';
import { sql } from 'kysely';
import { forgetShopper } from '../src/jobs/forget-shopper.ts';
import { checkOut } from '../src/use-cases/check-out.ts';
import {
  attemptsOf,
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

interface Erased {
  email: string;
  emailVerified: boolean;
}

/** Runs the job as if accounts had erased the shopper; without an erasure everybody has told. */
function forget(shopperId: string, erased?: Erased): Promise<void> {
  const getErasure = async () => {
    if (erased === undefined) throw new ContractError('not-found');
    return { status: 200 as const, body: { ...erased, mailIds: [] } };
  };
  const job = forgetShopper({ db: harness.database.db, accounts: { getErasure } });
  const signal = new AbortController().signal;
  const log = logger({ level: 'silent' });
  return job.run({ shopperId }, { log, signal, jobId: '1', tryNumber: 1, isLastTry: false });
}

async function toldOf(shopperId: string): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select count(*)::integer as told
    from event
    where type = 'checkout.shopper-forgotten.v1'
      and subject = ${shopperId}
  `.execute(harness.database.db);
  return rows[0]?.told ?? 0;
}

/** A checkout whose payment is answered in this way; the id of its cart. */
async function submit(
  payment: 'declined' | 'pending',
  o: { email: string; shopperId?: string; ownerOfCart?: string },
): Promise<string> {
  const { world } = harness;
  world.nextPayment = payment;
  const cartId = world.addCart();
  const cart = world.carts.get(cartId);
  if (cart !== undefined && o.ownerOfCart !== undefined) cart.shopperId = o.ownerOfCart;
  const actor =
    o.shopperId === undefined
      ? { kind: 'anonymous' as const }
      : { kind: 'shopper' as const, id: o.shopperId };
  const given = { ...context(randomUUID()), actor };
  const { parts } = harness.process();
  const { status, code } = await tell(checkOut(parts, input(cartId, { email: o.email }), given));
  assert.equal(
    payment === 'pending' ? status : code,
    payment === 'pending' ? 202 : 'payment-declined',
  );
  return cartId;
}

const isKept = async (cartId: string) => (await attemptsOf(harness, cartId)).length > 0;

test('refused checkouts of an erased shopper are gone, under whatever address', async () => {
  const shopperId = randomUUID();
  const email = 'ada@example.org';
  const signedIn = await submit('declined', { email: 'other@example.org', shopperId });
  const ownCart = await submit('declined', { email: 'third@example.org', ownerOfCart: shopperId });
  const asGuest = await submit('declined', { email: 'Ada@Example.org' });
  const stranger = await submit('declined', { email: 'eve@example.org', shopperId: randomUUID() });
  await forget(shopperId, { email, emailVerified: true });
  for (const cartId of [signedIn, ownCart, asGuest]) assert.equal(await isKept(cartId), false);
  assert.equal(await isKept(stranger), true);
  assert.equal(await toldOf(shopperId), 1);
});

test('an address that was never verified leads to no checkout of a guest', async () => {
  const shopperId = randomUUID();
  const email = 'typed@example.org';
  const asGuest = await submit('declined', { email });
  const signedIn = await submit('declined', { email, shopperId });
  await forget(shopperId, { email, emailVerified: false });
  assert.equal(await isKept(asGuest), true);
  assert.equal(await isKept(signedIn), false);
});

test('a checkout that is still open is waited for, and gone once it has failed', async () => {
  const shopperId = randomUUID();
  const erased = { email: 'slow@example.org', emailVerified: true };
  const asGuest = await submit('pending', { email: erased.email });
  const signedIn = await submit('pending', { email: 'else@example.org', shopperId });
  await assert.rejects(
    forget(shopperId, erased),
    /2 checkouts of an erased shopper are still open/,
  );
  assert.equal(await toldOf(shopperId), 0);
  for (const payment of harness.world.tries.values()) payment.status = 'declined';
  for (const cartId of [asGuest, signedIn]) await resumeUntil(harness, cartId);
  await forget(shopperId, erased);
  for (const cartId of [asGuest, signedIn]) assert.equal(await isKept(cartId), false);
  assert.equal(await toldOf(shopperId), 1);
});

test('what a shopper sent just before the erasure is found after everybody has told', async () => {
  const shopperId = randomUUID();
  await forget(shopperId, { email: 'late@example.org', emailVerified: true });
  const late = await submit('declined', { email: 'late@example.org', shopperId });
  await forget(shopperId);
  assert.equal(await isKept(late), false);
});
