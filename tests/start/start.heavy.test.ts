import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { createSituation, type Situation, submit } from '../faults/situation.ts';
import { assertBooksAgree, assertOrderedOnce } from '../faults/what-must-hold.ts';
import { openForBusiness } from '../journeys/fixtures.ts';
import { providerAddress } from '../journeys/provider-books.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What a second start may take on a machine that has nothing else to do. */
const secondStartMaxMs = 5_000;

let shop: TestShop;
let ordered: { situation: Situation; orderId: string };

const postgresOf = async (): Promise<number> => {
  const file = await readFile(join(shop.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
};

/** Processes of the shop beside its own: PostgreSQL and the payment provider. */
async function companions(): Promise<number[]> {
  return [await postgresOf(), (await providerAddress(shop)).pid];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Signal 0 only asks; no such process is the answer.
    return false;
  }
}

async function assertNothingLeft(pids: readonly number[]): Promise<void> {
  await waitFor(`processes ${pids} to be gone`, () => pids.every((pid) => !isAlive(pid)), {
    timeoutMs: 5_000,
  });
}

function printedBy(stream: Readable): () => string {
  let printed = '';
  stream.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  });
  return () => printed;
}

async function restartMeasured(what: string): Promise<number> {
  const startedMs = Date.now();
  await shop.restart('all');
  const tookMs = Date.now() - startedMs;
  process.stdout.write(`${what}: ready after ${tookMs} ms\n`);
  return tookMs;
}

describe('starting and stopping a shop', () => {
  before(async () => {
    const startedMs = Date.now();
    shop = await startTestShop();
    process.stdout.write(`first start with an API key: ${Date.now() - startedMs} ms\n`);
    await openForBusiness(shop);
    const situation = await createSituation(shop, 'start');
    const answer = await submit(shop, situation, { key: 'start' });
    assert.equal(answer?.status, 201, JSON.stringify(answer));
    ordered = { situation, orderId: answer.body.order?.id ?? '' };
    await assertOrderedOnce(shop, situation, ordered.orderId);
  });
  after(() => shop?.stop());

  test('the first start prints the address, where shop and API answer', async () => {
    assert.match(shop.logs(), new RegExp(`^Cartwright is ready at ${shop.url}$`, 'm'));
    for (const path of ['/', '/api/v1/products', '/readyz', '/api/docs'])
      assert.equal((await fetch(`${shop.url}${path}`)).status, 200, path);
  });

  test('SIGTERM ends it with code 0 and leaves no process; a second start is quick', async (t) => {
    const pids = await companions();
    assert.equal(await shop.processOf('all').end('SIGTERM'), 0);
    await assertNothingLeft(pids);
    const tookMs = await restartMeasured('second start');
    await assertOrderedOnce(shop, ordered.situation, ordered.orderId);
    const [load = 0] = loadavg();
    if (load > availableParallelism())
      t.diagnostic(`the machine is busy (load ${load}), so ${tookMs} ms is not judged`);
    else assert.ok(tookMs < secondStartMaxMs, `${tookMs} ms`);
  });

  test('SIGINT lets a request under way finish', async () => {
    const pids = await companions();
    const [, provider = 0] = pids;
    const situation = await createSituation(shop, 'drained');
    process.kill(provider, 'SIGSTOP');
    const answer = submit(shop, situation, { key: 'drained' });
    await delay(700);
    const ended = shop.processOf('all').end('SIGINT');
    await delay(700);
    process.kill(provider, 'SIGCONT');
    const { status, body } = (await answer) ?? {};
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(await ended, 0);
    await assertNothingLeft(pids);
    await restartMeasured('start after Ctrl-C');
    await assertOrderedOnce(shop, situation, body?.order?.id ?? '');
  });

  test('a terminal that closes ends it like SIGTERM', async () => {
    const pids = await companions();
    await shop.processOf('all').end('SIGTERM');
    await assertNothingLeft(pids);
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    // It owns the terminal: when it is gone, the shop hears SIGHUP and can print nothing more.
    const terminal = spawn('script', ['-qfc', scripts.start, '/dev/null'], {
      cwd: root,
      env: { ...environment(), ...shop.env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const printed = printedBy(terminal.stdout);
    const closed = new Promise((resolve) => terminal.once('close', resolve));
    await waitFor('the shop to be ready', () => printed().includes('Cartwright is ready at'), {
      timeoutMs: 60_000,
    });
    const running = await companions();
    terminal.kill('SIGKILL');
    await closed;
    await assertNothingLeft(running);
    await shop.restart('all');
  });

  test('what kill -9 left running is adopted, with all data', async () => {
    const pids = await companions();
    await shop.processOf('all').end('SIGKILL');
    for (const pid of pids) assert.ok(isAlive(pid), `${pid} ended with the shop`);
    await restartMeasured('start after kill -9');
    const now = await companions();
    // Adopted, or ended before others took their place: never two at once.
    for (const pid of pids) assert.ok(now.includes(pid) || !isAlive(pid), `${pid} is left over`);
    await assertOrderedOnce(shop, ordered.situation, ordered.orderId);
    await assertBooksAgree(shop);
    assert.equal(await shop.processOf('all').end('SIGTERM'), 0);
    await assertNothingLeft(now);
    await shop.restart('all');
  });

  test('npm start passes SIGTERM on and gives its exit code', async () => {
    const pids = await companions();
    await shop.processOf('all').end('SIGTERM');
    await assertNothingLeft(pids);
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { ...environment(), ...shop.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const printed = printedBy(npm.stdout);
    const ended = new Promise((resolve) => npm.once('close', resolve));
    await waitFor('npm start to be ready', () => printed().includes('Cartwright is ready at'), {
      timeoutMs: 60_000,
    });
    const running = await companions();
    npm.kill('SIGTERM');
    assert.equal(await ended, 0);
    await assertNothingLeft(running);
    await shop.restart('all');
  });
});
