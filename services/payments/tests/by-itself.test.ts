import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import type { LookUpAnswer, PaymentProvider, ProviderAnswer } from '../src/domain/provider.ts';
import type { PaymentsParts } from '../src/payments-parts.ts';
import { tryWritesIn } from '../src/store/try-writes.ts';
import { askAboutOpenTries } from '../src/use-cases/ask-about-try.ts';
import { carryOutOpenMovements } from '../src/use-cases/move-money.ts';

const database = await createTestDatabase('payments');
const { db } = database;
after(() => database.close());

const gone = Object.assign(new Error('the database is away'), { code: '57P01' });

/** A provider that fails for keys of one kind and knows nothing of the others. */
function providerFailing(isFailing: (key: string) => boolean, error: Error): PaymentProvider {
  const unused = async (): Promise<never> => {
    throw new Error('not asked for here');
  };
  const lookUp = async (key: string): Promise<LookUpAnswer> => {
    if (isFailing(key)) throw error;
    return { kind: 'not-seen' };
  };
  const capture = async ({ key }: { key: string }): Promise<ProviderAnswer> => {
    if (isFailing(key)) throw error;
    return { kind: 'refused', reason: 'not-open' };
  };
  return {
    name: 'test',
    title: 'Test',
    authorise: unused,
    capture,
    refund: unused,
    release: unused,
    lookUp,
    fence: lookUp,
    list: unused,
    readWebhook: () => ({ kind: 'malformed' }),
    close: async () => undefined,
  };
}

const partsWith = (provider: PaymentProvider): PaymentsParts => ({
  db,
  writes: tryWritesIn(db),
  providers: new Map([['test', provider]]),
  jobs: { enqueue: async () => undefined },
  log: logger({ level: 'silent' }),
  providerTimeoutMs: 1_000,
  reconcile: { days: 1, settleSeconds: 0, everyMinutes: 60 },
  intended: new Map(),
  underWay: new Map(),
});

async function addTry(tryId: string, status: 'intent' | 'authorised'): Promise<void> {
  await sql`
    insert into payment_try (
      try_id, attempt_id, method, amount_minor, currency, status, payment_id, ask_at, created_at
    )
    values (
      ${tryId}, gen_random_uuid(), 'test', 1000, 'EUR', ${status},
      ${status === 'intent' ? null : `payment of ${tryId}`},
      ${status === 'intent' ? sql`clock_timestamp()` : null},
      clock_timestamp() - interval '1 minute'
    )
  `.execute(db);
}

/** So many that one in the middle has failing ones before it, whatever the order. */
const failing: string[] = Array.from({ length: 40 }, () => randomUUID());
const provider = providerFailing((key) => failing.includes(key), new Error('a fault of ours'));

test('tries that fail each time do not keep another from being asked about', async () => {
  const good = randomUUID();
  for (const tryId of [...failing.slice(20), good, ...failing.slice(0, 20)])
    await addTry(tryId, 'intent');
  await askAboutOpenTries(partsWith(provider));
  const found = await sql<{ status: string }>`
    select status
    from payment_try
    where try_id = ${good}
  `.execute(db);
  assert.equal(found.rows[0]?.status, 'never-seen');
});

test('movements that fail each time do not keep another from being carried out', async () => {
  const good = randomUUID();
  const tryId = randomUUID();
  await addTry(tryId, 'authorised');
  for (const id of [...failing.slice(20), good, ...failing.slice(0, 20)])
    await sql`
      insert into movement (id, kind, try_id, amount_minor, currency, status, ask_at)
      values (${id}, 'capture', ${tryId}, 1, 'EUR', 'requested', clock_timestamp())
    `.execute(db);
  await sql`
    update payment_try
    set capturing_minor = 41
    where try_id = ${tryId}
  `.execute(db);
  await carryOutOpenMovements(partsWith(provider));
  const found = await sql<{ status: string }>`
    select status
    from movement
    where id = ${good}
  `.execute(db);
  assert.equal(found.rows[0]?.status, 'failed');
});

test('a database that is away ends the pass', async () => {
  const tryId = randomUUID();
  await addTry(tryId, 'intent');
  const parts = partsWith(providerFailing((key) => key === tryId, gone));
  await assert.rejects(askAboutOpenTries(parts), gone);
});
