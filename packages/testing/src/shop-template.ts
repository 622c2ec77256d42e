import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@cartwright/config';
import { makeApiKey } from './api-key.ts';
import { removeDataDir } from './cleanup.ts';
import { freePort, startShopProcess } from './shop-process.ts';

/** Folder of the shop that the tests of one run copy. */
export const shopTemplateVariable = 'TEST_SHOP_TEMPLATE';

const keyFile = 'api-key';

/** What makes a first start another one than that of the template. */
const firstStartSettings = /^(DATA_DIR|DATABASE_.*|CARTWRIGHT_SECRET|SAMPLE_SHOP)$/;

/**
 * A shop that was started once, got an API key and was stopped. A copy of it starts without
 * initdb and the migrations of nine services. Undefined where copies would not keep their owners.
 */
export async function makeShopTemplate(): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-template-'));
  try {
    const env = { DATA_DIR: folder, PORT: String(await freePort()), SAMPLE_SHOP: 'false' };
    const shop = await startShopProcess({ env });
    try {
      await writeFile(join(folder, keyFile), await makeApiKey(env), { mode: 0o600 });
    } finally {
      await shop.end();
    }
    // They hold ports: each copy looks for its own.
    await rm(join(folder, 'test-payment-provider'), { recursive: true });
    await rm(join(folder, 'postgres', 'cartwright.conf'));
    return folder;
  } catch (error) {
    await removeDataDir(folder);
    throw error;
  }
}

/** Copies the run's template into an empty folder; answers the API key that is valid there. */
export async function copyShopTemplate(
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const template = environment()[shopTemplateVariable];
  if (template === undefined || template === '') return undefined;
  if (Object.keys(env).some((name) => firstStartSettings.test(name))) return undefined;
  // Unlike Node's own copy it keeps the user of the database as the owner.
  await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir]);
  return readFile(join(dataDir, keyFile), 'utf8');
}
