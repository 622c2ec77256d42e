import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { waitFor } from '@cartwright/testing';
import { isReady } from './processes.ts';
import { startFaultShop, underLoad } from './under-load.ts';

const run = promisify(execFile);
/** An empty cluster with its first log segments, some minutes of orders, and little more. */
const diskMegabytes = 400;
const fullMs = 20_000;

/** A small disk of its own; undefined where the system does not let us mount one. */
async function mountSmallDisk(): Promise<
  { folder: string; unmount: () => Promise<void> } | string
> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=711`, 'tmpfs', folder]);
  } catch (error) {
    await rm(folder, { recursive: true });
    return `this system does not let us mount a small disk: ${error}`;
  }
  return {
    folder,
    unmount: async () => {
      await run('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Writes until nothing more fits; answers what makes room again. */
async function fillUp(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'w');
  const block = Buffer.alloc(65_536, 1);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ENOSPC', `${error}`);
  } finally {
    await file.close();
  }
  return () => rm(path, { force: true });
}

test('a full disk refuses orders and loses none; with room again the shop goes on', async (t) => {
  const disk = await mountSmallDisk();
  if (typeof disk === 'string') {
    t.skip(disk);
    return;
  }
  try {
    const fault = await startFaultShop({ env: { DATA_DIR: join(disk.folder, 'data') } });
    const [shop] = fault.shops;
    try {
      await underLoad(fault, {}, async ({ replies, crowd }) => {
        const makeRoom = await fillUp(disk.folder);
        try {
          await waitFor(
            'an order to be refused',
            () => replies.slice(-5).every(({ status }) => status === 503 || status === 0),
            { timeoutMs: 60_000 },
          );
          const before = crowd.acknowledged.size;
          await delay(fullMs);
          process.stdout.write(
            `${crowd.acknowledged.size - before} orders while the disk was full, ` +
              `${(await isReady(shop.url)) ? 'ready' : 'not ready'}\n`,
          );
          assert.equal((await fetch(`${shop.url}/livez`)).status, 200);
        } finally {
          await makeRoom();
        }
        await waitFor('the shop to be ready', () => isReady(shop.url), { timeoutMs: 60_000 });
      });
    } finally {
      await fault.stop();
    }
  } finally {
    await disk.unmount();
  }
});
