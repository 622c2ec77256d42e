import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  freePort,
  removeDataDir,
  type ShopProcess,
  startShopProcess,
  waitFor,
} from '@cartwright/testing';

const dataDir = await mkdtemp(join(tmpdir(), 'cartwright-sample-shop-'));
let shop: ShopProcess | undefined;

const start = async (): Promise<ShopProcess> => {
  shop = await startShopProcess({ env: { DATA_DIR: dataDir, PORT: String(await freePort()) } });
  return shop;
};

interface Listed {
  items: { slug: string; price: unknown; available: boolean }[];
}

async function listed(url: string): Promise<Listed['items']> {
  const answer = await fetch(`${url}/api/v1/products?limit=100`);
  const { items }: Listed = await answer.json();
  return items;
}

after(async () => {
  await shop?.end();
  await removeDataDir(dataDir);
});

test('a sample shop whose first start was killed half-way is filled up by the next', async () => {
  const first = await start();
  await waitFor('some products', async () => (await listed(first.url)).length >= 5);
  await first.end('SIGKILL');
  assert.doesNotMatch(first.output(), /products are for sale/, 'it was killed too late');

  const { url, output } = await start();
  await waitFor('all products', () => /products are for sale/.test(output()), {
    timeoutMs: 60_000,
  });
  const count = Number(/^(\d+) products are for sale/m.exec(output())?.[1]);
  await waitFor('each to have its price and its stock', async () => {
    const items = await listed(url);
    return items.length === count && items.every((item) => item.price !== null && item.available);
  });
});
