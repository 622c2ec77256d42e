import assert from 'node:assert/strict';
import { createSecretKey, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { cleanUpAfterLostLease } from '../src/process/clean-up.ts';
import { createCohorts } from '../src/process/cohorts.ts';
import { createNoticeboard } from '../src/process/noticeboard.ts';
import type { CheckoutParts } from '../src/process/parts.ts';
import { attemptWritesIn } from '../src/store/advance-attempt.ts';
import type { DB } from '../src/store/tables.generated.ts';

let database: TestDatabase<DB>;
before(async () => {
  database = await createTestDatabase<DB>('checkout');
});
after(() => database.close());

/** What the neighbours are asked when somebody finds that this attempt was taken over. */
async function askedFor(state: string, undoSteps: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into checkout_attempt (
      cart_id, idempotency_key, body_hash, state, locale, undo_steps, problem, closed_at
    )
    values (
      ${randomUUID()}, 'a', '\\x00', ${state}, 'en', ${undoSteps}::text[], '{}',
      case when ${state} = 'undone' then now() end
    )
    returning id
  `.execute(database.db);
  const asked: string[] = [];
  const answer = (name: string) => async () => {
    asked.push(name);
    return { status: 200, body: {} };
  };
  const neighbours = {
    inventory: { release: answer('release stock') },
    pricing: { releaseCoupons: answer('release coupons') },
    cart: { unlock: answer('unlock cart') },
  };
  const parts: CheckoutParts = {
    db: database.db,
    attempts: attemptWritesIn(database.db),
    // Undoing what was held before the payment asks these three and nobody else.
    clients: neighbours as unknown as CheckoutParts['clients'],
    log: logger({ level: 'silent' }),
    publicUrl: 'http://127.0.0.1:8080',
    secret: (purpose) => createSecretKey(Buffer.from(purpose)),
    challengeMinutes: 15,
    retentionDays: 30,
    owner: 'test',
    noticeboard: createNoticeboard(),
    cohorts: createCohorts(),
  };
  const context = { actor: { kind: 'system' }, deadline: Date.now() + 5_000 } as const;
  await cleanUpAfterLostLease(parts, rows[0]?.id ?? '', context);
  return asked;
}

test('what came late is taken back once the attempt has ended', async () => {
  assert.deepEqual(await askedFor('undone', []), [
    'release stock',
    'release coupons',
    'unlock cart',
  ]);
});

test('nothing is freed while the payment is still being given up', async () => {
  const steps = ['void-payment', 'release-stock', 'unlock-cart'];
  assert.deepEqual(await askedFor('undoing', steps), []);
});
