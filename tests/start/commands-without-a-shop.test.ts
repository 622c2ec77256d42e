import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runCommand } from '@cartwright/testing';

let folder: string;

async function refusal(args: readonly string[], env: Record<string, string>): Promise<string> {
  const dataDir = join(folder, 'not-the-shop');
  const { exitCode, output, errors } = await runCommand(args, { DATA_DIR: dataDir, ...env });
  assert.equal(exitCode, 1, output);
  assert.doesNotMatch(output, /^\s+at /m);
  // Neither a folder nor a database was made.
  assert.ok(!(await readdir(folder)).includes('not-the-shop'), output);
  return errors;
}

describe('a command that is not told where its shop is makes no empty one', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartwright-nowhere-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('a backup, a check and a key want a data folder with a shop', async () => {
    const pattern = /^There is no shop in the data folder .*not-the-shop: set DATA_DIR/m;
    assert.match(await refusal(['backup', join(folder, 'copy')], {}), pattern);
    assert.match(await refusal(['verify'], {}), pattern);
    assert.match(await refusal(['api-key', 'list'], {}), pattern);
  });

  test('where some databases are named, the one that is missing is told', async () => {
    const env = { ORDERS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/shop' };
    const pattern = /^accounts has no database: set ACCOUNTS_DATABASE_URL or DATABASE_URL/m;
    assert.match(await refusal(['jobs', 'status'], env), pattern);
    const start = { ...env, PORT: '0', CARTWRIGHT_SECRET: 'x'.repeat(32) };
    assert.match(await refusal(['start'], start), pattern);
  });

  test('where some services have addresses, those without are told', async () => {
    const env = { ORDERS_URL: 'http://127.0.0.1:1', ORDERS_INTERNAL_URL: 'http://127.0.0.1:2' };
    const said = await refusal(['verify'], env);
    assert.match(said, /ACCOUNTS_URL and ACCOUNTS_INTERNAL_URL must be set/);
    assert.doesNotMatch(said, /ORDERS_URL/);
  });
});
