import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { afterCommit, isInTransaction, isUniqueViolation, transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { sql } from 'kysely';

let database: TestDatabase<unknown>;

before(async () => {
  database = await createTestDatabase('orders', {
    migrations: [new URL('./migrations/counters/', import.meta.url)],
  });
});
after(() => database.close());

const add = (name: string) => sql`
  insert into counter (name, value)
  values (${name}, 0)
`;
const raise = (name: string) => sql`
  update counter
  set value = value + 1
  where name = ${name}
`;
const counterValue = async (name: string): Promise<number | undefined> => {
  const found = await sql<{ value: number }>`
    select value
    from counter
    where name = ${name}
  `.execute(database.db);
  return found.rows[0]?.value;
};

test('commits what ran and gives bigint back as a number', async () => {
  await transaction(database.db, (tx) => add('plain').execute(tx));
  assert.equal(await counterValue('plain'), 0);
});

test('leaves nothing of a transaction that threw', async () => {
  const failing = transaction(database.db, async (tx) => {
    await add('lost').execute(tx);
    throw new Error('refused');
  });
  await assert.rejects(failing, /refused/);
  assert.equal(await counterValue('lost'), undefined);
});

test('knows whether code runs inside a transaction, also after it ended', async () => {
  assert.equal(isInTransaction(), false);
  let lateAnswer: Promise<boolean> | undefined;
  let finish: (() => void) | undefined;
  await transaction(database.db, async () => {
    assert.equal(isInTransaction(), true);
    const ended = new Promise<void>((resolve) => {
      finish = resolve;
    });
    lateAnswer = ended.then(() => isInTransaction());
  });
  finish?.();
  assert.equal(await lateAnswer, false);
});

test('refuses a transaction inside a transaction', async () => {
  const nested = transaction(database.db, () => transaction(database.db, async () => 1));
  await assert.rejects(nested, /open already/);
});

test('acts after a commit and not after a rollback', async () => {
  const acts: string[] = [];
  await transaction(database.db, async () => afterCommit(() => acts.push('committed')));
  const failing = transaction(database.db, async () => {
    afterCommit(() => acts.push('rolled back'));
    throw new Error('refused');
  });
  await assert.rejects(failing, /refused/);
  assert.deepEqual(acts, ['committed']);
});

test('runs the loser of a deadlock again until both have committed', async () => {
  await add('first').execute(database.db);
  await add('second').execute(database.db);
  let runs = 0;
  let waiting = 0;
  let meet: () => void = () => undefined;
  const bothHoldOne = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const raiseBoth = (one: string, other: string) =>
    transaction(database.db, async (tx) => {
      runs += 1;
      await raise(one).execute(tx);
      waiting += 1;
      if (waiting >= 2) meet();
      await bothHoldOne;
      await raise(other).execute(tx);
    });
  await Promise.all([raiseBoth('first', 'second'), raiseBoth('second', 'first')]);
  assert.equal(await counterValue('first'), 2);
  assert.equal(await counterValue('second'), 2);
  assert.equal(runs, 3);
});

test('gives up after three runs and tells the fault', async () => {
  let runs = 0;
  const failing = transaction(database.db, async (tx) => {
    runs += 1;
    await sql`do $$ begin raise exception 'met' using errcode = '40001'; end $$`.execute(tx);
  });
  await assert.rejects(failing, /met/);
  assert.equal(runs, 3);
});

test('names the constraint of a unique violation', async () => {
  await add('twice').execute(database.db);
  const error = await add('twice')
    .execute(database.db)
    .catch((thrown: unknown) => thrown);
  assert.ok(isUniqueViolation(error));
  assert.ok(isUniqueViolation(error, 'counter_pkey'));
  assert.ok(!isUniqueViolation(error, 'another_key'));
});

test('refuses a bigint that no number can hold, and keeps dates and numerics as text', async () => {
  const huge = sql`select 9007199254740993::bigint as value`.execute(database.db);
  await assert.rejects(huge, /beyond what a number holds/);
  const found = await sql`
    select date '2026-02-03' as day,
           12.50::numeric as amount,
           array[1, 2]::bigint[] as ids,
           array[0.1]::numeric[] as rates
  `.execute(database.db);
  assert.deepEqual(found.rows, [
    { day: '2026-02-03', amount: '12.50', ids: [1, 2], rates: ['0.1'] },
  ]);
});
