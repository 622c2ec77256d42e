import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand, startTestShop, type TestShop } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  type TestProduct,
} from '../journeys/fixtures.ts';

let shop: TestShop;
let product: TestProduct;

before(async () => {
  shop = await startTestShop();
  await openForBusiness(shop);
  product = await createProduct(shop, { title: 'Target', stock: 20 });
});
after(() => shop?.stop());

/** Sends bytes as they are, which no client would, and answers all that comes back. */
function sendRaw(lines: readonly string[], waitMs = 5_000): Promise<string> {
  const { hostname, port } = new URL(shop.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setTimeout(waitMs, () => socket.destroy(new Error(`no end of: ${lines[0]}`)));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

const host = 'Host: shop';
const close = 'Connection: close';

for (const [what, lines, status] of [
  ['a broken escape in the address', ['GET /api/v1/products/% HTTP/1.1', host, close], 400],
  ['bytes that are no text', ['GET /api/v1/products/%ff HTTP/1.1', host, close], 400],
  ['words that are no HTTP', ['HELLO'], 400],
  ['headers without an end', ['GET / HTTP/1.1', host, `X-Long: ${'x'.repeat(20_000)}`, close], 431],
  ['a broken host at sign-in', ['GET /api/auth/ok HTTP/1.1', 'Host: [', close], 400],
  ['a broken host at a page', ['GET / HTTP/1.1', 'Host: [', close], 400],
  ['TRACE at sign-in', ['TRACE /api/auth/ok HTTP/1.1', host, close], 404],
  ['an unknown method', ['PROPFIND /api/v1/products HTTP/1.1', host, close], 404],
  [
    'a length and chunks at once',
    ['POST /api/v1/carts HTTP/1.1', host, 'Content-Length: 5', 'Transfer-Encoding: chunked', close],
    400,
  ],
] as const)
  test(`answers ${what} with a problem document`, async () => {
    const answer = await sendRaw(lines);
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(answer, /content-type: application\/problem\+json/i);
    assert.match(answer, /"code":"[a-z-]+"/);
  });

const webhook = (headers: Record<string, string>, body = '{}') =>
  fetch(`${shop.url}/api/v1/payments/webhooks/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

test('a webhook is believed by its own headers and signature only', async () => {
  const seconds = Math.floor(Date.now() / 1_000);
  const sign = (at: number, key: string) =>
    `t=${at},v1=${createHmac('sha256', key).update(`${at}.{}`).digest('hex')}`;
  const carried = (value: unknown) => encodeURIComponent(JSON.stringify(value));
  for (const headers of [
    {},
    { 'cartwright-forwarded-headers': '%' },
    { 'cartwright-forwarded-headers': 'null' },
    { 'cartwright-forwarded-headers': carried({ 'test-provider-signature': sign(seconds, '') }) },
    { 'test-provider-signature': sign(seconds, '') },
    { 'test-provider-signature': `t=${seconds},v1=${'0'.repeat(64)}` },
    { 'test-provider-signature': sign(seconds - 3_600, 'guess') },
  ]) {
    const response = await webhook(headers);
    assert.equal(response.status, 401, JSON.stringify(headers));
    assert.equal((await response.json()).code, 'webhook-signature-wrong');
  }
});

test('an internal token of its own making opens nothing', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'gateway',
    aud: 'orders',
    exp: Math.floor(Date.now() / 1_000) + 60,
    actor: { kind: 'staff', id: 'x', scopes: ['*'] },
  };
  for (const token of [
    `${part({ alg: 'none' })}.${part(claims)}.`,
    `${part({ alg: 'HS256' })}.${part(claims)}.${'A'.repeat(43)}`,
  ]) {
    const response = await fetch(`${shop.url}/api/v1/admin/orders`, {
      headers: {
        authorization: `Bearer ${token}`,
        'cartwright-bearer': token,
        'cartwright-timeout-ms': '9',
      },
    });
    assert.equal(response.status, 401);
  }
  for (const path of ['/events?after=0&limit=1', '/quotes', '/api/v1/quotes', '/api/v1/identify'])
    assert.equal((await fetch(`${shop.url}${path}`, { method: 'POST' })).status, 404, path);
});

test('the logs of all services open to whoever may audit, not to readers of orders', async () => {
  const statusWith = async (scope: string) => {
    const args = ['api-key', 'create', '--name', scope, '--scopes', scope];
    const { output } = await runCommand(args, shop.serviceEnv('accounts'));
    const key = /\bcwk_\S+/.exec(output)?.[0] ?? assert.fail(output);
    const headers = { authorization: `Bearer ${key}` };
    const { status } = await fetch(`${shop.url}/api/v1/admin/events`, { headers });
    return status;
  };
  assert.equal(await statusWith('orders:read'), 403);
  assert.equal(await statusWith('audit:read'), 200);
});

async function placedOrder(email: string): Promise<{ id: string; accessToken: string }> {
  const cartId = await createCart(shop, [{ variantId: product.variantIds[0] ?? '', quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const { status, body } = await checkout(shop, cartId, { shippingOptionId, email });
  assert.equal(status, 201, JSON.stringify(body));
  assert.ok(body.order);
  return body.order;
}

test("an order opens with its own token and no other's; its answer is never kept", async () => {
  const one = await placedOrder('one@example.com');
  const two = await placedOrder('two@example.com');
  const read = (id: string, headers: Record<string, string>) =>
    fetch(`${shop.url}/api/v1/orders/${id}`, { headers });
  const right = await read(one.id, { authorization: `Bearer ${one.accessToken}` });
  assert.equal(right.status, 200);
  assert.equal(right.headers.get('cache-control'), 'no-store');
  const etag = right.headers.get('etag') ?? '';
  for (const headers of [
    {},
    { authorization: `Bearer ${two.accessToken}` },
    { authorization: `Bearer ${one.accessToken}x` },
    { authorization: `Basic ${one.accessToken}` },
    { 'x-order-access-token': two.accessToken, 'if-none-match': etag },
    { 'cartwright-bearer': one.accessToken },
    { 'if-none-match': etag },
  ]) {
    const refused = await read(one.id, headers);
    assert.equal(refused.status, 404, JSON.stringify(headers));
    assert.doesNotMatch(await refused.text(), /one@example|accessToken/);
  }
  const cancelled = await fetch(`${shop.url}/api/v1/orders/${one.id}/cancel`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${two.accessToken}`,
      'idempotency-key': crypto.randomUUID(),
    },
  });
  assert.equal(cancelled.status, 404);
});

test("equal idempotency keys of two carts are two carts' keys", async () => {
  const lines = [{ variantId: product.variantIds[0] ?? '', quantity: 1 }];
  const carts = [await createCart(shop, lines), await createCart(shop, lines)];
  const ids = new Set<string>();
  for (const cartId of carts) {
    const shippingOptionId = await shippingOptionOf(shop, cartId);
    const { status, body } = await checkout(shop, cartId, { shippingOptionId, key: 'same-key' });
    assert.equal(status, 201);
    ids.add(body.order?.id ?? '');
  }
  assert.equal(ids.size, 2);
});

test('no other site gets leave to read answers', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const response = await fetch(`${shop.url}/api/v1/products`, {
      method,
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
  }
});

test('JSON cannot reach the prototype of all objects', async () => {
  for (const body of [
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    '{"lines":[{"__proto__":{"quantity":1}}]}',
  ]) {
    const response = await fetch(`${shop.url}/api/v1/carts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.ok([400, 422].includes(response.status), `${body}: ${response.status}`);
  }
  const filtered = await fetch(`${shop.url}/api/v1/products?option.__proto__=x&__proto__[a]=1`);
  assert.ok(filtered.status < 500);
});

test('a packed body is not unpacked', async () => {
  const response = await fetch(`${shop.url}/api/v1/carts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: new Uint8Array([31, 139, 8, 0, 0, 0, 0, 0]),
  });
  assert.ok([400, 415, 422].includes(response.status), String(response.status));
});

test('pictures are served from their own folder and as pictures only', async () => {
  for (const path of [
    '/media/../secret',
    '/media/..%2f..%2fsecret',
    '/media/%2e%2e/%2e%2e/secret',
    '/media//etc/passwd',
    '/media/00000000-0000-7000-8000-000000000000/1.svg',
    '/media/00000000-0000-7000-8000-000000000000/../secret',
    '/media/..\\..\\secret',
  ]) {
    const answer = await sendRaw([`GET ${path} HTTP/1.1`, host, close]);
    assert.match(answer, /^HTTP\/1.1 4\d\d /, path);
    assert.match(answer, /x-content-type-options: nosniff/i, path);
  }
});

test('pages of others cannot frame the shop, and its documents run no foreign script', async () => {
  for (const path of ['/', '/api/docs/', '/mailbox', '/no-such-page', '/api/auth/error?error=x']) {
    const response = await fetch(`${shop.url}${path}`);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /frame-ancestors '(none|self)'/, `${path}: ${policy}`);
    assert.match(policy, /default-src '(none|self)'/, path);
    assert.doesNotMatch(policy, /script-src[^;]*'unsafe-(inline|eval)'/, path);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test("sign-in's error page shows what an address says as text", async () => {
  const evil = '<script>alert(1)</script>';
  const response = await fetch(
    `${shop.url}/api/auth/error?error=${encodeURIComponent(evil)}&error_description=${encodeURIComponent(evil)}`,
  );
  assert.ok(!(await response.text()).includes(evil));
});

test('a search in a hostile form is answered at once', async () => {
  for (const q of ['a'.repeat(200), '((((((((((', '%'.repeat(200), `${'a '.repeat(90)}!`]) {
    const startedAt = performance.now();
    const response = await fetch(`${shop.url}/api/v1/products?q=${encodeURIComponent(q)}`);
    assert.ok(response.status < 500);
    // Far above what a search takes beside other tests, far below what a bad pattern would.
    assert.ok(performance.now() - startedAt < 3_000, q);
  }
});

test('the printed settings and the files of the shop give no secret away', async () => {
  const secrets = {
    CARTWRIGHT_SECRET: 'a-secret-that-nobody-may-ever-see-printed',
    DATABASE_URL: 'postgres://user:hidden-password@127.0.0.1/x',
    SMTP_URL: 'smtp://user:hidden-password@127.0.0.1',
  };
  const printed = await runCommand(['config'], { ...shop.env, ...secrets });
  assert.equal(printed.exitCode, 0, printed.output);
  for (const secret of ['nobody-may-ever-see', 'hidden-password'])
    assert.ok(!printed.output.includes(secret), secret);
  assert.doesNotMatch(shop.logs(), /cwk_[\w-]{10}/);
  for (const name of await readdir(shop.dataDir)) {
    const found = await stat(join(shop.dataDir, name));
    const isPicture = name === 'media' || name === 'pictures';
    if (!isPicture) assert.equal(found.mode & 0o077, 0, `${name} ${found.mode.toString(8)}`);
  }
});
