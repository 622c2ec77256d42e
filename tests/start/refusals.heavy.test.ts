import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { freePort, runCommand, startTestShop, type TestShop } from '@cartwright/testing';

const call = promisify(execFile);

let folder: string;

/** Starts what cannot start: one sentence on standard error, exit code 1, no stack trace. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const { exitCode, output, errors } = await runCommand(['start'], {
    PORT: String(await freePort()),
    SAMPLE_SHOP: 'false',
    ...env,
  });
  process.stdout.write(`${errors}`);
  assert.equal(exitCode, 1, output);
  assert.doesNotMatch(output, /^\s+at /m);
  assert.doesNotMatch(output, /Cartwright is ready/);
  return errors.trim();
}

function assertOneSentence(text: string, pattern: RegExp): void {
  assert.match(text, pattern);
  assert.equal(text.split('\n').length, 1, text);
  assert.match(text, /\.$/);
}

describe('a shop that cannot start says in one sentence what to do', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartwright-refused-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('a port in use', async () => {
    const holder = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
    try {
      const said = await refusal({ DATA_DIR: join(folder, 'port'), PORT: String(port) });
      assertOneSentence(said, new RegExp(`Port ${port} is in use: .*set PORT to another`));
    } finally {
      holder.close();
    }
  });

  test('a data folder that is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    assertOneSentence(await refusal({ DATA_DIR: file }), /is not a folder: set DATA_DIR/);
  });

  test('a data folder that cannot be written', async () => {
    // Not even root may make a folder there.
    const said = await refusal({ DATA_DIR: '/proc/cartwright' });
    assertOneSentence(said, /cannot be written .*set DATA_DIR to another folder/);
  });

  test('a disk without room, and a full one', async (t) => {
    const disk = await mkdtemp(join(tmpdir(), 'cartwright-small-'));
    try {
      await call('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    } catch (error) {
      await rm(disk, { recursive: true });
      return t.skip(`this machine lets nobody mount a small disk: ${String(error).split('\n')[0]}`);
    }
    try {
      const dataDir = join(disk, 'data');
      assertOneSentence(
        await refusal({ DATA_DIR: dataDir }),
        /has \d+ MB left and the database needs \d+ MB: free some space, or set DATA_DIR/,
      );
      await writeFile(join(disk, 'rest'), Buffer.alloc(30 * 1024 * 1024)).catch(() => undefined);
      assertOneSentence(await refusal({ DATA_DIR: dataDir }), /is full: free some space|MB left/);
    } finally {
      await call('umount', [disk]);
      await rm(disk, { recursive: true });
    }
  });

  test('wrong settings, all of them named at once', async () => {
    const said = await refusal({ DATA_DIR: join(folder, 'wrong'), PORT: 'abc', LOG_LEVEL: 'loud' });
    assert.match(said, /PORT/);
    assert.match(said, /abc/);
    assert.match(said, /LOG_LEVEL/);
    assert.match(said, /loud/);
    assert.ok(said.split('\n').length <= 3, said);
  });

  describe('beside a shop, and on its folder', () => {
    let shop: TestShop;
    before(async () => {
      shop = await startTestShop();
    });
    after(() => shop?.stop());

    test('a second instance on the same data', async () => {
      const said = await refusal({ DATA_DIR: shop.dataDir });
      assertOneSentence(said, /Another Cartwright \(process \d+\) is running .*: stop it first/);
      assert.equal((await fetch(`${shop.url}/readyz`)).status, 200);
    });

    test('a folder of another PostgreSQL version, which is left as it is', async () => {
      await shop.processOf('all').end('SIGTERM');
      const file = join(shop.dataDir, 'postgres', 'PG_VERSION');
      const version = await readFile(file, 'utf8');
      await writeFile(file, '15\n');
      const said = await refusal({ DATA_DIR: shop.dataDir });
      assertOneSentence(said, /was made by PostgreSQL 15 .*: take a backup/);
      await writeFile(file, version);
      await shop.restart('all');
    });
  });
});
