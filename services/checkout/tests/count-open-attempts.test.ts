import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { renderMetrics } from '@cartwright/telemetry';
import { createTestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { countOpenAttempts } from '../src/queries/count-open-attempts.ts';
import type { DB } from '../src/store/tables.generated.ts';

const { db, close } = await createTestDatabase<DB>('checkout');
after(() => close());

test('the metrics tell how many checkouts are not decided', async () => {
  await sql`
    insert into checkout_attempt (
      cart_id, idempotency_key, body_hash, state, locale, email, problem, closed_at
    )
    select
      'cart-' || n, 'a', '\\x00',
      case when n <= 3 then 'preparing' else 'undone' end,
      'en', 'a@example.org', '{}',
      case when n > 3 then now() end
    from generate_series(1, 5) as n
  `.execute(db);
  await countOpenAttempts(db);
  const { body } = await renderMetrics();
  assert.match(body, /^cartwright_checkout_open_attempts 3$/m);
});
