import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { noteForgotten } from '../src/use-cases/erase-shopper.ts';

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
