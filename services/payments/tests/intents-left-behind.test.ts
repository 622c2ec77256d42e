import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { setFaultHandler } from '@cartwright/config';
import { waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { listPayments } from '../src/queries/list-payments.ts';
import { askAboutStaleIntents } from '../src/store/tries.ts';
import { startTestShop } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof startTestShop>>;

before(async () => {
  shop = await startTestShop();
});
after(() => shop.stop());
afterEach(() => setFaultHandler(undefined));

/** A try whose process dies between its intent and its request to the provider. */
async function tryThatStops(): Promise<string> {
  const tryId = randomUUID();
  setFaultHandler((name) => assert.notEqual(name, 'payments.after-intent', 'it ends here'));
  await assert.rejects(shop.authorise('approve', { tryId }));
  setFaultHandler(undefined);
  return tryId;
}

/** As if so much time had passed since the intent. */
async function wait(tryId: string, seconds: number): Promise<void> {
  await sql`
    update payment_try
    set created_at = created_at - make_interval(secs => ${seconds})
    where try_id = ${tryId}
  `.execute(shop.db);
  await sql`
    update intent_batch
    set written_at = written_at - make_interval(secs => ${seconds})
    where ${tryId}::uuid = any(try_ids)
  `.execute(shop.db);
}

const statusOf = async (tryId: string): Promise<string | undefined> => {
  const found = await sql<{ status: string }>`
    select status
    from payment_try
    where try_id = ${tryId}
  `.execute(shop.db);
  return found.rows[0]?.status;
};

const isWatched = async (tryId: string): Promise<boolean> => {
  const found = await sql`
    select
    from intent_batch
    where ${tryId}::uuid = any(try_ids)
  `.execute(shop.db);
  return found.rows.length > 0;
};

test('an intent is asked about by itself once its request cannot be under way', async () => {
  const tryId = await tryThatStops();
  assert.ok(await isWatched(tryId));
  assert.equal(await statusOf(tryId), 'intent');
  await wait(tryId, 60);
  await waitFor('the sweep to ask', async () => (await statusOf(tryId)) === 'never-seen');
  assert.ok(!(await isWatched(tryId)));
});

test('an intent that was written ahead and never authorised ends as never seen', async () => {
  const tryId = randomUUID();
  await shop.intend(tryId);
  assert.ok(await isWatched(tryId));
  await wait(tryId, 60);
  await waitFor('the sweep to ask', async () => (await statusOf(tryId)) === 'never-seen');
});

test('a try that was approved in time is left alone', async () => {
  const { tryId } = await shop.authorise('approve');
  assert.ok(await isWatched(tryId));
  await wait(tryId, 60);
  await waitFor('the sweep to look', async () => !(await isWatched(tryId)));
  assert.equal(await statusOf(tryId), 'authorised');
  const { rows } = await sql`
    select
    from payment_try
    where try_id = ${tryId}
      and ask_at is null
  `.execute(shop.db);
  assert.equal(rows.length, 1);
});

test('one pass looks at all that small writes left', async () => {
  await sql`
    insert into intent_batch (try_ids, written_at)
    select array[gen_random_uuid()], clock_timestamp() - interval '1 minute'
    from generate_series(1, 1500)
  `.execute(shop.db);
  await askAboutStaleIntents(shop.db);
  const left = await sql`
    select
    from intent_batch
    where written_at < clock_timestamp() - interval '30 seconds'
  `.execute(shop.db);
  assert.equal(left.rows.length, 0);
});

test('the payment of an order is found when a previous version told of it', async () => {
  const { tryId } = await shop.authorise('approve');
  const orderId = randomUUID();
  await sql`
    update payment_try
    set order_id = ${orderId}
    where try_id = ${tryId}
  `.execute(shop.db);
  const { items } = await listPayments(shop.db, {
    orderId,
    attemptId: null,
    limit: 10,
    before: undefined,
  });
  assert.deepEqual(
    items.map((payment) => payment.tryId),
    [tryId],
  );
});
