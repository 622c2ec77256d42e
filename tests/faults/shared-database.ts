import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@cartwright/database';
import {
  createCleanup,
  freePort,
  makeApiKey,
  removeDataDir,
  runCommand,
  type ShopProcess,
  startShopProcess,
  type TestShop,
} from '@cartwright/testing';
import { openMarket } from './market.ts';
import { type FaultShop, plenty } from './under-load.ts';

type Env = Readonly<Record<string, string>>;

export interface SharedShops extends FaultShop {
  database: {
    /** Shuts PostgreSQL down as an operator does; sessions are ended. */
    stop: () => Promise<void>;
    /** Starts it again on the same port and data. */
    start: () => Promise<void>;
  };
}

/**
 * Some processes of one shop on one PostgreSQL that none of them started, each with settings of its
 * own; they share a data folder, as replicas with the same secrets do.
 */
export async function startSharedShops(
  envs: readonly [Env, ...Env[]],
  o: { stockEach?: number } = {},
): Promise<SharedShops> {
  const cleanup = createCleanup();
  const dataDir = await mkdtemp(join(tmpdir(), 'cartwright-shared-'));
  cleanup.add(() => removeDataDir(dataDir));
  const databaseDir = await mkdtemp(join(tmpdir(), 'cartwright-database-'));
  cleanup.add(() => removeDataDir(databaseDir));
  const start = () => startEmbedded({ dataDir: databaseDir, connectionsMax: 100 });
  let server = await start();
  const { adminUrl } = server;
  cleanup.add(() => server.stop());
  const base = { DATABASE_URL: adminUrl, DATA_DIR: dataDir, SAMPLE_SHOP: 'false' };
  try {
    const migrated = await runCommand(['migrate'], base);
    assert.equal(migrated.exitCode, 0, migrated.output);
    const apiKey = await makeApiKey(base);
    const [first, ...rest] = envs;
    const one = await startReplica({ ...base, ...first }, { dataDir, apiKey });
    cleanup.add(one.stop);
    const others: TestShop[] = [];
    for (const env of rest) {
      const other = await startReplica({ ...base, ...env }, { dataDir, apiKey });
      cleanup.add(other.stop);
      others.push(other);
    }
    const market = await openMarket(one, { variants: 8, stockEach: o.stockEach ?? plenty });
    return {
      shops: [one, ...others],
      adminUrl: async () => adminUrl,
      market,
      stop: cleanup.run,
      database: {
        stop: () => server.stop(),
        start: async () => {
          server = await start();
        },
      },
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function startReplica(
  settings: Env,
  o: { dataDir: string; apiKey: string },
): Promise<TestShop> {
  const env = { ...settings, PORT: String(await freePort()) };
  const started: ShopProcess[] = [await startShopProcess({ env })];
  const current = (): ShopProcess => {
    const last = started.at(-1);
    assert.ok(last);
    return last;
  };
  return {
    ...o,
    shape: 'whole',
    url: current().url,
    env,
    serviceEnv: () => env,
    logs: () => started.map(({ output }) => output()).join(''),
    processOf: current,
    restart: async (_, extra) => {
      await current().end('SIGKILL');
      started.push(await startShopProcess({ env: { ...env, ...extra } }));
    },
    stop: async () => void (await current().end()),
  };
}
