import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment } from '@cartwright/config';
import {
  freePort,
  removeDataDir,
  type ShopAddress,
  type ShopProcess,
  startShopProcess,
  verifyShop,
  waitFor,
} from '@cartwright/testing';
import { checkout, createCart, shippingOptionOf, shopperOf } from '../journeys/fixtures.ts';

const fill = fileURLToPath(new URL('../../bench/fill/fill.ts', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

let dataDir: string;
let env: Record<string, string>;
let shop: ShopProcess | undefined;
const runFill = (...args: string[]) =>
  promisify(execFile)(process.execPath, [fill, ...args], {
    cwd: root,
    env: { PATH: environment().PATH ?? '', ...env },
  });

before(
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cartwright-filled-'));
    env = { DATA_DIR: dataDir, PORT: String(await freePort()), SAMPLE_SHOP: 'false' };
    await runFill('--products', '200', '--orders', '400', '--days', '200');
  },
  { timeout: 180_000 },
);
after(async () => {
  await shop?.end();
  await removeDataDir(dataDir);
});

test('a filled shop has books that agree, and is not filled twice', async () => {
  const report = await verifyShop({ env });
  assert.deepEqual(report.disagreements, []);
  assert.ok(report.isClean, JSON.stringify(report.rules));
  const checked = new Map(report.rules.map((rule) => [rule.rule, rule.checked]));
  assert.equal(checked.get('order-totals'), 400);
  assert.equal(checked.get('provider-books'), 400);
  await assert.rejects(runFill('--products', '1', '--orders', '0'), /has rows/);
});

test('a filled shop lists, searches and sells, and its books still agree', async () => {
  shop = await startShopProcess({ env });
  const address: ShopAddress = { shape: 'whole', url: shop.url, apiKey: '', dataDir };
  const shopper = shopperOf(address);
  const found = await shopper.GET('/api/v1/products', {
    params: { query: { q: 'cotton', facets: true, available: true } },
  });
  const [item] = found.data?.items ?? [];
  assert.ok(item, JSON.stringify(found.error));
  assert.ok((found.data?.facets?.total ?? 0) > 10);
  const product = await shopper.GET('/api/v1/products/{slug}', {
    params: { path: { slug: item.slug } },
  });
  const variant = product.data?.variants.find(({ available }) => available);
  assert.ok(variant);

  const cartId = await createCart(address, [{ variantId: variant.id, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(address, cartId);
  const { status, body } = await checkout(address, cartId, { shippingOptionId });
  assert.equal(status, 201, JSON.stringify(body));

  await waitFor(
    'books that agree with one order more',
    async () => {
      const report = await verifyShop({ env });
      return report.isClean && report.rules.some(({ checked }) => checked === 401);
    },
    { timeoutMs: 30_000 },
  );
});
