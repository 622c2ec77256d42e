import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findRunningShop } from '@cartwright/database';
import { freePort, runCommand, startShopProcess } from '@cartwright/testing';
import type { RunningShop } from './running-shop.ts';

/**
 * Settings of a user's first start: none but where its data is, on which port it listens, and that
 * no sample shop is wanted. Its mode of testing is switched off.
 */
export const settingsOf = (o: {
  dataDir: string;
  port: number;
  env?: Readonly<Record<string, string>>;
}): Record<string, string> => ({
  NODE_ENV: '',
  DATA_DIR: o.dataDir,
  PORT: String(o.port),
  SAMPLE_SHOP: 'false',
  ...o.env,
});

/** Starts the shop as one process on its embedded PostgreSQL, its log in a file. */
export async function startWholeShop(o: {
  dataDir: string;
  env?: Readonly<Record<string, string>>;
}): Promise<RunningShop> {
  await mkdir(o.dataDir, { recursive: true });
  const port = await freePort();
  const env = settingsOf({ ...o, port });
  const shop = await startShopProcess({ env, logFile: join(o.dataDir, 'shop.log') });
  const stop = async (): Promise<void> => void (await shop.end());
  try {
    const { adminUrl } = (await findRunningShop(o.dataDir)) ?? {};
    const { pid } = shop.child;
    if (adminUrl === undefined || pid === undefined)
      throw new Error('the shop does not tell where its database is');
    return {
      url: shop.url,
      host: '127.0.0.1',
      port,
      dataDir: o.dataDir,
      env,
      serviceEnv: () => env,
      adminUrl,
      databaseUrlOf: () => adminUrl,
      apiKey: await makeApiKey(env),
      pids: [pid],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const scopes = 'catalog:write,pricing:write,inventory:write,orders:write,audit:read';

async function makeApiKey(env: Readonly<Record<string, string>>): Promise<string> {
  const made = await runCommand(['api-key', 'create', '--name', 'bench', '--scopes', scopes], env);
  const key = /\bcwk_\S+/.exec(made.output)?.[0];
  if (key === undefined) throw new Error(`no API key was made:\n${made.output}`);
  return key;
}
