import { mkdir } from 'node:fs/promises';
import { findRunningShop } from '@cartwright/database';
import { serviceNames, startTestShop } from '@cartwright/testing';
import type { RunningShop } from './running-shop.ts';

/** Starts every service as a process of its own with its own database in one PostgreSQL. */
export async function startSplitShop(o: {
  logDir: string;
  env?: Readonly<Record<string, string>>;
}): Promise<RunningShop> {
  await mkdir(o.logDir, { recursive: true });
  const env = { NODE_ENV: '', ...o.env };
  const shop = await startTestShop({ shape: 'split', logDir: o.logDir, env });
  try {
    const { adminUrl } = (await findRunningShop(shop.dataDir)) ?? {};
    if (adminUrl === undefined) throw new Error('the shop does not tell where its database is');
    const pids = [...serviceNames, 'gateway'].map((name) => shop.processOf(name).child.pid);
    return {
      url: shop.url,
      host: '127.0.0.1',
      port: Number(new URL(shop.url).port),
      dataDir: shop.dataDir,
      env: shop.env,
      serviceEnv: shop.serviceEnv,
      adminUrl,
      databaseUrlOf: (service) => {
        const url = new URL(adminUrl);
        url.pathname += `_${service}`;
        return url.href;
      },
      apiKey: shop.apiKey,
      pids: pids.filter((pid) => pid !== undefined),
      stop: shop.stop,
    };
  } catch (error) {
    await shop.stop();
    throw error;
  }
}
