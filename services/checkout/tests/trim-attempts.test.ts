import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import type { CheckoutParts } from '../src/process/parts.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { trimAttempts } from '../src/use-cases/trim-attempts.ts';

let database: TestDatabase<DB>;
before(async () => {
  database = await createTestDatabase<DB>('checkout');
});
after(() => database.close());

test('one sweep removes all that is past its time, however much that is', async () => {
  const { db } = database;
  await sql`
    insert into checkout_attempt (
      cart_id, idempotency_key, body_hash, state, locale, email, problem, order_id, order_number,
      closed_at
    )
    select
      'cart-' || n, 'a', '\\x00',
      case when n % 2 = 0 then 'completed' else 'undone' end,
      'en', 'a@example.org', '{}',
      case when n % 2 = 0 then gen_random_uuid() end,
      case when n % 2 = 0 then 'N' || n end,
      now() - case when n <= 4200 then interval '31 days' else interval '29 days' end
    from generate_series(1, 4400) as n
  `.execute(db);
  // Trimming reads nothing but the database and the time to keep.
  await trimAttempts({ db, retentionDays: 30 } as CheckoutParts);
  const { rows } = await sql<{ state: string; attempts: number; withMail: number }>`
    select
      state,
      count(*) as attempts,
      count(email) as "withMail"
    from checkout_attempt
    group by state
    order by state
  `.execute(db);
  assert.deepEqual(rows, [
    { state: 'completed', attempts: 2_200, withMail: 100 },
    { state: 'undone', attempts: 100, withMail: 100 },
  ]);
});
