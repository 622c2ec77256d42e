import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findRunningShop } from '@cartwright/database';
import { freePort, runCommand } from '@cartwright/testing';
import type { RunningShop } from './running-shop.ts';
import { startProcess } from './start-process.ts';

/**
 * Starts the shop as one process on its embedded PostgreSQL. All settings are the defaults, except
 * for the data folder, the port and the sample shop, unless `env` says otherwise.
 */
export async function startWholeShop(o: {
  dataDir: string;
  env?: Readonly<Record<string, string>>;
}): Promise<RunningShop> {
  await mkdir(o.dataDir, { recursive: true });
  const port = await freePort();
  const env = { DATA_DIR: o.dataDir, PORT: String(port), SAMPLE_SHOP: 'false', ...o.env };
  const child = await startProcess({ env, logFile: join(o.dataDir, `shop-${port}.log`) });
  try {
    const running = await findRunningShop(o.dataDir);
    const adminUrl = running?.adminUrl;
    if (adminUrl === undefined) throw new Error('the shop does not tell where its database is');
    return {
      shape: 'whole',
      url: `http://127.0.0.1:${port}`,
      host: '127.0.0.1',
      port,
      dataDir: o.dataDir,
      adminUrl,
      databaseUrlOf: () => adminUrl,
      apiKey: await makeApiKey(env),
      pids: [child.pid],
      stop: child.end,
    };
  } catch (error) {
    await child.end();
    throw error;
  }
}

const scopes = 'catalog:write,pricing:write,inventory:write,orders:write,audit:read';

/** An API key for the staff's part of the bench. */
export async function makeApiKey(env: Readonly<Record<string, string>>): Promise<string> {
  const made = await runCommand(['api-key', 'create', '--name', 'bench', '--scopes', scopes], env);
  const key = /\bcwk_\S+/.exec(made.output)?.[0];
  if (key === undefined) throw new Error(`no API key was made:\n${made.output}`);
  return key;
}
