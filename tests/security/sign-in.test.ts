import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';

let shop: TestShop;
before(async () => {
  shop = await startTestShop({ env: { ACCOUNTS_SIGN_IN_TRIES_MAX: '12' } });
});
after(() => shop?.stop());

const password = 'long enough to be one';

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${shop.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: shop.url, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function register(email: string): Promise<string> {
  const response = await post('/api/auth/sign-up/email', { email, name: 'Eve', password });
  assert.equal(response.status, 200, await response.clone().text());
  const [cookie = ''] = response.headers.getSetCookie();
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Lax/);
  return cookieOf(response);
}

async function joinStaff(): Promise<string> {
  const token = /staff\/join#(\S+)/.exec(shop.logs())?.[1];
  const email = 'staff@example.com';
  const joined = await post('/api/v1/staff/invitations/accept', {
    token,
    email,
    name: 'Staff',
    password,
  });
  assert.equal(joined.status, 201, await joined.clone().text());
  return cookieOf(await post('/api/auth/sign-in/email', { email, password }));
}

test('an invitation works once, and a guess never', async () => {
  const person = { email: 'guess@example.com', name: 'Guess', password };
  const guessed = await post('/api/v1/staff/invitations/accept', {
    ...person,
    token: 'A'.repeat(43),
  });
  assert.equal(guessed.status, 410);
  const cookie = await joinStaff();
  const token = /staff\/join#(\S+)/.exec(shop.logs())?.[1];
  const again = await post('/api/v1/staff/invitations/accept', { ...person, token });
  assert.equal(again.status, 410);

  const asStaff = (path: string, init: RequestInit = {}) =>
    fetch(`${shop.url}/api/v1${path}`, { ...init, headers: { cookie, ...init.headers } });
  const orders = await asStaff('/admin/orders');
  assert.equal(orders.status, 200);
  assert.equal(orders.headers.get('cache-control'), 'no-store');
  assert.equal((await asStaff('/me')).status, 403, 'a staff session is no shopper');
  const foreign = { origin: 'https://evil.example', 'content-type': 'application/json' };
  for (const headers of [
    foreign,
    { ...foreign, origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ])
    assert.equal(
      (await asStaff('/admin/prices', { method: 'PUT', headers, body: '{"prices":[]}' })).status,
      403,
      'a request that another site started',
    );
  const wrongKey = { authorization: 'Bearer cwk_made-up' };
  assert.equal(
    (await asStaff('/admin/orders', { headers: wrongKey })).status,
    401,
    'a wrong key is not mended by a cookie',
  );
  const bearer = { authorization: `Bearer ${cookie.split('=')[1]}` };
  const asBearer = await fetch(`${shop.url}/api/v1/admin/orders`, { headers: bearer });
  assert.equal(asBearer.status, 401, 'a session is no bearer token');
});

test('a shopper sees nothing of another, of staff, or with a key', async () => {
  const one = await register('one@example.com');
  const two = await register('two@example.com');
  const me = (cookie: string, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}/api/v1/me`, { headers: { cookie, ...headers } });
  const first = await me(one);
  assert.equal(first.headers.get('cache-control'), 'no-store');
  const etag = first.headers.get('etag') ?? 'W/"x"';
  const second = await me(two, { 'if-none-match': etag });
  assert.equal(second.status, 200);
  assert.equal((await second.json()).email, 'two@example.com');
  assert.equal((await me('', { authorization: `Bearer ${shop.apiKey}` })).status, 403);
  assert.equal((await me(`cartwright.session_token=${'x'.repeat(60)}`)).status, 401);
  const admin = await fetch(`${shop.url}/api/v1/admin/orders`, { headers: { cookie: one } });
  assert.equal(admin.status, 403);
});

test('a session that is over opens nothing', async () => {
  const cookie = await register('leaver@example.com');
  await post('/api/auth/sign-out', {}, { cookie });
  const me = await fetch(`${shop.url}/api/v1/me`, { headers: { cookie } });
  assert.equal(me.status, 401);
});

test('sign-in leads to no other site', async () => {
  const evil = 'https://evil.example/';
  for (const path of ['/verify-email?token=x&', '/reset-password/abc?'])
    for (const to of [evil, '//evil.example/', '/\\evil.example/']) {
      const address = `${shop.url}/api/auth${path}callbackURL=${encodeURIComponent(to)}`;
      const response = await fetch(address, { redirect: 'manual' });
      assert.equal(response.status, 403, address);
      assert.equal(response.headers.get('location'), null);
    }
  const reset = await post('/api/auth/request-password-reset', {
    email: 'one@example.com',
    redirectTo: evil,
  });
  assert.equal(reset.status, 403);
});

test('rubbish at sign-in is refused with a code, however large', async () => {
  const good = { email: 'rubbish@example.com', name: 'x', password };
  for (const body of [
    '',
    '{',
    'null',
    '[]',
    { ...good, name: '\u0000' },
    { ...good, name: '\ud800' },
    { ...good, name: 'x'.repeat(201) },
    { ...good, email: `${'a'.repeat(300)}@example.com` },
    { ...good, image: 'javascript:alert(1)' },
    { ...good, email: { $ne: '' } },
    { ...good, password: 'x'.repeat(129) },
    { ...good, name: 'x'.repeat(1_000_000) },
  ]) {
    const response = await post('/api/auth/sign-up/email', body);
    const text = await response.text();
    const what = `${JSON.stringify(body).slice(0, 80)} -> ${response.status} ${text.slice(0, 200)}`;
    assert.ok(response.status >= 400 && response.status < 500, what);
    if (response.status === 429) return assert.fail('the limit came before the rubbish');
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/, what);
    assert.ok(JSON.parse(text).code, what);
  }
});

test('guessing passwords ends with 429, whatever address a client claims', async () => {
  const guess = (n: number) =>
    post(
      '/api/auth/sign-in/email',
      { email: 'one@example.com', password: `guess number ${n}` },
      {
        'x-forwarded-for': `192.0.2.${n}`,
        'cartwright-client-address': `192.0.2.${n}`,
        forwarded: `for=192.0.2.${n}`,
        'x-real-ip': `192.0.2.${n}`,
      },
    );
  let tries = 0;
  const limited = await waitFor('the limit', async () => {
    tries += 1;
    const response = await guess(tries);
    return response.status === 429 ? response : undefined;
  });
  assert.ok(tries <= 13, `${tries} guesses`);
  assert.ok(Number(limited.headers.get('retry-after')) > 0);
  assert.equal((await limited.json()).code, 'too-many-requests');
  assert.doesNotMatch(shop.logs(), /one@example\.com|guess number/);
});
