import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestShop, type TestShop } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
} from '../journeys/fixtures.ts';
import { writeProductFile } from './generate-file.ts';
import { figureOf, type ImportEnd, startImport } from './run-import.ts';

let shop: TestShop;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-import-'));
  shop = await startTestShop();
  await openForBusiness(shop);
});
after(async () => {
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

test('20,000 products take hardly more memory than 2,000, and checkout stays quick', async (t) => {
  const sold = await createProduct(shop, { title: 'Sold meanwhile', stock: 100_000 });
  const [variantId = ''] = sold.variantIds;
  // The first purchases of a process compile its code.
  for (let times = 0; times < 20; times += 1) await buy(variantId);

  const small = await importGenerated(2_000);
  const shopping = await startShopping(variantId);
  const large = await importGenerated(20_000);
  const { latenciesMs, lagP99 } = await shopping.stop();

  const ratio = large.peakRssBytes / small.peakRssBytes;
  const checkoutP99 = percentile(latenciesMs, 0.99);
  t.diagnostic(
    `memory: ${mb(small.peakRssBytes)} and ${mb(large.peakRssBytes)} MB: ${ratio.toFixed(2)}`,
  );
  t.diagnostic(`products per second: ${figureOf(large.stdout, 'products per second')}`);
  t.diagnostic(
    `${latenciesMs.length} checkouts: p50 ${percentile(latenciesMs, 0.5).toFixed(0)} ms, p99 ${checkoutP99.toFixed(0)} ms`,
  );
  t.diagnostic(`event-loop delay p99: ${lagP99.toFixed(0)} ms`);
  assert.ok(ratio <= 1.2, `memory grew by ${ratio.toFixed(2)}`);
  assert.ok(latenciesMs.length > 100, `only ${latenciesMs.length} checkouts ran`);
  assert.ok(checkoutP99 < 500, `checkout took ${checkoutP99} ms`);
  assert.ok(lagP99 < 50, `the event loop was held up for ${lagP99} ms`);
});

const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const percentile = (list: readonly number[], part: number): number =>
  list.toSorted((a, b) => a - b)[Math.ceil(list.length * part) - 1] ?? Number.NaN;

async function importGenerated(products: number): Promise<ImportEnd> {
  const path = join(folder, `${products}.csv`);
  await writeProductFile(path, { products, picturesEvery: 4 });
  const end = await startImport([path], shop.env).ended;
  assert.equal(end.exitCode, 0, end.stderr.slice(-2_000));
  assert.equal(figureOf(end.stdout, 'refused'), 0, end.stdout);
  assert.match(end.stderr, /Products: \d+ % \(\d+ products, \d+\/s\)/);
  return end;
}

/** Shoppers one after the other; the shop's own measure of its event loop over all that time. */
async function startShopping(variantId: string) {
  const latenciesMs: number[] = [];
  const state = { isOver: false };
  // A look empties the measure: the next one tells of the time since.
  await eventLoopLagMs();
  const shopping = (async (): Promise<void> => {
    while (!state.isOver) {
      latenciesMs.push(await buy(variantId));
      await delay(100);
    }
  })();
  return {
    stop: async () => {
      state.isOver = true;
      await shopping;
      return { latenciesMs, lagP99: await eventLoopLagMs() };
    },
  };
}

async function buy(variantId: string): Promise<number> {
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const startedMs = performance.now();
  const { status, body } = await checkout(shop, cartId, { shippingOptionId });
  assert.equal(status, 201, JSON.stringify(body));
  return performance.now() - startedMs;
}

async function eventLoopLagMs(): Promise<number> {
  const text = await (await fetch(`${shop.url}/metrics`)).text();
  const found = /^cartwright_nodejs_eventloop_lag_p99_seconds(?:\{.*\})? (\S+)$/m.exec(text)?.[1];
  assert.ok(found !== undefined, 'the shop does not tell its event-loop delay');
  return Number(found) * 1_000;
}
