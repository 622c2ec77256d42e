import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { onOrderErased } from '../src/events/on-erased.ts';
import { forgetRecipient } from '../src/jobs/forget-recipient.ts';
import { mailStoreIn } from '../src/store/mail-rows.ts';
import type { DB } from '../src/store/tables.generated.ts';

let database: TestDatabase<DB>;
before(async () => {
  database = await createTestDatabase<DB>('notifications');
});
after(() => database.close());

const email = 'ada@example.com';

/** A mail that is being made at this moment: its row tells nothing of its recipient. */
async function mailUnderWay(kind = 'reset-password'): Promise<{ id: string; aboutId: string }> {
  const [id, aboutId] = [randomUUID(), randomUUID()];
  await sql`
    insert into mail (id, kind, about_id, message_id)
    values (${id}, ${kind}, ${aboutId}, ${`<${id}@shop.example>`})
  `.execute(database.db);
  return { id, aboutId };
}

const deliver = (mailId: string) =>
  mailStoreIn(database.db).recordDelivery({
    mailId,
    status: 'kept',
    recipient: email,
    subject: 'Set a new password',
    html: `<p>${email}</p>`,
    plain: email,
    reason: null,
  });

/** Runs the job as if accounts had erased the shopper, with these mails asked for lately. */
function forget(mailIds: string[]): Promise<void> {
  const body = { email: email.toUpperCase(), emailVerified: true, mailIds };
  const accounts = { getErasure: async () => ({ status: 200 as const, body }) };
  // The job asks nothing else of accounts.
  const parts = { db: database.db, accounts } as unknown as Parameters<typeof forgetRecipient>[0];
  const signal = new AbortController().signal;
  const run = { log: logger({ level: 'silent' }), signal, jobId: '1', tryNumber: 1 };
  return forgetRecipient(parts).run({ shopperId: randomUUID() }, { ...run, isLastTry: false });
}

async function isForgotten(mailId: string): Promise<boolean> {
  const { rows } = await sql<{ row: string }>`
    select mail::text as row
    from mail
    where id = ${mailId}
  `.execute(database.db);
  assert.equal(rows.length, 1);
  return !rows[0]?.row.includes(email);
}

test('a mail that was being delivered at the erasure writes no recipient down afterwards', async () => {
  const delivered = await mailUnderWay();
  await deliver(delivered.id);
  assert.equal(await isForgotten(delivered.id), false);
  const [late, other] = [await mailUnderWay(), await mailUnderWay()];
  await forget([late.aboutId]);
  for (const { id } of [late, other]) await deliver(id);
  assert.equal(await isForgotten(delivered.id), true);
  assert.equal(await isForgotten(late.id), true);
  assert.equal(await isForgotten(other.id), false);
});

test('neither does a mail about an order that lost its personal data meanwhile', async () => {
  const { id, aboutId } = await mailUnderWay('order-placed');
  const event = { data: { orderId: aboutId, attemptId: randomUUID() } };
  await transaction(database.db, (tx) => onOrderErased.apply(tx, [event]));
  await deliver(id);
  assert.equal(await isForgotten(id), true);
});
