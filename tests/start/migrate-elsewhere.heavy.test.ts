import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type EmbeddedServer, startEmbedded } from '@cartwright/database';
import { freePort, removeDataDir, runCommand } from '@cartwright/testing';
import pg from 'pg';

let folder: string;
let databaseDir: string;
let server: EmbeddedServer;

const run = (args: string[], name: string, env: Record<string, string> = {}) =>
  runCommand(args, { DATABASE_URL: server.adminUrl, DATA_DIR: join(folder, name), ...env });

const migrate = (name: string, env: Record<string, string> = {}) => run(['migrate'], name, env);

const fileOf = (name: string): string => join(folder, name, 'credentials.json');

const passwordsOf = async (name: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(fileOf(name), 'utf8'));

async function keepPasswords(name: string, passwords: Record<string, string>): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(fileOf(name), JSON.stringify(passwords));
}

/** As another shop would have them: for the same roles. */
async function othersPasswords(): Promise<Record<string, string>> {
  const roles = Object.keys(await passwordsOf('first'));
  return Object.fromEntries(roles.map((role) => [role, `another shop's of ${role}`]));
}

function addressOf(role: string, password: string): string {
  const address = new URL(server.adminUrl);
  address.username = role;
  address.password = password;
  return address.href;
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function signsIn(role: string, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: addressOf(role, password) });
  try {
    await client.connect();
    return true;
  } catch {
    // Any refusal: only whether the password is the right one is asked.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('migrating a database of which somebody else keeps the passwords', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartwright-migrate-'));
    databaseDir = await mkdtemp(join(tmpdir(), 'cartwright-database-'));
    server = await startEmbedded({ dataDir: databaseDir });
    const made = await migrate('first');
    assert.equal(made.exitCode, 0, made.output);
  });
  after(async () => {
    await server?.stop();
    await removeDataDir(databaseDir);
    await rm(folder, { recursive: true, force: true });
  });

  test('is refused where they are not known, and leaves them as they are', async () => {
    const { orders = '' } = await passwordsOf('first');
    const { exitCode, errors } = await migrate('second');
    assert.equal(exitCode, 1);
    assert.match(errors, /^The database was prepared with passwords that are not in .*second/);
    assert.ok(await signsIn('orders', orders));
  });

  test('is refused after another command, which makes no passwords', async () => {
    const { orders = '' } = await passwordsOf('first');
    const { exitCode, errors } = await run(['jobs', 'status'], 'third');
    assert.equal(exitCode, 1);
    assert.match(errors, /^The password of the database role .* copy credentials\.json from/);
    assert.ok(!(await readdir(folder)).includes('third'));
    assert.equal((await migrate('third')).exitCode, 1);
    assert.ok(await signsIn('orders', orders));
  });

  test('is no matter for a service whose address is given', async () => {
    const { orders = '' } = await passwordsOf('first');
    const env = { ORDERS_DATABASE_URL: addressOf('orders', orders) };
    const command = ['jobs', 'status', '--service', 'orders'];
    const { exitCode, output } = await run(command, 'third', env);
    assert.equal(exitCode, 0, output);
  });

  test('is refused with the passwords of another shop', async () => {
    const { orders = '' } = await passwordsOf('first');
    await keepPasswords('another', await othersPasswords());
    const asked = await run(['jobs', 'status'], 'another');
    assert.match(asked.errors, /cannot be opened .* copy credentials\.json from/);
    assert.doesNotMatch(asked.errors, /migrate/);
    const { exitCode, errors } = await migrate('another');
    assert.equal(exitCode, 1);
    assert.match(errors, /^No password in .*another.* is one of this database/);
    assert.ok(await signsIn('orders', orders));
  });

  test('says in a sentence that PostgreSQL is away', async () => {
    const address = `postgres://admin@127.0.0.1:${await freePort()}/shop`;
    const { exitCode, errors } = await migrate('first', { DATABASE_URL: address });
    assert.equal(exitCode, 1);
    assert.match(errors, /^The database of DATABASE_URL cannot be opened \(.*ECONNREFUSED.*\.\n$/);
  });

  test('goes on where an administrator has run the SQL that it printed', async () => {
    await runSql(server.adminUrl, `create role weak with login password 'weak'`);
    await runSql(server.adminUrl, 'create database weak_shop owner weak');
    const address = new URL(addressOf('weak', 'weak'));
    address.pathname = '/weak_shop';
    const env = { DATABASE_URL: address.href };
    const refused = await migrate('weak', env);
    assert.equal(refused.exitCode, 1, refused.output);
    const [, sql = ''] = refused.errors.split(/\n\n(?=create schema)/);
    assert.equal((await migrate('weak', env)).exitCode, 1);
    const asAdministrator = new URL(server.adminUrl);
    asAdministrator.pathname = '/weak_shop';
    await runSql(asAdministrator.href, sql);
    const migrated = await migrate('weak', env);
    assert.equal(migrated.exitCode, 0, migrated.output);
    // The roles of a server are shared: the other tests go on with these passwords.
    await copyFile(fileOf('weak'), fileOf('first'));
  });

  test('gives a service the password that stands in the address of its database', async () => {
    const { orders = '', cart = '' } = await passwordsOf('first');
    const given = addressOf('orders', 'given to orders');
    const { exitCode, output } = await migrate('first', { ORDERS_DATABASE_URL: given });
    assert.equal(exitCode, 0, output);
    assert.ok(await signsIn('orders', 'given to orders'));
    assert.equal(await signsIn('orders', orders), false);
    assert.ok(await signsIn('cart', cart));
  });

  test('gives one role the password that was changed in the file', async () => {
    const { accounts, ...others } = await passwordsOf('first');
    assert.ok(accounts);
    await keepPasswords('first', { ...others, accounts: 'changed' });
    const { exitCode, output } = await migrate('first');
    assert.equal(exitCode, 0, output);
    assert.ok(await signsIn('accounts', 'changed'));
  });

  test('gives all roles new ones where the file holds {}', async () => {
    await keepPasswords('anew', {});
    const { exitCode, output } = await migrate('anew');
    assert.equal(exitCode, 0, output);
    const { orders = '' } = await passwordsOf('anew');
    assert.ok(await signsIn('orders', orders));
  });
});
