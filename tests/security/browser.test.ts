import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop } from '@cartwright/testing';
import { createProduct, openForBusiness, type TestProduct } from '../journeys/fixtures.ts';

let shop: TestShop;
/** Where it listens, which is not where customers come to. */
let url: string;
let product: TestProduct;

before(async () => {
  // Behind a proxy that speaks TLS; what it sends says so.
  shop = await startTestShop({
    env: {
      PUBLIC_URL: 'https://shop.example.com',
      LIMIT_SEARCHES_PER_MINUTE: '3',
      LIMIT_CODES_PER_CART: '3',
      LIMIT_LOOPBACK: 'true',
      ACCOUNTS_SIGN_IN_TRIES_MAX: '3',
    },
  });
  url = `http://127.0.0.1:${shop.env.PORT}`;
  const here = { ...shop, url };
  await openForBusiness(here);
  product = await createProduct(here, { title: 'Guarded shoe', stock: 5 });
});
after(() => shop?.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, { redirect: 'manual', ...init });

const post = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
  ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });

test('every page has a policy without inline code, and is shown in no frame', async () => {
  for (const path of ['/', `/products/${product.slug}`, '/de/cart', '/sign-in', '/nothing']) {
    const { headers } = await ask(path);
    const policy = headers.get('content-security-policy') ?? '';
    const directives = new Map(
      policy
        .split(';')
        .map((directive) => directive.trim().split(/\s+/))
        .map(([name = '', ...sources]) => [name, sources]),
    );
    assert.doesNotMatch(policy, /unsafe-|\*|http:/, path);
    assert.deepEqual(directives.get('default-src'), ["'self'"], path);
    assert.deepEqual(directives.get('frame-ancestors'), ["'none'"], path);
    assert.deepEqual(directives.get('object-src'), ["'none'"], path);
    assert.deepEqual(directives.get('base-uri'), ["'none'"], path);
    assert.ok(directives.get('form-action')?.includes("'self'"), path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'strict-origin-when-cross-origin', path);
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, path);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/, path);
  }
});

test('no page holds code of its own between its tags', async () => {
  for (const path of ['/', `/products/${product.slug}`, '/cart', '/register']) {
    const html = await (await ask(path)).text();
    const inline = [...html.matchAll(/<script\b([^>]*)>/g)].filter(
      ([, attributes = '']) => !/\bsrc=|application\/ld\+json/.test(attributes),
    );
    assert.deepEqual(inline, [], path);
    assert.doesNotMatch(html, /\son[a-z]+="|\sstyle="|javascript:/, path);
  }
});

const line = () => ({ action: 'add', variant: product.variantIds[0] ?? '', quantity: '1' });

test('a form that another site sends is refused, and one of ours is not', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'https://shop.example.com.evil.example' },
    { origin: 'http://shop.example.com' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[])
    for (const path of ['/cart', '/de/cart', '/sign-in', '/sign-out', '/currency']) {
      const refused = await post(path, line(), headers);
      assert.equal(refused.status, 403, `${path} ${JSON.stringify(headers)}`);
      assert.deepEqual(refused.headers.getSetCookie(), []);
    }
  const own = await post('/cart', line(), { origin: 'https://shop.example.com' });
  assert.equal(own.status, 303);
});

test('cookies are for this site and for no script, and travel by TLS only', async () => {
  const added = await post('/cart', line(), {});
  const cookies = added.headers.getSetCookie();
  assert.ok(cookies.length >= 2, cookies.join());
  for (const cookie of cookies) {
    assert.match(cookie, /; HttpOnly/i);
    assert.match(cookie, /; SameSite=Lax/i);
    assert.match(cookie, /; Secure/i);
  }
});

/** Statuses of five tries, one after the other. */
async function statusesOf(ask: (attempt: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) statuses.push((await ask(attempt)).status);
  return statuses;
}

test('pages count searches as the API does', async () => {
  let retryAfter = '';
  const statuses = await statusesOf(async (attempt) => {
    const answer = await ask(`/search?q=word${attempt}`);
    retryAfter = answer.headers.get('retry-after') ?? '';
    return answer;
  });
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.ok(Number(retryAfter) > 0 && Number(retryAfter) <= 60, retryAfter);
});

test('codes are guessed slowly, and the shopper is told why', async () => {
  const added = await post('/cart', line(), {});
  const cookie = added.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  let told = '';
  const statuses = await statusesOf(async (attempt) => {
    const fields = { action: 'apply-code', code: `GUESS${attempt}` };
    const answer = await post('/cart', fields, { cookie });
    told = answer.headers.getSetCookie().join();
    return answer;
  });
  assert.deepEqual(statuses, [303, 303, 303, 303, 303]);
  assert.match(decodeURIComponent(told), /too-many-requests/);
});

test('passwords are guessed slowly', async () => {
  const statuses = await statusesOf((attempt) =>
    post('/sign-in', { email: 'ada@example.com', password: `guess number ${attempt}` }, {}),
  );
  assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
});
