import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';
import { isContractError } from '@cartwright/contract';
import { deriveKey } from '@cartwright/runtime';
import { asAnyone, startServices, type TestServices, waitFor } from '@cartwright/testing';
import { paymentsContract } from '../contract/index.ts';
import { payments } from '../src/service.ts';

const main = fileURLToPath(
  new URL('../../../apps/test-payment-provider/src/main.ts', import.meta.url),
);
/** As startServices derives it from the secret of the tests. */
const secret = deriveKey('a secret of the tests that signs nothing of value')(
  'test-payment-provider',
)
  .export()
  .toString('base64url');

interface Books {
  authorisations: { id: string; key: string; status: string; captured: number; refunded: number }[];
  captures: { key: string; amount: number }[];
  refunds: { key: string; amount: number }[];
  voids: { authorisationId: string; released: number }[];
  fencedKeys: string[];
  webhooks: { tries: number; type: string; deliveredAt: number | null }[];
}

/** Payments in this process, beside a real provider process and a door for its webhooks. */
export async function startTestShop() {
  const dataDir = await mkdtemp(join(tmpdir(), 'payments-'));
  let services: TestServices | undefined;
  let isDoorOpen = true;
  const door = createServer(async (request, response) => {
    let rawBody = '';
    for await (const chunk of request) rawBody += chunk;
    response.statusCode = isDoorOpen ? await pass(services, rawBody, request.headers) : 503;
    response.end();
  });
  const doorPort = await listen(door);
  const provider = await spawnProvider(dataDir, `http://127.0.0.1:${doorPort}/`);
  services = await startServices([payments], {
    env: {
      PAYMENTS_TEST_METHOD: 'true',
      PAYMENTS_TEST_PROVIDER_URL: provider.url,
      PAYMENTS_PROVIDER_TIMEOUT_MS: '2000',
      PAYMENTS_RECONCILE_SETTLE_SECONDS: '0',
    },
  });
  const checkout = services.client(paymentsContract, 'checkout');
  const orders = services.client(paymentsContract, 'orders');
  const anyone = services.client(paymentsContract, 'gateway');
  const asVerify = services.client(paymentsContract, 'verify');
  const { db } = services.databaseOf('payments');

  const shop = {
    db,
    anyone,
    orders,
    checkout,
    asVerify,
    provider,
    /** Closed, the shop takes no webhook; the provider keeps trying. */
    setDoor: (isOpen: boolean) => {
      isDoorOpen = isOpen;
    },
    sign: (body: string, seconds = Math.floor(Date.now() / 1_000)) => ({
      'test-provider-signature': `t=${seconds},v1=${createHmac('sha256', secret)
        .update(`${seconds}.${body}`)
        .digest('hex')}`,
    }),
    books: async (): Promise<Books> =>
      (await (await fetch(`${provider.url}/books`)).json()) as Books,
    callProvider: (path: string, o: { key: string; body: object }) =>
      fetch(`${provider.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'idempotency-key': o.key,
        },
        body: JSON.stringify(o.body),
      }),
    intend: async (tryId: string, o: { amount?: number; method?: string } = {}) => {
      const { amount = 1_000, method = 'test' } = o;
      const body = { attemptId: attemptOf(tryId), amount: { amount, currency: 'EUR' }, method };
      await checkout.intend({ params: { tryId }, body }, asAnyone());
    },
    authorise: async (token: string, o: { tryId?: string; amount?: number } = {}) => {
      const tryId = o.tryId ?? randomUUID();
      const { body } = await checkout.authorise(
        {
          params: { tryId },
          body: {
            attemptId: attemptOf(tryId),
            amount: { amount: o.amount ?? 1_000, currency: 'EUR' },
            method: 'test',
            token,
            returnUrl: 'http://127.0.0.1/back',
          },
        },
        asAnyone(),
      );
      return body;
    },
    getTry: async (tryId: string, refresh = false) =>
      (await checkout.getTry({ params: { tryId }, query: { refresh } }, asAnyone())).body,
    /** Waits until the shop itself finds out; nobody asks it to refresh. */
    settles: (tryId: string, status: string) =>
      waitFor(
        `${tryId} to be ${status}`,
        async () => (await shop.getTry(tryId)).status === status,
        { timeoutMs: 20_000 },
      ),
    capture: async (tryId: string, amount: number, captureId: string = randomUUID()) => {
      const body = { tryId, amount: { amount, currency: 'EUR' } };
      return (await orders.capture({ params: { captureId }, body }, asAnyone())).body;
    },
    refund: async (tryId: string, amount: number, refundId: string = randomUUID()) => {
      const body = { tryId, amount: { amount, currency: 'EUR' }, reason: 'test' };
      return (await orders.refund({ params: { refundId }, body }, asAnyone())).body;
    },
    stop: async () => {
      await services?.stop();
      provider.child.kill('SIGTERM');
      await new Promise((done) => provider.child.once('exit', done));
      door.closeAllConnections();
      door.close();
      await rm(dataDir, { recursive: true });
    },
  };
  return shop;
}

/** One attempt for a try, so that a repeated call says the same. */
const attemptOf = (tryId: string): string => tryId.replace(/^.{8}/, 'aaaaaaaa');

async function pass(
  services: TestServices | undefined,
  rawBody: string,
  headers: NodeJS.Dict<string | string[]>,
): Promise<number> {
  const plain = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  try {
    const client = services?.client(paymentsContract);
    if (client === undefined) return 503;
    const input = { params: { provider: 'test' }, rawBody, headers: plain };
    return (await client.receiveWebhook(input, asAnyone())).status;
  } catch (error) {
    return isContractError(error) ? 400 : 500;
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      assert.ok(typeof address === 'object' && address !== null);
      done(address.port);
    });
  });
}

async function spawnProvider(
  dataDir: string,
  webhookUrl: string,
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [main, '--data', dataDir, '--webhook', webhookUrl, '--with-parent'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...environment(),
        TEST_PROVIDER_SECRET: secret,
        TEST_PROVIDER_SLOW_MS: '200',
        TEST_PROVIDER_CHALLENGE_MS: '800',
        TEST_PROVIDER_LATE_WEBHOOK_MS: '400',
        TEST_PROVIDER_WEBHOOK_RETRY_MS: '50',
        TEST_PROVIDER_FAULT_TOKENS: 'true',
      },
    },
  );
  assert.ok(child.stdout !== null);
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: unknown = JSON.parse(line);
    assert.ok(typeof ready === 'object' && ready !== null && 'url' in ready);
    return { url: String(ready.url), child };
  }
  throw new Error('the provider ended before it was ready');
}
