import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type StartedProvider, startTestProvider, stopTestProvider } from '../src/index.ts';

const secret = 'a secret for tests';
const log = { info: () => {} };
const dataDir = mkdtempSync(join(tmpdir(), 'provider-'));
const env = {
  TEST_PROVIDER_SLOW_MS: '150',
  TEST_PROVIDER_CHALLENGE_MS: '700',
  TEST_PROVIDER_WEBHOOK_RETRY_MS: '30',
  TEST_PROVIDER_FAULT_TOKENS: 'true',
};

interface Received {
  body: string;
  signature: string;
}
const received: Received[] = [];
let refusals = 0;
let shop: Server;
let provider: StartedProvider;
let webhookUrl: string;

before(async () => {
  shop = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['test-provider-signature']) });
      refusals -= 1;
      response.statusCode = refusals >= 0 ? 500 : 200;
      response.end();
    });
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  const address = shop.address();
  assert.ok(typeof address === 'object' && address !== null);
  webhookUrl = `http://127.0.0.1:${address.port}/hooks`;
  provider = await startTestProvider({ dataDir, webhookUrl, secret, env, log });
});

after(async () => {
  await stopTestProvider({ dataDir, secret });
  shop.close();
  rmSync(dataDir, { recursive: true });
});

async function call(method: string, path: string, o: { key?: string; body?: unknown } = {}) {
  const response = await fetch(`${provider.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(o.key === undefined ? {} : { 'idempotency-key': o.key }),
    },
    ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
  });
  return { status: response.status, body: await response.json() };
}

const authorise = (key: string, token: string, amount = 1_000) =>
  call('POST', '/v1/authorisations', {
    key,
    body: { amount, currency: 'EUR', reference: 'r', token, returnUrl: 'http://127.0.0.1/back' },
  });

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, 'the condition did not come true in 5 s');
    await delay(10);
  }
}

const webhooksOf = (key: string) =>
  received.filter(({ body }) => JSON.parse(body).data.key === key);

describe('the test payment provider', () => {
  it('answers the same for the same key and body, and refuses another body', async () => {
    const [first, second] = await Promise.all([
      authorise('same-key', 'approve'),
      authorise('same-key', 'approve'),
    ]);
    assert.equal(first.body.status, 'authorised');
    assert.deepEqual(second, first);
    const other = await authorise('same-key', 'approve', 2_000);
    assert.equal(other.status, 409);
    assert.equal(other.body.error.code, 'key-reused');
  });

  it('declines with a reason, also an unknown token', async () => {
    assert.equal((await authorise('d1', 'decline')).body.status, 'declined');
    assert.equal((await authorise('d2', 'insufficient-funds')).body.reason, 'insufficient-funds');
    assert.equal((await authorise('d3', 'constructor')).body.reason, 'token-unknown');
  });

  it('captures in parts up to the amount and refunds up to what is captured', async () => {
    const { body } = await authorise('parts', 'approve');
    const path = `/v1/authorisations/${body.id}`;
    const first = { key: 'c1', body: { amount: 600 } };
    assert.equal((await call('POST', `${path}/captures`, first)).body.captured, 600);
    assert.equal((await call('POST', `${path}/captures`, first)).body.captured, 600);
    const excess = await call('POST', `${path}/captures`, { key: 'c2', body: { amount: 401 } });
    assert.equal(excess.body.error.code, 'exceeds-authorised');
    const refund = await call('POST', `${path}/refunds`, { key: 'r1', body: { amount: 601 } });
    assert.equal(refund.body.error.code, 'exceeds-captured');
    assert.equal((await call('POST', `${path}/void`)).body.status, 'voided');
    const late = await call('POST', `${path}/captures`, { key: 'c3', body: { amount: 1 } });
    assert.equal(late.body.error.code, 'not-authorised');
    const partial = await call('POST', `${path}/refunds`, { key: 'r2', body: { amount: 100 } });
    assert.equal(partial.body.refunded, 100);
  });

  it('tells a slow approval by a signed webhook, again until it is taken', async () => {
    refusals = 2;
    assert.equal((await authorise('slow-1', 'slow')).body.status, 'pending');
    await until(() => webhooksOf('slow-1').length === 3);
    const [first] = webhooksOf('slow-1');
    assert.ok(first);
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(first.signature) ?? [];
    const expected = createHmac('sha256', secret).update(`${seconds}.${first.body}`).digest('hex');
    assert.equal(mac, expected);
    assert.equal(JSON.parse(first.body).data.status, 'authorised');
  });

  it('records nothing for an unreachable key, and fences it', async () => {
    await assert.rejects(authorise('gone', 'unreachable'));
    assert.deepEqual((await call('GET', '/v1/keys/gone')).body, { seen: false, fenced: false });
    assert.deepEqual((await call('POST', '/v1/keys/gone/fence')).body, { fenced: true });
    assert.equal((await authorise('gone', 'approve')).body.error.code, 'key-fenced');
  });

  it('keeps an approval whose answer was lost', async () => {
    await assert.rejects(authorise('lost', 'approve-lost-answer'));
    const { body } = await call('POST', '/v1/keys/lost/fence');
    assert.equal(body.authorisation.status, 'authorised');
  });

  it('asks the shopper, takes one decision, and expires without one', async () => {
    const { body } = await authorise('ask', 'challenge');
    assert.equal(body.status, 'action-required');
    const page = await (await fetch(body.action.url)).text();
    assert.match(page, /Confirm/);
    const decide = (decision: string) =>
      fetch(body.action.url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ decision }),
      });
    assert.equal((await decide('confirm')).headers.get('location'), 'http://127.0.0.1/back');
    await decide('refuse');
    assert.equal((await call('GET', '/v1/keys/ask')).body.authorisation.status, 'authorised');
    await authorise('expire', 'challenge');
    await until(() => webhooksOf('expire').length === 1);
    const expired = (await call('GET', '/v1/keys/expire')).body.authorisation;
    assert.equal(expired.reason, 'challenge-expired');
  });

  it('sends a webhook before the answer, twice and late where a token says so', async () => {
    await authorise('first', 'approve-webhook-first');
    assert.equal(webhooksOf('first').length, 1);
    await authorise('twice', 'approve-twice-webhook');
    await until(() => webhooksOf('twice').length === 2);
  });

  it('answers bad input with 4xx and goes on', async () => {
    assert.equal((await call('POST', '/v1/authorisations', { key: 'x', body: {} })).status, 400);
    assert.equal((await authorise('neg', 'approve', -1)).status, 400);
    const huge = { key: 'x', body: { amount: 1, note: 'x'.repeat(20_000) } };
    assert.equal((await call('POST', '/v1/authorisations', huge)).status, 413);
    assert.equal((await fetch(`${provider.url}/v1/keys/a`)).status, 401);
    assert.equal((await call('GET', '/v1/authorisations?limit=0')).status, 400);
  });

  it('lists by the order of changes, in pages', async () => {
    const keys: string[] = [];
    let cursor: string | null = '0';
    while (cursor !== null) {
      const page: {
        status: number;
        body: { items: { key: string }[]; nextCursor: string | null };
      } = await call('GET', `/v1/authorisations?limit=2&after=${cursor}`);
      keys.push(...page.body.items.map((item) => item.key));
      cursor = page.body.nextCursor;
    }
    const books = (await call('GET', '/books')).body;
    assert.equal(keys.length, books.authorisations.length);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('is adopted by a second start, and keeps books and port through a kill', async () => {
    const again = await startTestProvider({ dataDir, webhookUrl, secret, env, log });
    assert.equal(again.wasAdopted, true);
    assert.equal(again.pid, provider.pid);
    const before = (await call('GET', '/books')).body;
    process.kill(provider.pid, 'SIGKILL');
    await until(() =>
      fetch(`${provider.url}/health`).then(
        () => false,
        () => true,
      ),
    );
    const restarted = await startTestProvider({ dataDir, webhookUrl, secret, env, log });
    assert.equal(restarted.wasAdopted, false);
    assert.equal(restarted.port, provider.port);
    provider = restarted;
    const books = (await call('GET', '/books')).body;
    assert.deepEqual(books.authorisations, before.authorisations);
    assert.deepEqual(books.captures, before.captures);
  });

  it('refuses a shop that holds another secret', async () => {
    await assert.rejects(
      startTestProvider({ dataDir, webhookUrl, secret: 'another', env, log }),
      /another secret/,
    );
  });
});
