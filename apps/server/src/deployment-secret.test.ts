import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { StartupProblem } from '@cartwright/database';
import { deploymentSecret } from './deployment-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made once, for its owner only, also when two start at once', async () => {
  const dataDir = join(folder, 'data');
  const made = await Promise.all([1, 2].map(() => deploymentSecret(undefined, dataDir)));
  assert.equal(made[0], made[1]);
  assert.equal(await deploymentSecret(undefined, dataDir), made[0]);
  assert.equal((await stat(join(dataDir, 'secret'))).mode & 0o777, 0o600);
});

test('refuses an empty file instead of signing with a key that everybody knows', async () => {
  await writeFile(join(folder, 'secret'), '\n');
  await assert.rejects(deploymentSecret(undefined, folder), StartupProblem);
});

test('names the way out of a data folder that cannot be', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const dataDir of [file, '/proc/cartwright'])
    await assert.rejects(deploymentSecret(undefined, dataDir), /set DATA_DIR to/);
});
