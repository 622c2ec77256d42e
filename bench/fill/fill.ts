import { parseArgs } from 'node:util';
import { findRunningShop, startEmbedded } from '@cartwright/database';
import { loadConfiguration } from '../../apps/server/src/configuration.ts';
import { prepareDatabases } from '../../apps/server/src/databases.ts';
import { fillShop } from './fill-shop.ts';

/**
 * `npm run bench:fill -- [--products N] [--orders M] [--days D]`: fills the empty shop of DATA_DIR
 * or DATABASE_URL, which must not be running, with a year of business. Prints what it does.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      products: { type: 'string', default: '1000000' },
      orders: { type: 'string', default: '1000000' },
      days: { type: 'string', default: '365' },
    },
  });
  const products = whole(values.products, 'products', 1);
  const orders = whole(values.orders, 'orders', 0);
  const days = whole(values.days, 'days', 1);
  const startedMs = Date.now();
  const say = (line: string): void => {
    const seconds = ((Date.now() - startedMs) / 1_000).toFixed(0).padStart(4);
    process.stdout.write(`${seconds} s  ${line}\n`);
  };
  const configuration = loadConfiguration();
  const { databaseUrl, dataDir } = configuration.server;
  if ((await findRunningShop(dataDir)) !== undefined)
    throw new Error(`a shop runs on ${dataDir}: stop it first`);
  const embedded = databaseUrl === undefined ? await startEmbedded({ dataDir }) : undefined;
  const adminUrl = databaseUrl ?? embedded?.adminUrl ?? '';
  try {
    const addresses = await prepareDatabases(adminUrl, configuration, say);
    const mediaDir = configuration.services.catalog?.mediaDir;
    await fillShop({
      size: { products, orders, days, nowMs: Date.now() },
      adminUrl,
      addresses,
      dataDir,
      mediaDir: typeof mediaDir === 'string' ? mediaDir : undefined,
      hasPictures: true,
      hasProviderBooks: true,
      say,
    });
    say(`filled with ${products} products and ${orders} orders`);
  } finally {
    await embedded?.stop();
  }
  return 0;
}

function whole(text: string, name: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > 100_000_000)
    throw new Error(`--${name} must be a whole number from ${min}`);
  return value;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
});
