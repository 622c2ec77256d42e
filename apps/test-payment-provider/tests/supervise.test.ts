import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type StartedProvider,
  startTestProvider,
  stopTestProvider,
  superviseTestProvider,
} from '../src/index.ts';
import { pauseBeforeStartMs } from '../src/supervise.ts';

const secret = 'a secret for tests';
const dataDir = mkdtempSync(join(tmpdir(), 'supervised-provider-'));
const told: string[] = [];
const log = { info: () => {}, error: (_: object, message: string) => void told.push(message) };
const options = { dataDir, secret, webhookUrl: 'http://127.0.0.1:9/hooks', log };

let provider: StartedProvider;
let supervision: ReturnType<typeof superviseTestProvider>;

before(async () => {
  provider = await startTestProvider(options);
  supervision = superviseTestProvider({ ...options, port: provider.port });
});

after(async () => {
  await supervision.stop();
  await stopTestProvider({ dataDir, secret });
  rmSync(dataDir, { recursive: true });
});

/** The process that answers at the provider's port; undefined while nobody does. */
async function pidAtPort(): Promise<number | undefined> {
  try {
    const response = await fetch(`${provider.url}/health`, { signal: AbortSignal.timeout(500) });
    const body: unknown = await response.json();
    const isHealth = typeof body === 'object' && body !== null && 'pid' in body;
    return isHealth && typeof body.pid === 'number' ? body.pid : undefined;
  } catch {
    // Refused while it is gone, too slow while it stands still.
    return undefined;
  }
}

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const endMs = Date.now() + 20_000;
  while (Date.now() < endMs) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await delay(25);
  }
  throw new Error('it did not come true within 20 s');
}

it('starts a provider that died again, at the same port with the same books', async () => {
  const answer = await fetch(`${provider.url}/v1/authorisations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'idempotency-key': 'before-the-kill',
    },
    body: JSON.stringify({ amount: 1, currency: 'EUR', reference: 'r', token: 'approve' }),
  });
  assert.equal(answer.status, 200);
  let pid = provider.pid;
  for (let kills = 1; kills <= 2; kills += 1) {
    process.kill(pid, 'SIGKILL');
    const killed = pid;
    pid = await until(async () => {
      const now = await pidAtPort();
      return now !== killed && now;
    });
    // The address of one that was just killed may still be taken: then it is tried again.
    assert.ok(told.filter((line) => line.includes('is gone')).length >= kills, told.join('\n'));
  }
  const books = await (await fetch(`${provider.url}/books`)).json();
  assert.deepEqual(
    books.authorisations.map(({ key }: { key: string }) => key),
    ['before-the-kill'],
  );
});

it('leaves one alone that stands still', async () => {
  told.length = 0;
  const pid = await until(pidAtPort);
  process.kill(pid, 'SIGSTOP');
  // Longer than two looks.
  await delay(2_500);
  process.kill(pid, 'SIGCONT');
  assert.equal(await until(pidAtPort), pid);
  assert.deepEqual(told, []);
});

it('starts nothing any more once it is told to stop', async () => {
  told.length = 0;
  const pid = await until(pidAtPort);
  await supervision.stop();
  process.kill(pid, 'SIGKILL');
  await until(async () => (await pidAtPort()) === undefined);
  await delay(1_500);
  assert.equal(await pidAtPort(), undefined);
  assert.deepEqual(told, []);
});

it('waits twice as long before each start, up to half a minute', () => {
  const pauses = [0, 1, 2, 3, 5, 6, 60].map(pauseBeforeStartMs);
  assert.deepEqual(pauses, [0, 1_000, 2_000, 4_000, 16_000, 30_000, 30_000]);
});
