import assert from 'node:assert/strict';
import { after, afterEach, before, type TestContext, test } from 'node:test';
import { openDatabase } from '@cartwright/database';
import { waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { isClosed } from '../src/domain/attempt-states.ts';
import { checkOut } from '../src/use-cases/check-out.ts';
import { createResumer, type Resumer } from '../src/use-cases/resume-attempts.ts';
import {
  assertBooksAgree,
  attemptsOf,
  context,
  type Harness,
  input,
  letTimePass,
  startHarness,
  tell,
} from './harness.ts';

let harness: Harness;
before(async () => {
  harness = await startHarness();
});
after(() => harness.database.close());
afterEach(async () => {
  harness.world.beforeCall = () => undefined;
  // What one test leaves open is not resumed in the next.
  await sql`
    update checkout_attempt
    set next_run_at = now() + interval '1 day'
    where closed_at is null
  `.execute(harness.database.db);
});

/** Carts whose attempts are due and held by nobody, with payments that are approved. */
async function leaveBehind(count: number): Promise<readonly string[]> {
  const { world } = harness;
  world.nextPayment = 'unknown';
  const carts = Array.from({ length: count }, () => world.addCart());
  const { parts } = harness.process();
  await Promise.all(carts.map((cartId) => tell(checkOut(parts, input(cartId), context('a')))));
  for (const payment of world.tries.values()) payment.status = 'authorised';
  for (const cartId of carts) await letTimePass(harness, cartId);
  return carts;
}

/** The attempts whose orders are placed from now on, as often as somebody asks for one. */
function watchPlacing(during: () => void | Promise<void> = () => undefined) {
  const seen = { placed: 0, atOnce: 0, atOnceMost: 0 };
  harness.world.beforeCall = async (name) => {
    if (name !== 'place') return;
    seen.placed += 1;
    seen.atOnce += 1;
    seen.atOnceMost = Math.max(seen.atOnceMost, seen.atOnce);
    await during();
    seen.atOnce -= 1;
  };
  return seen;
}

const openOf = async (carts: readonly string[]): Promise<number> => {
  const attempts = await Promise.all(carts.map((cartId) => attemptsOf(harness, cartId)));
  return attempts.flat().filter(({ state }) => !isClosed(state)).length;
};

test('two sweeps at once take no attempt twice', async () => {
  const carts = await leaveBehind(6);
  const seen = watchPlacing();
  const processes = [harness.process(), harness.process()];
  await Promise.all(processes.map(({ resumer }) => resumer.sweep()));
  await Promise.all(processes.map(({ resumer }) => resumer.idle()));
  for (const cartId of carts) await assertBooksAgree(harness, cartId);
  assert.equal(seen.placed, carts.length);
});

test('one sweep resumes all that was left behind, eight at a time', async () => {
  const carts = await leaveBehind(30);
  const seen = watchPlacing();
  const { resumer } = harness.process();
  await resumer.sweep();
  await resumer.idle();
  assert.equal(await openOf(carts), 0);
  assert.equal(seen.placed, carts.length);
  assert.equal(seen.atOnceMost, 8);
  for (const cartId of carts) await assertBooksAgree(harness, cartId);
});

test('a sweep that is stopped takes up no further attempt', async () => {
  const carts = await leaveBehind(20);
  const stopping = new AbortController();
  const seen = watchPlacing(() => stopping.abort());
  const { resumer } = harness.process();
  await resumer.sweep(stopping.signal);
  await resumer.idle();
  assert.equal(seen.placed, 8);
  await resumer.sweep();
  await resumer.idle();
  for (const cartId of carts) await assertBooksAgree(harness, cartId);
});

test('attempts that fail are not tried again in the same sweep', async () => {
  const carts = await leaveBehind(8);
  const seen = watchPlacing(() => {
    throw new Error('a mistake of ours');
  });
  const { resumer } = harness.process();
  await resumer.sweep();
  await resumer.idle();
  assert.equal(seen.placed, 8);
  assert.equal(await openOf(carts), 8);
});

/** A resumer that cannot place the orders of these carts, each of which has one attempt. */
async function resumerFailingFor(carts: readonly string[]): Promise<Resumer> {
  const attempts = await Promise.all(carts.map((cartId) => attemptsOf(harness, cartId)));
  const failing = new Set(attempts.flat().map(({ id }) => id));
  const { parts } = harness.process();
  const { orders } = parts.clients;
  const place: typeof orders.place = async (order, given) => {
    if (failing.has(order.params.attemptId)) throw new TypeError('a mistake of ours');
    return orders.place(order, given);
  };
  const clients = { ...parts.clients, orders: { ...orders, place } };
  return createResumer({ ...parts, clients });
}

const runsOf = async (carts: readonly string[]): Promise<readonly number[]> => {
  const attempts = await Promise.all(carts.map((cartId) => attemptsOf(harness, cartId)));
  return attempts.flat().map(({ runs }) => runs);
};

test('attempts that fail for good wait longer each time and hold up no others', async () => {
  const failing = await leaveBehind(8);
  const [good = ''] = await leaveBehind(1);
  const resumer = await resumerFailingFor(failing);
  for (let sweep = 0; sweep < 3; sweep += 1) {
    await resumer.sweep();
    await resumer.idle();
  }
  await assertBooksAgree(harness, good);
  assert.equal((await attemptsOf(harness, good))[0]?.state, 'completed');
  const runs = await runsOf(failing);
  for (const cartId of failing) await letTimePass(harness, cartId);
  await resumer.sweep();
  await resumer.idle();
  assert.deepEqual(
    await runsOf(failing),
    runs.map((count) => count + 1),
  );
});

test('attempts whose time to confirm is over wait as well when they fail', async () => {
  const carts = await leaveBehind(8);
  await sql`
    update checkout_attempt
    set state = 'awaiting-shopper',
        action_url = 'https://bank.example.com/',
        action_expires_at = now() - interval '1 minute'
    where cart_id = any (${carts})
  `.execute(harness.database.db);
  let looks = 0;
  harness.world.beforeCall = () => {
    looks += 1;
    throw new Error('a mistake of ours');
  };
  const { resumer } = harness.process();
  await resumer.sweep(AbortSignal.timeout(2_000));
  await resumer.idle();
  assert.equal(looks, 8);
  assert.equal(await openOf(carts), 8);
});

/** No completion can be written, for a reason that the database names by this code. */
async function refuseCompletions(t: TestContext, code: string): Promise<void> {
  const { db, close } = openDatabase({
    url: harness.database.ownerUrl,
    schema: 'checkout',
    connectionsMax: 1,
    applicationName: 'test-owner',
  });
  t.after(async () => {
    await sql`drop function refuse_completion cascade`.execute(db);
    await close();
  });
  await sql`
    create function refuse_completion() returns trigger language plpgsql as $$
    begin
      raise exception 'refused' using errcode = ${sql.lit(code)};
    end $$
  `.execute(db);
  await sql`
    create trigger refuse_completion before update on checkout_attempt
    for each row when (new.state = 'completed')
    execute function refuse_completion()
  `.execute(db);
}

test('attempts whose end cannot be written are not tried again in the same sweep', async (t) => {
  const carts = await leaveBehind(8);
  await refuseCompletions(t, 'P0001');
  const seen = watchPlacing();
  const { resumer } = harness.process();
  await resumer.sweep(AbortSignal.timeout(2_000));
  await resumer.idle();
  assert.equal(seen.placed, 8);
  assert.equal(await openOf(carts), 8);
});

test('an answered attempt whose end lost to other transactions is free at once', async (t) => {
  await refuseCompletions(t, '40P01');
  harness.world.nextPayment = 'authorised';
  const cartId = harness.world.addCart();
  const answer = await tell(checkOut(harness.process().parts, input(cartId), context('a')));
  assert.equal(answer.status, 201);
  await waitFor('the lease to be given back', async () => {
    const { rows } = await sql`
      select id
      from checkout_attempt
      where cart_id = ${cartId}
      and closed_at is null
      and lease_until is null
    `.execute(harness.database.db);
    return rows.length === 1;
  });
});
