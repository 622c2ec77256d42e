import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase, untilSomeWait, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { attemptWritesIn, wake } from '../src/store/advance-attempt.ts';
import { loadAttempt } from '../src/store/claim-attempts.ts';
import type { DB } from '../src/store/tables.generated.ts';

let database: TestDatabase<DB>;
before(async () => {
  database = await createTestDatabase<DB>('checkout');
});
after(() => database.close());

interface Waiting {
  state: 'paying' | 'awaiting-shopper' | 'undoing';
  /** Looks that gave no outcome: none yet while the shopper's own request is at work. */
  runs: number;
  /** Seconds for which somebody still holds the attempt; negative when the lease is over. */
  leaseSeconds: number;
}

/** An attempt that would be looked at in an hour. */
async function addAttempt({ state, runs, leaseSeconds }: Waiting): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into checkout_attempt (
      cart_id, idempotency_key, body_hash, state, locale, email, shipping_address, frozen, currency,
      total_amount, problem, action_url, action_expires_at, runs, lease_owner, lease_until,
      next_run_at
    )
    values (
      gen_random_uuid()::text, 'a', '\\x00', ${state}, 'en', 'a@example.org', '{}', '{}', 'EUR',
      100, '{}', 'http://127.0.0.1/', now() + interval '1 hour', ${runs}, 'somebody',
      now() + make_interval(secs => ${leaseSeconds}), now() + interval '1 hour'
    )
    returning id
  `.execute(database.db);
  return rows[0]?.id ?? '';
}

/** What becomes of an attempt when news of it come. */
async function wakeOne(waiting: Waiting) {
  const { db } = database;
  const id = await addAttempt(waiting);
  await transaction(db, (tx) => wake(tx, [id]));
  const { rows } = await sql<{ isDue: boolean; wakes: number }>`
    select next_run_at <= now() as "isDue", wakes
    from checkout_attempt
    where id = ${id}
  `.execute(db);
  return rows[0];
}

test('news leave an attempt alone whose own request is at work', async () => {
  for (const state of ['paying', 'undoing'] as const)
    assert.deepEqual(await wakeOne({ state, runs: 0, leaseSeconds: 30 }), {
      isDue: false,
      wakes: 0,
    });
});

test('news make an attempt due whose own request is gone', async () => {
  for (const state of ['paying', 'undoing'] as const)
    assert.deepEqual(await wakeOne({ state, runs: 0, leaseSeconds: -1 }), {
      isDue: true,
      wakes: 1,
    });
});

test('news reach a sweep that is looking at the attempt', async () => {
  for (const state of ['paying', 'undoing'] as const)
    assert.deepEqual(await wakeOne({ state, runs: 1, leaseSeconds: 30 }), {
      isDue: true,
      wakes: 1,
    });
});

test('news reach an attempt that waits for its shopper', async () => {
  const woken = await wakeOne({ state: 'awaiting-shopper', runs: 0, leaseSeconds: 30 });
  assert.deepEqual(woken, { isDue: true, wakes: 1 });
});

/** Whether nobody has locked the attempt. */
async function isFree(id: string): Promise<boolean> {
  const { rows } = await sql`
    select
    from checkout_attempt
    where id = ${id}
    for update skip locked
  `.execute(database.db);
  return rows.length > 0;
}

test('attempts that move together are taken in the order in which news take them', async () => {
  const { db } = database;
  const waiting = { state: 'awaiting-shopper', runs: 0, leaseSeconds: 30 } as const;
  const ids = [await addAttempt(waiting), await addAttempt(waiting)].toSorted();
  const [first, last] = await Promise.all(ids.map((id) => loadAttempt(db, id)));
  assert.ok(first && last);
  const { promise: letGo, resolve: endNews } = Promise.withResolvers<void>();
  const news = transaction(db, async (tx) => {
    await wake(tx, [first.id]);
    await letGo;
  });
  await waitFor('the news', async () => !(await isFree(first.id)));
  const { advance } = attemptWritesIn(db);
  const moving = [last, first].map((attempt) => advance(attempt, 'authorised'));
  await untilSomeWait(db);
  const isLastFree = await isFree(last.id);
  const seen = await loadAttempt(db, last.id);
  endNews();
  await Promise.all([news, ...moving]);
  assert.equal(seen?.state, 'awaiting-shopper');
  assert.ok(isLastFree);
});
