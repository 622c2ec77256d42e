import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import type { JobQueue, JobRun } from '@cartwright/jobs';
import { sql } from 'kysely';
import { onShopperErased } from '../src/events/on-erased.ts';
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

/** A job that was asked for. */
interface Asked {
  data: { waits?: number };
  key: string | undefined;
  inMs: number;
}

/** What running the job led to. */
interface Ran {
  next: Asked | undefined;
  lines: string[];
}

/** Runs the job as if accounts had erased the shopper; without an erasure everybody has told. */
async function forget(shopperId: string, erased?: Erased, waits?: number): Promise<Ran> {
  const ran: Ran = { next: undefined, lines: [] };
  const getErasure = async () => {
    if (erased === undefined) throw new ContractError('not-found');
    return { status: 200 as const, body: { ...erased, mailIds: [] } };
  };
  const enqueue: JobQueue['enqueue'] = async (_, name, data, { key, runAt } = {}) => {
    assert.equal(name, 'forget-shopper');
    ran.next = { data, key, inMs: Number(runAt) - Date.now() };
  };
  const { db } = harness.database;
  const job = forgetShopper({ db, accounts: { getErasure }, jobs: { enqueue } });
  const log = { info: (_: object, line: string) => ran.lines.push(line) };
  // The job looks at nothing else of its run.
  const run = { log } as unknown as JobRun;
  await job.run({ shopperId, ...(waits === undefined ? {} : { waits }) }, run);
  return ran;
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
  const first = await forget(shopperId, erased);
  assert.equal(first.next?.data.waits, 1);
  assert.equal(await toldOf(shopperId), 0);
  for (const payment of harness.world.tries.values()) payment.status = 'declined';
  for (const cartId of [asGuest, signedIn]) await resumeUntil(harness, cartId);
  const last = await forget(shopperId, erased, first.next?.data.waits);
  assert.equal(last.next, undefined);
  for (const cartId of [asGuest, signedIn]) assert.equal(await isKept(cartId), false);
  assert.equal(await toldOf(shopperId), 1);
});

test('waiting is no failing: it may last, with pauses of ten minutes, and is told once', async () => {
  const shopperId = randomUUID();
  const erased = { email: 'weeks@example.org', emailVerified: true };
  await submit('pending', { email: erased.email });
  const keys = new Set<string | undefined>();
  const lines: string[] = [];
  let waits: number | undefined;
  for (let look = 0; look < 40; look += 1) {
    const ran = await forget(shopperId, erased, waits);
    lines.push(...ran.lines);
    keys.add(ran.next?.key);
    waits = ran.next?.data.waits;
    const inMs = ran.next?.inMs ?? 0;
    assert.ok(inMs > 2_000 && inMs <= 600_000, `look ${look} waits ${inMs} ms`);
  }
  assert.equal(keys.size, 40, 'a job that runs is not replaced by the next one');
  assert.deepEqual(lines, ['checkouts of an erased shopper are still open: waiting']);
  assert.equal(await toldOf(shopperId), 0);
});

test('of the two looks that an erasure leads to, the first alone tells of open checkouts', async () => {
  const shopperId = randomUUID();
  const erased = { email: 'twice@example.org', emailVerified: true };
  await submit('pending', { email: erased.email });
  const asked: Asked[] = [];
  const enqueue: JobQueue['enqueue'] = async (_, name, data, { key, runAt } = {}) => {
    assert.equal(name, 'forget-shopper');
    asked.push({ data, key, inMs: runAt === undefined ? 0 : Number(runAt) - Date.now() });
  };
  const event = {
    id: randomUUID(),
    position: 1,
    subject: shopperId,
    data: { shopperId },
  };
  await transaction(harness.database.db, (tx) => onShopperErased({ enqueue }).apply(tx, [event]));
  const [first, late] = asked;
  assert.ok(first !== undefined && late !== undefined && asked.length === 2);
  assert.notEqual(first.key, late.key);
  assert.ok(first.inMs === 0 && late.inMs > 60_000);
  const told: number[] = [];
  for (const { data } of asked)
    told.push((await forget(shopperId, erased, data.waits)).lines.length);
  assert.deepEqual(told, [1, 0]);
});

test('what a shopper sent just before the erasure is found after everybody has told', async () => {
  const shopperId = randomUUID();
  await forget(shopperId, { email: 'late@example.org', emailVerified: true });
  const late = await submit('declined', { email: 'late@example.org', shopperId });
  await forget(shopperId);
  assert.equal(await isKept(late), false);
});
