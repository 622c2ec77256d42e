import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { migrate, pendingMigrations, StartupProblem } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { sql } from 'kysely';

let folder: string;
const databases: TestDatabase<unknown>[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-migrate-'));
});
after(async () => {
  for (const database of databases) await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** An empty schema and a folder of migrations with these files. */
async function prepare(files: Record<string, string>) {
  const path = await mkdtemp(join(folder, 'service-'));
  const write = async (name: string, text: string) => writeFile(join(path, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const database = await createTestDatabase('inventory', { migrations: [] });
  databases.push(database);
  const options = {
    ownerUrl: database.ownerUrl,
    url: database.url,
    schema: 'inventory',
    folders: [pathToFileURL(`${path}/`)],
  };
  return { database, options, write };
}

const exists = async (database: TestDatabase<unknown>, table: string): Promise<boolean> => {
  const found = await sql<{ found: boolean }>`
    select to_regclass(${table}) is not null as found
  `.execute(database.db);
  return found.rows[0]?.found === true;
};

test('runs each file once, in the order of the numbers', async () => {
  const { options, write } = await prepare({
    '0002-add-name.sql': 'alter table stock add column name text;',
    '0001-create-stock.sql': 'create table stock (id integer primary key);',
  });
  assert.equal((await pendingMigrations(options)).length, 2);
  const first = await migrate(options);
  assert.deepEqual(
    first.map((name) => name.split('/')[1]),
    ['0001-create-stock.sql', '0002-add-name.sql'],
  );
  assert.deepEqual(await migrate(options), []);
  await write('0003-add-size.sql', 'alter table stock add column size integer;');
  assert.equal((await migrate(options)).length, 1);
  assert.deepEqual(await pendingMigrations(options), []);
});

test('refuses a file that was changed after it ran', async () => {
  const { options, write } = await prepare({ '0001-create.sql': 'create table a (id integer);' });
  await migrate(options);
  await write('0001-create.sql', 'create table a (id bigint);');
  await assert.rejects(migrate(options), {
    name: 'StartupProblem',
    message: /0001-create\.sql was changed after it ran/,
  });
});

test('does not take other line ends for a change', async () => {
  const text = 'create table a (\n  id integer\n);\n';
  const { options, write } = await prepare({ '0001-create.sql': text });
  await migrate(options);
  await write('0001-create.sql', text.replaceAll('\n', '\r\n'));
  assert.deepEqual(await migrate(options), []);
});

test('leaves nothing of a file that fails, and keeps those before it', async () => {
  const { database, options, write } = await prepare({
    '0001-good.sql': 'create table good (id integer);',
    '0002-bad.sql': 'create table half (id integer); select 1 / 0;',
  });
  await assert.rejects(migrate(options), {
    name: 'StartupProblem',
    message: /0002-bad\.sql failed \(division by zero\), .* then try again\.$/,
  });
  assert.equal(await exists(database, 'good'), true);
  assert.equal(await exists(database, 'half'), false);
  await write('0002-bad.sql', 'create table half (id integer);');
  assert.equal((await migrate(options)).length, 1);
  assert.equal(await exists(database, 'half'), true);
});

test('lets several processes migrate at once: one runs the files that others find run', async () => {
  const { options } = await prepare({
    '0001-create.sql': 'create table a (id integer); select pg_sleep(0.1);',
    '0002-create.sql': 'create table b (id integer);',
  });
  const runs = await Promise.all([migrate(options), migrate(options), migrate(options)]);
  assert.deepEqual(runs.map((names) => names.length).sort(), [0, 0, 2]);
});

test('gives up on a table that stays in use, and does it once the table is free', async () => {
  const { database, options, write } = await prepare({
    '0001-create-stock.sql': 'create table stock (id integer primary key);',
  });
  await migrate(options);
  await write('0002-add-name.sql', 'alter table stock add column name text;');
  const user = await database.pool.connect();
  try {
    await user.query('begin');
    await user.query('select from stock');
    await assert.rejects(
      migrate({ ...options, lockTimeoutMs: 50 }),
      (error) =>
        error instanceof StartupProblem && /0002-add-name.sql needs a table/.test(error.message),
    );
    const soon = migrate({ ...options, lockTimeoutMs: 50 });
    await user.query('rollback');
    assert.equal((await soon).length, 1);
  } finally {
    user.release();
  }
});

test('runs a file again that PostgreSQL ended because of a deadlock', async () => {
  const { database, options } = await prepare({
    '0001-create-tries.sql': 'create sequence tries;',
    // Who of those in a deadlock is ended depends on the moment; a sequence counts through it.
    '0002-meet-others.sql': `
      create table stock (id integer primary key);
      do $$
      begin
        if nextval('tries') = 1 then
          raise exception using errcode = 'deadlock_detected';
        end if;
      end $$;`,
  });
  assert.equal((await migrate(options)).length, 2);
  assert.equal(await exists(database, 'stock'), true);
});

test('waits for its turn, and says so when the turn does not come', async () => {
  const { database, options } = await prepare({
    '0001-create-stock.sql': 'create table stock (id integer primary key);',
  });
  const other = await database.pool.connect();
  try {
    await other.query(
      `select pg_advisory_lock(hashtextextended('cartwright-migrate:inventory', 0))`,
    );
    await assert.rejects(
      migrate({ ...options, turnTimeoutMs: 50 }),
      (error) => error instanceof StartupProblem && /Another process/.test(error.message),
    );
    const soon = migrate(options);
    await other.query('select pg_advisory_unlock_all()');
    assert.equal((await soon).length, 1);
  } finally {
    other.release();
  }
});

test('refuses a file whose name carries no number', async () => {
  const { options } = await prepare({ 'create.sql': 'select 1;' });
  await assert.rejects(migrate(options), /NNNN-what-it-does/);
});

test('lets migrations use the extensions of the shop', async () => {
  const { database, options } = await prepare({
    '0001-search.sql': `
      create extension if not exists pg_trgm;
      create table product (title text not null, slug citext not null);
      create index product_title on product using gin (title gin_trgm_ops);`,
  });
  await migrate(options);
  const found = await sql<{ close: boolean }>`
    select similarity('sneaker', 'sneeker') > 0.3 as close
  `.execute(database.db);
  assert.equal(found.rows[0]?.close, true);
});
