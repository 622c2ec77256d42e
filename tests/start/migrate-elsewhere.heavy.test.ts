import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type EmbeddedServer, startEmbedded } from '@cartwright/database';
import { removeDataDir, runCommand } from '@cartwright/testing';
import pg from 'pg';

let folder: string;
let databaseDir: string;
let server: EmbeddedServer;

const migrate = (name: string, env: Record<string, string> = {}) =>
  runCommand(['migrate'], {
    DATABASE_URL: server.adminUrl,
    DATA_DIR: join(folder, name),
    ...env,
  });

const passwordsOf = async (name: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(folder, name, 'credentials.json'), 'utf8'));

function addressOf(role: string, password: string): string {
  const address = new URL(server.adminUrl);
  address.username = role;
  address.password = password;
  return address.href;
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

  test('gives a service the password that stands in the address of its database', async () => {
    const { orders = '', cart = '' } = await passwordsOf('first');
    const given = addressOf('orders', 'given to orders');
    const { exitCode, output } = await migrate('first', { ORDERS_DATABASE_URL: given });
    assert.equal(exitCode, 0, output);
    assert.ok(await signsIn('orders', 'given to orders'));
    assert.equal(await signsIn('orders', orders), false);
    assert.ok(await signsIn('cart', cart));
  });
});
