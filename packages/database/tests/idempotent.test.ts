import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { deleteExpiredAnswers, idempotent, transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { sql } from 'kysely';

let database: TestDatabase<unknown>;

before(async () => {
  database = await createTestDatabase('orders');
});
after(() => database.close());

const call = (
  request: { key: string; body: unknown; scope?: string },
  run: () => Promise<unknown>,
) => transaction(database.db, (tx) => idempotent(tx, { scope: 'place-order', ...request }, run));

test('repeats the first answer, whatever the order of the members', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
    return { number: 7, lines: [1, 2] };
  };
  const first = await call({ key: 'repeat', body: { a: 1, b: { c: 2, d: 3 } } }, run);
  const second = await call({ key: 'repeat', body: { b: { d: 3, c: 2 }, a: 1 } }, run);
  assert.deepEqual(second, first);
  assert.equal(runs, 1);
});

test('refuses an equal key with another body', async () => {
  const run = async () => null;
  await call({ key: 'reused', body: { quantity: 1 } }, run);
  const other = call({ key: 'reused', body: { quantity: 2 } }, run);
  await assert.rejects(other, (error) => isContractError(error, 'idempotency-key-reused'));
});

test('keeps keys of two scopes apart', async () => {
  const first = await call({ key: 'shared', scope: 'cart a', body: {} }, async () => 'a');
  const second = await call({ key: 'shared', scope: 'cart b', body: {} }, async () => 'b');
  assert.deepEqual([first, second], ['a', 'b']);
});

test('runs anew after a call that threw', async () => {
  const failing = call({ key: 'failed', body: {} }, async () => {
    throw new Error('no stock');
  });
  await assert.rejects(failing, /no stock/);
  assert.equal(await call({ key: 'failed', body: {} }, async () => 'ok'), 'ok');
});

test('runs once when equal keys come at the same moment', async () => {
  let runs = 0;
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      call({ key: 'at once', body: { quantity: 1 } }, async () => {
        runs += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return { run: runs };
      }),
    ),
  );
  assert.equal(runs, 1);
  for (const answer of answers) assert.deepEqual(answer, { run: 1 });
});

test('lets a waiting call run when the first one fails', async () => {
  const outcomes = await Promise.allSettled(
    ['first', 'second'].map((name) =>
      call({ key: 'first fails', body: {} }, async () => {
        if (failed === undefined) {
          failed = name;
          throw new Error('refused');
        }
        return name;
      }),
    ),
  );
  const statuses = outcomes.map((outcome) => outcome.status).sort();
  assert.deepEqual(statuses, ['fulfilled', 'rejected']);
});
let failed: string | undefined;

test('forgets an answer after its time and answers the key anew', async () => {
  await call({ key: 'old', body: { day: 1 } }, async () => 1);
  const expire = sql`
    update idempotency_record
    set expires_at = clock_timestamp() - interval '1 second'
    where key = 'old'
  `;
  await expire.execute(database.db);
  assert.equal(await call({ key: 'old', body: { day: 2 } }, async () => 2), 2);
  assert.equal(await deleteExpiredAnswers(database.db), 0);
  await expire.execute(database.db);
  assert.equal(await deleteExpiredAnswers(database.db), 1);
});

test('all answers past their time are deleted, however many there are', async () => {
  await sql`
    insert into idempotency_record (scope, key, body_hash, expires_at)
    select 'many', n::text, 'hash', clock_timestamp() - interval '1 second'
    from generate_series(1, 2100) as n
  `.execute(database.db);
  assert.equal(await deleteExpiredAnswers(database.db), 2_100);
});
