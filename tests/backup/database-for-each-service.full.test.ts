import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import {
  runCommand,
  serviceNames,
  startTestShop,
  type TestShop,
  waitFor,
} from '@cartwright/testing';
import { assertAllDecided } from '../faults/what-must-hold.ts';
import {
  createCart,
  createProduct,
  openForBusiness,
  staffOf,
  stockOf,
} from '../journeys/fixtures.ts';
import { buy } from '../journeys/orders.ts';

const stock = 20;

/** Services that start or catch up side by side, maybe on a machine that is busy. */
const patience = { timeoutMs: 60_000 };

let shop: TestShop;
let folder: string;
let variantId = '';
let kept: string[] = [];

/** Runs a command as an operator does who may reach every database. */
async function run(...args: string[]) {
  const found = await findRunningShop(shop.dataDir);
  assert.ok(found?.adminUrl);
  return runCommand(args, {
    DATABASE_URL: found.adminUrl,
    DATABASE_LAYOUT: 'databases',
    DATA_DIR: shop.dataDir,
  });
}

async function buyOne(): Promise<string> {
  const { id } = await buy(shop, await createCart(shop, [{ variantId, quantity: 1 }]));
  return id;
}

const assertAllocated = (count: number): Promise<unknown> =>
  waitFor(
    `${count} units to be allocated`,
    async () => {
      const { onHand, reserved, allocated } = await stockOf(shop, variantId);
      return onHand === stock && reserved === 0 && allocated === count;
    },
    patience,
  );

async function orderIds(): Promise<string[]> {
  const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders', {
    params: { query: { limit: 100 } },
  });
  assert.ok(data, JSON.stringify(error));
  return data.items.map(({ id }) => id).sort();
}

describe('a backup of services that have a database each', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartwright-backup-apart-'));
    shop = await startTestShop({ shape: 'split' });
    await openForBusiness(shop);
    [variantId = ''] = (await createProduct(shop, { title: 'Kept apart', stock })).variantIds;
  });
  after(async () => {
    await shop?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('is taken beside the running services, each from its own database', async () => {
    for (let count = 0; count < 3; count += 1) await buyOne();
    await assertAllocated(3);
    kept = await orderIds();
    const taken = await run('backup', join(folder, 'all'));
    assert.equal(taken.exitCode, 0, taken.output);
    const parts = await readdir(join(folder, 'all'));
    assert.deepEqual(parts.sort(), [...serviceNames].sort());
    assert.match(taken.output, /^orders: [1-9]\d* rows/m);
  });

  test('is not put back under services that run, also from another folder', async () => {
    const all = await run('restore', join(folder, 'all'), '--replace');
    assert.equal(all.exitCode, 1, all.output);
    assert.match(all.output, /A shop runs on these data \(.*orders.*\): stop it before a restore/);
    await shop.processOf('notifications').end();
    const running = ['restore', join(folder, 'all'), '--service', 'orders', '--replace'];
    assert.equal((await run(...running)).exitCode, 1);
    assert.deepEqual(await orderIds(), kept);
    const stopped = ['restore', join(folder, 'all'), '--service', 'notifications', '--replace'];
    const restored = await run(...stopped);
    assert.equal(restored.exitCode, 0, restored.output);
  });

  test('puts all services back to what they knew, and they go on from there', async () => {
    const lost = [await buyOne(), await buyOne()];
    await assertAllocated(5);
    for (const name of ['gateway', ...serviceNames]) await shop.processOf(name).end();
    const restored = await run('restore', join(folder, 'all'), '--replace');
    assert.equal(restored.exitCode, 0, restored.output);
    const resumed = await run('events', 'resume');
    assert.equal(resumed.exitCode, 0, resumed.output);
    assert.match(resumed.output, /inventory <- orders: goes on after position/);
    await Promise.all(['gateway', ...serviceNames].map((name) => shop.restart(name)));
    assert.deepEqual(await orderIds(), kept);
    for (const id of lost) assert.equal(kept.includes(id), false);
    await assertAllocated(3);
    const next = await buyOne();
    await assertAllocated(4);
    assert.deepEqual(await orderIds(), [...kept, next].sort());
    await assertAllDecided(shop);
  });
});
