import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { wake } from '../src/store/advance-attempt.ts';
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

/** What becomes of an attempt, which would be looked at in an hour, when news of it come. */
async function wakeOne({ state, runs, leaseSeconds }: Waiting) {
  const { db } = database;
  const added = await sql<{ id: string }>`
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
  `.execute(db);
  const id = added.rows[0]?.id ?? '';
  await transaction(db, (tx) => wake(tx, [id]));
  const { rows } = await sql<{ isDue: boolean; wakes: number }>`
    select next_run_at <= now() as "isDue", wakes
    from checkout_attempt
    where id = ${id}
  `.execute(db);
  return rows[0];
}

test('news leave an attempt alone whose own request is at work', async () => {
  const woken = await wakeOne({ state: 'paying', runs: 0, leaseSeconds: 30 });
  assert.deepEqual(woken, { isDue: false, wakes: 0 });
});

test('news make an attempt due whose own request is gone', async () => {
  const woken = await wakeOne({ state: 'paying', runs: 0, leaseSeconds: -1 });
  assert.deepEqual(woken, { isDue: true, wakes: 1 });
});

test('news reach a sweep that is looking at the attempt', async () => {
  const woken = await wakeOne({ state: 'paying', runs: 1, leaseSeconds: 30 });
  assert.deepEqual(woken, { isDue: true, wakes: 1 });
});

test('news reach whoever undoes an attempt, or waits for its shopper', async () => {
  for (const state of ['undoing', 'awaiting-shopper'] as const)
    assert.deepEqual(await wakeOne({ state, runs: 0, leaseSeconds: 30 }), {
      isDue: true,
      wakes: 1,
    });
});
