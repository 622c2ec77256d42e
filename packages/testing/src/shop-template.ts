import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@cartwright/config';
import { makeApiKey } from './api-key.ts';
import { removeDataDir } from './cleanup.ts';
import { databaseOf, startDatabasesApart } from './databases-apart.ts';
import { freePort, startShopProcess } from './shop-process.ts';

export type Shape = 'whole' | 'split';

/** Folders of the shops that the tests of one run copy. */
export const templateVariables: Readonly<Record<Shape, string>> = {
  whole: 'TEST_SHOP_TEMPLATE',
  split: 'TEST_SPLIT_SHOP_TEMPLATE',
};

const keyFile = 'api-key';

/** What makes a first start another one than that of the template. */
const firstStartSettings = /^(DATA_DIR|DATABASE_.*|CARTWRIGHT_SECRET|SAMPLE_SHOP)$/;

/**
 * What a first start leaves in its folder, with an API key: a copy of it starts without initdb and
 * the migrations of nine services. Undefined where copies would not keep their owners.
 */
export async function makeShopTemplate(shape: Shape): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-template-'));
  try {
    const key = shape === 'whole' ? await fillWhole(folder) : await fillSplit(folder);
    await writeFile(join(folder, keyFile), key, { mode: 0o600 });
    // It holds the port: each copy looks for its own.
    await rm(join(folder, 'postgres', 'cartwright.conf'));
    return folder;
  } catch (error) {
    await removeDataDir(folder);
    throw error;
  }
}

async function fillWhole(folder: string): Promise<string> {
  const env = { DATA_DIR: folder, PORT: String(await freePort()), SAMPLE_SHOP: 'false' };
  const shop = await startShopProcess({ env });
  try {
    return await makeApiKey(env);
  } finally {
    await shop.end();
    // Absent when the shop failed before it: that error is the one to tell.
    await rm(join(folder, 'test-payment-provider'), { recursive: true, force: true });
  }
}

async function fillSplit(folder: string): Promise<string> {
  const { server, addresses } = await startDatabasesApart(folder, { isMigrated: false });
  try {
    return await makeApiKey({ DATA_DIR: folder, ...databaseOf('accounts', addresses) });
  } finally {
    await server.stop();
  }
}

/** Copies the run's template into an empty folder; answers the API key that is valid there. */
export async function copyShopTemplate(
  shape: Shape,
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const template = environment()[templateVariables[shape]];
  if (template === undefined || template === '') return undefined;
  if (Object.keys(env).some((name) => firstStartSettings.test(name))) return undefined;
  // Unlike Node's own copy it keeps the user of the database as the owner.
  await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir]);
  return readFile(join(dataDir, keyFile), 'utf8');
}
