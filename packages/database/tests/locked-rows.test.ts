import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  boundedBy,
  createBatch,
  type OpenedDatabase,
  openDatabase,
  runStatement,
  statement,
} from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { isDatabaseUnavailable } from '../src/database-errors.ts';

let database: TestDatabase<unknown>;
let owner: OpenedDatabase;
before(async () => {
  database = await createTestDatabase('cart', { connectionsMax: 3 });
  owner = openDatabase({
    url: database.ownerUrl,
    schema: 'cart',
    connectionsMax: 3,
    applicationName: 'test-holder',
  });
  await sql`create table item (id integer primary key, taken integer not null)`.execute(owner.db);
  await sql`grant select, update on item to public`.execute(owner.db);
  await sql`insert into item select n, 0 from generate_series(1, 300) n`.execute(owner.db);
});
after(async () => {
  await owner.close();
  await database.close();
});

const takeAll = statement<{ id: number }>(`
  with wanted as materialized (
    select id
    from item
    where id = any (${boundedBy('$2', '$1::integer[]')})
    order by id
    for update
  )
  update item
  set taken = taken + 1
  from wanted
  where item.id = wanted.id
  returning item.id
`);

/** Takes items, each together with those that are taken at the same moment. */
const taking = () =>
  createBatch<number, number>({
    name: 'test.take',
    keyOf: String,
    kind: 'write-once',
    run: async (ids, { lockTimeout }) => {
      const rows = await runStatement(database.db, takeAll, [ids, lockTimeout]);
      return new Map(rows.map(({ id }) => [String(id), id]));
    },
  });

/** Members that all take one item, and those below zero another. */
const crowding = (id: number) =>
  createBatch<number, number>({
    name: 'test.crowd',
    keyOf: String,
    run: async (members, { lockTimeout }) => {
      const ids = members.map((member) => (member < 0 ? -member : id));
      await runStatement(database.db, takeAll, [ids, lockTimeout]);
      return new Map(members.map((member) => [String(member), member]));
    },
  });

/** Holds a row until told to let go. */
async function hold(id: number): Promise<{ letGo: () => Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const transaction = owner.db.transaction().execute(async (tx) => {
    await sql`select from item where id = ${id} for update`.execute(tx);
    held.resolve();
    await promise;
  });
  await held.promise;
  return {
    letGo: async () => {
      resolve();
      await transaction;
    },
  };
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place);

test('a row that somebody holds keeps its own member only, nobody who comes later', async () => {
  const take = taking();
  const { letGo } = await hold(40);
  const startedMs = Date.now();
  const innocent = numbers(1, 128).filter((id) => id !== 40);
  const waiting = take(40);
  const others = Promise.all(innocent.map((id) => take(id)));
  await delay(100);
  const newcomer = take(200);
  await others;
  await newcomer;
  const tookMs = Date.now() - startedMs;
  assert.ok(tookMs < 3_000, `${tookMs} ms`);
  await delay(500);
  const nextMs = Date.now();
  await take(201);
  const waitedMs = Date.now() - nextMs;
  assert.ok(waitedMs < 1_000, `the next one waited ${waitedMs} ms`);
  await letGo();
  assert.equal(await waiting, 40);
  const { rows } = await sql<{ taken: number; count: number }>`
    select taken, count(*) as count
    from item
    group by 1
    order by 1
  `.execute(owner.db);
  assert.deepEqual(rows, [
    { taken: 0, count: 170 },
    { taken: 1, count: 130 },
  ]);
});

test('many who want a row that somebody holds keep nobody else, and all get it', async () => {
  const crowd = crowding(210);
  const { letGo } = await hold(210);
  const crowded = Promise.all(numbers(1, 128).map((n) => crowd(n)));
  await delay(50);
  const startedMs = Date.now();
  await crowd(-211);
  const tookMs = Date.now() - startedMs;
  assert.ok(tookMs < 2_000, `a newcomer waited ${tookMs} ms`);
  await delay(2_000);
  await letGo();
  await crowded;
});

test('a row that others take in turn is had in turn', async () => {
  const crowd = crowding(220);
  const { letGo } = await hold(220);
  const crowded = Promise.all(numbers(1, 16).map((n) => crowd(n)));
  await delay(700);
  let isOver = false;
  const others = numbers(1, 3).map(async () => {
    while (!isOver)
      await owner.db.transaction().execute(async (tx) => {
        await sql`select from item where id = 220 for update`.execute(tx);
        await delay(60);
      });
  });
  await letGo();
  await crowded.finally(() => {
    isOver = true;
  });
  await Promise.all(others);
});

test('whoever waits for a row for long is told to come again', async () => {
  const take = taking();
  const { letGo } = await hold(250);
  const startedMs = Date.now();
  const waiting = [take(250), take(250, Date.now() + 1_000)];
  const [first, second] = await Promise.allSettled(waiting);
  const tookMs = Date.now() - startedMs;
  assert.ok(tookMs > 4_500 && tookMs < 7_000, `${tookMs} ms`);
  assert.ok(first?.status === 'rejected' && isDatabaseUnavailable(first.reason));
  assert.ok(second?.status === 'rejected');
  assert.equal(second.reason.code, 'outcome-unknown', 'its deadline passed before');
  await letGo();
  assert.equal(await take(250), 250);
});

test('the bound ends with the statement', async () => {
  const { pool } = database;
  await taking()(299);
  const { rows } = await pool.query('show lock_timeout');
  assert.deepEqual(rows, [{ lock_timeout: '5s' }]);
});
