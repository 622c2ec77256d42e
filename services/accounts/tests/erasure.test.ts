import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase, untilSomeWait, waitFor } from '@cartwright/testing';
import { type RawBuilder, sql } from 'kysely';
import { endOtherWaysIn } from '../src/use-cases/end-sessions.ts';
import { eraseShopper, noteForgotten } from '../src/use-cases/erase-shopper.ts';
import { requestMail } from '../src/use-cases/request-mail.ts';

let database: TestDatabase<unknown>;
before(async () => {
  database = await createTestDatabase<unknown>('accounts', { connectionsMax: 4 });
});
after(() => database.close());

async function addErasure(awaited: readonly string[]): Promise<string> {
  const shopperId = randomUUID();
  await sql`
    insert into erasure (shopper_id, email, email_verified, awaited)
    values (${shopperId}, 'ada@example.com', true, ${awaited})
  `.execute(database.db);
  return shopperId;
}

async function awaitedOf(shopperId: string): Promise<string[] | undefined> {
  const { rows } = await sql<{ awaited: string[] }>`
    select awaited
    from erasure
    where shopper_id = ${shopperId}
  `.execute(database.db);
  return rows[0]?.awaited;
}

const note = (service: string, shopperId: string) =>
  transaction(database.db, (tx) => noteForgotten(tx, service, shopperId));

test('an erasure ends with the last service that tells, also when one tells twice', async () => {
  const shopperId = await addErasure(['orders', 'checkout']);
  await note('orders', shopperId);
  await note('orders', shopperId);
  assert.deepEqual(await awaitedOf(shopperId), ['checkout']);
  await note('checkout', shopperId);
  await note('checkout', shopperId);
  assert.equal(await awaitedOf(shopperId), undefined);
});

test('two services that tell at the same moment leave nothing of the erased shopper', async () => {
  const shopperId = await addErasure(['orders', 'checkout']);
  const [told, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = transaction(database.db, async (tx) => {
    await noteForgotten(tx, 'orders', shopperId);
    told.resolve();
    await held.promise;
  });
  await told.promise;
  const second = note('checkout', shopperId);
  await waitFor('the second to wait for the first', async () => {
    const { rows } = await sql`
      select
      from pg_locks
      where not granted
    `.execute(database.db);
    return rows.length > 0;
  });
  held.resolve();
  await Promise.all([first, second]);
  assert.equal(await awaitedOf(shopperId), undefined);
});

interface Person {
  id: string;
  email: string;
  name: string;
}

async function addPerson(): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const { rows } = await sql<{ id: string }>`
    insert into "user" (name, email, "emailVerified")
    values ('Ada', ${email}, true)
    returning id
  `.execute(database.db);
  return { id: rows[0]?.id ?? '', email, name: 'Ada' };
}

/** As somebody does who has forgotten the password. */
const askForMail = (user: Person): Promise<void> =>
  requestMail(database.db, 'reset-password', { user, url: 'http://shop.example' }, undefined);

async function mailsTo({ email }: Person): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
    from account_mail
    where email = ${email}
  `.execute(database.db);
  return rows.map(({ id }) => id);
}

/** Keeps others from a table until it is told to let them go on. */
async function holdTable(name: string) {
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = transaction(database.db, async (tx) => {
    await sql`lock table ${sql.table(name)} in access exclusive mode`.execute(tx);
    held.resolve();
    await release.promise;
  });
  await held.promise;
  return async () => {
    release.resolve();
    await done;
  };
}

test('a mail that is asked for while its account is being erased is not written', async () => {
  const ada = await addPerson();
  const letGo = await holdTable('verification');
  const erased = eraseShopper(database.db, ada.id, { kind: 'shopper', id: ada.id });
  await untilSomeWait(database.db, 1);
  // The erasure has removed account and mails, and has not committed yet.
  const asked = askForMail(ada);
  await Promise.race([asked, untilSomeWait(database.db, 2)]);
  await letGo();
  await Promise.all([erased, asked]);
  assert.deepEqual(await mailsTo(ada), []);
});

test('an erasure takes the mail along that was asked for just before it', async () => {
  const ada = await addPerson();
  const letGo = await holdTable('event');
  const asked = askForMail(ada);
  await untilSomeWait(database.db, 1);
  const erased = eraseShopper(database.db, ada.id, { kind: 'shopper', id: ada.id });
  await untilSomeWait(database.db, 2);
  await letGo();
  await Promise.all([asked, erased]);
  assert.deepEqual(await mailsTo(ada), []);
  const { rows } = await sql<{ mailIds: string[] }>`
    select mail_ids as "mailIds"
    from erasure
    where shopper_id = ${ada.id}
  `.execute(database.db);
  assert.equal(rows[0]?.mailIds.length, 1, 'the others are told which mail it was');
});

test('what a change of sign-in ends, ends together', async () => {
  const { id } = await addPerson();
  await sql`
    insert into session ("userId", token, "expiresAt", "updatedAt")
    values (${id}, ${randomUUID()}, now() + interval '1 day', now())
  `.execute(database.db);
  await sql`
    insert into verification (identifier, value, "expiresAt")
    values (${randomUUID()}, ${id}, now() + interval '1 day')
  `.execute(database.db);
  const rowsOf = async (query: RawBuilder<unknown>) => (await query.execute(database.db)).rows;
  const sessions = () => rowsOf(sql`select from session where "userId" = ${id}`);
  const links = () => rowsOf(sql`select from verification where value = ${id}`);
  const letGo = await holdTable('verification');
  const ended = endOtherWaysIn(database.db, { userId: id, keepToken: null });
  await untilSomeWait(database.db, 1);
  const { length } = await sessions();
  await letGo();
  await ended;
  assert.equal(length, 1, 'a session has ended while a link still worked');
  assert.deepEqual([await sessions(), await links()], [[], []]);
});
