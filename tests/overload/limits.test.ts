import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { newIdempotencyKey } from '@cartwright/sdk';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import {
  address,
  createProduct,
  decidedAttempt,
  openForBusiness,
  shippingOptionOf,
  staffOf,
  stockOf,
} from '../journeys/fixtures.ts';

/** Limits that a test can pass, and a proxy of ours, so that it can be many clients. */
const env = {
  LIMIT_CARTS_PER_MINUTE: '4',
  LIMIT_CHECKOUTS_PER_MINUTE: '6',
  LIMIT_OPEN_CHECKOUTS: '2',
  LIMIT_CODES_PER_MINUTE: '5',
  LIMIT_CODES_PER_CART: '3',
  LIMIT_SEARCHES_PER_MINUTE: '3',
  LIMIT_WITHDRAWALS_PER_MINUTE: '2',
  LIMIT_LOOPBACK: 'true',
  GATEWAY_PAGES_AT_ONCE_MAX: '1',
  TRUST_PROXY: 'true',
};

let shop: TestShop;
let variantId: string;
let shippingOptionId: string;

before(async () => {
  shop = await startTestShop({ env });
  await openForBusiness(shop);
  const { variantIds } = await createProduct(shop, { title: 'Limited', stock: 1_000 });
  [variantId = ''] = variantIds;
  shippingOptionId = await shippingOptionOf(shop, await newCart('192.0.2.250'));
});
after(() => shop?.stop());

interface Answer {
  status: number;
  retryAfter: string | null;
  body: Record<string, unknown> & { code?: string; id?: string };
}

/** A request as our proxy passes it on for a client; without one, a direct call. */
async function ask(
  client: string | undefined,
  method: string,
  path: string,
  o: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method,
    headers: {
      ...(client === undefined ? {} : { 'x-forwarded-for': client }),
      ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
  });
  const body: Answer['body'] = await response.json();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

const makeCart = (client: string): Promise<Answer> =>
  ask(client, 'POST', '/carts', {
    body: { currency: 'EUR', lines: [{ variantId, quantity: 1 }] },
  });

async function newCart(client: string): Promise<string> {
  const { status, body } = await makeCart(client);
  assert.equal(status, 201, JSON.stringify(body));
  return String(body.id);
}

const checkOut = (
  client: string,
  cartId: string,
  o: { token?: string; key?: string } = {},
): Promise<Answer> =>
  ask(client, 'POST', `/carts/${cartId}/checkout`, {
    headers: { 'idempotency-key': o.key ?? newIdempotencyKey() },
    body: {
      email: 'ada@example.com',
      shippingAddress: address,
      shippingOptionId,
      payment: { method: 'test', token: o.token ?? 'approve' },
    },
  });

/** The problem of a client that did too much: with the time after which it may go on. */
function assertLimited({ status, body, retryAfter }: Answer, secondsMax = 60): void {
  assert.equal(status, 429, JSON.stringify(body));
  assert.equal(body.code, 'too-many-requests');
  assert.ok(Number(retryAfter) >= 1 && Number(retryAfter) <= secondsMax, `${retryAfter}`);
  assert.equal(body.retryAfterSeconds, Number(retryAfter));
}

async function statusesOf(count: number, run: () => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = [];
  for (let done = 0; done < count; done += 1) statuses.push((await run()).status);
  return statuses;
}

test('a client makes so many carts a minute, another one is not held to account for it', async () => {
  assert.deepEqual(await statusesOf(4, () => makeCart('192.0.2.1')), [201, 201, 201, 201]);
  assertLimited(await makeCart('192.0.2.1'));
  assert.equal((await makeCart('192.0.2.2')).status, 201);
});

test('a client declares so many withdrawals a minute, in whichever way', async () => {
  const client = '192.0.2.40';
  const guess = { name: 'Ada', number: 'ZZZZ-ZZZZ', email: 'ada@example.com' };
  const asGuest = () => ask(client, 'POST', '/withdrawals', { body: guess });
  const ofOrder = () =>
    ask(client, 'POST', `/orders/${variantId}/withdrawal`, { body: { name: 'Ada' } });
  assert.equal((await asGuest()).status, 404);
  assert.equal((await ofOrder()).status, 404);
  assertLimited(await asGuest());
  assertLimited(await ofOrder());
});

test('a page is under way until it is made, whoever still waits for it', async () => {
  const cartId = await newCart('192.0.2.50');
  const { adminUrl = '' } = (await findRunningShop(shop.dataDir)) ?? {};
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const seeCart = async (signal?: AbortSignal): Promise<string> => {
    const headers = { cookie: `cartwright.cart=${cartId}` };
    const response = await fetch(`${shop.url}/cart`, { headers, signal: signal ?? null });
    return `${response.status} ${await response.text()}`;
  };
  try {
    assert.match(await seeCart(), /^200/);
    await admin.query('begin; lock table cart.cart in access exclusive mode');
    const reader = new AbortController();
    const gone = assert.rejects(seeCart(reader.signal));
    await waitFor('the page to wait for its cart', async () => {
      const { rowCount } = await admin.query('select from pg_locks where not granted');
      return rowCount === 1;
    });
    reader.abort();
    await gone;
    // Several times, since the shop may be told of the first one's end after it hears the next.
    for (let time = 0; time < 10; time += 1) assert.match(await seeCart(), /^503 .*very busy/);
    await admin.query('rollback');
    await waitFor('the page to be made', async () => (await seeCart()).startsWith('200'));
  } finally {
    await admin.end();
  }
});

test('a network of 64 bits is one client, however many of its addresses are used', async () => {
  const answers = ['1', '2', 'ffff', 'a:b:c:d'].map((host) =>
    makeCart(`2001:db8:0:7:${host.includes(':') ? host : `0:0:0:${host}`}`),
  );
  for (const { status } of await Promise.all(answers)) assert.equal(status, 201);
  assertLimited(await makeCart('2001:db8:0:7::9'));
  assert.equal((await makeCart('2001:db8:0:8::9')).status, 201);
});

test('what a client writes before our proxy is not believed', async () => {
  const answers = await statusesOf(5, () =>
    makeCart(`203.0.113.${Math.floor(Math.random() * 255)}, 192.0.2.3`),
  );
  assert.deepEqual(answers, [201, 201, 201, 201, 429]);
});

test('checkouts are counted by the minute, whatever becomes of them', async () => {
  const carts = await Promise.all([newCart('192.0.2.4'), newCart('192.0.2.4')]);
  const [first = '', second = ''] = carts;
  const key = newIdempotencyKey();
  assert.equal((await checkOut('192.0.2.4', first, { key })).status, 201);
  const repeats = await statusesOf(5, () => checkOut('192.0.2.4', first, { key }));
  assert.deepEqual(repeats, [201, 201, 201, 201, 201]);
  const refusedKey = newIdempotencyKey();
  assertLimited(await checkOut('192.0.2.4', second, { key: refusedKey }));
  // It was not begun: from elsewhere the same key makes the order.
  assert.equal((await checkOut('192.0.2.5', second, { key: refusedKey })).status, 201);
});

test('a client holds stock without paying for so many carts only', async () => {
  const client = '192.0.2.6';
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => newCart(client)));
  assert.ok(one !== undefined && two !== undefined && three !== undefined);
  const paid = await newCart(client);
  assert.equal((await checkOut(client, paid)).status, 201, 'what is paid does not count');
  const open = await checkOut(client, one, { token: 'challenge', key: 'one' });
  assert.equal(open.status, 202, JSON.stringify(open.body));
  assert.equal((await checkOut(client, two, { token: 'challenge', key: 'two' })).status, 202);
  const held = (await stockOf(shop, variantId)).reserved;
  assertLimited(await checkOut(client, three, { token: 'challenge', key: 'three' }));
  assert.equal((await stockOf(shop, variantId)).reserved, held);
  // A repeat of an open one holds nothing more.
  assert.equal((await checkOut(client, one, { token: 'challenge', key: 'one' })).status, 202);
  assert.equal((await checkOut('192.0.2.7', three)).status, 201, 'another client is served');
});

test('what is confirmed makes room, what merely was refused before does not', async () => {
  const client = '192.0.2.8';
  const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => newCart(client)));
  assert.ok(one !== undefined && two !== undefined && three !== undefined && four !== undefined);
  const declined = await checkOut(client, one, { token: 'decline', key: 'declined' });
  assert.equal(declined.status, 402);
  const open = await checkOut(client, one, { token: 'challenge', key: 'open' });
  assert.equal((await checkOut(client, two, { token: 'challenge', key: 'open' })).status, 202);
  assert.equal((await checkOut(client, one, { token: 'decline', key: 'declined' })).status, 402);
  assertLimited(await checkOut(client, three));
  const attempt = Object(open.body.attempt);
  const confirmed = await fetch(attempt.action.url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'confirm' }),
  });
  assert.equal(confirmed.status, 303);
  assert.equal((await decidedAttempt(shop, attempt.id, one)).status, 201);
  assert.equal((await checkOut(client, four)).status, 201);
});

test('promotion codes are guessed slowly, on one cart and from one address', async () => {
  const [one, two] = await Promise.all([newCart('192.0.2.9'), newCart('192.0.2.9')]);
  const guess = (client: string, cart: string) => () =>
    ask(client, 'PUT', `/carts/${cart}/coupons/GUESS${Math.floor(Math.random() * 1_000)}`);
  const refused = [409, 409, 409];
  assert.deepEqual(await statusesOf(3, guess('192.0.2.9', one)), refused);
  assertLimited(await guess('192.0.2.10', one)());
  assert.deepEqual(await statusesOf(2, guess('192.0.2.9', two)), refused.slice(1));
  assertLimited(await guess('192.0.2.9', two)());
});

test('searches and filtered lists are limited, other lists and staff are not', async () => {
  const client = '192.0.2.11';
  let turn = 0;
  const search = () => {
    turn += 1;
    return ask(client, 'GET', `/products?q=limited${turn}`);
  };
  assert.deepEqual(await statusesOf(3, search), [200, 200, 200]);
  assertLimited(await search());
  for (const filter of ['available=false', 'priceMin=7', 'priceMax=7', 'option.Size=S'])
    assertLimited(await ask(client, 'GET', `/products?${filter}`));
  const list = () => ask(client, 'GET', '/products?limit=5');
  assert.deepEqual(await statusesOf(6, list), [200, 200, 200, 200, 200, 200]);
  for (let count = 0; count < 6; count += 1)
    assert.equal((await staffOf(shop).GET('/api/v1/admin/orders')).response.status, 200);
});

test('the API document tells who may be refused', async () => {
  const response = await fetch(`${shop.url}/api/openapi.json`);
  const { paths } = Object(await response.json());
  const { 429: limited, 503: busy } = paths['/api/v1/carts/{cartId}/checkout'].post.responses;
  assert.match(limited.description, /too-many-requests/);
  assert.ok(limited.headers['Retry-After'] && busy.headers['Retry-After']);
  assert.equal(paths['/api/v1/carts/{cartId}'].get.responses[429], undefined);
});

test('past what is served at once, newcomers are refused quickly and may come again', async () => {
  await shop.restart('all', {
    GATEWAY_CHECKOUTS_AT_ONCE_MAX: '1',
    LIMIT_CARTS_PER_MINUTE: '0',
    LIMIT_CHECKOUTS_PER_MINUTE: '0',
    LIMIT_OPEN_CHECKOUTS: '0',
  });
  const client = '192.0.2.12';
  const carts = await Promise.all(Array.from({ length: 12 }, () => newCart(client)));
  const answers = await Promise.all(carts.map((cart) => checkOut(client, cart, { key: cart })));
  const refused = answers.filter(({ status }) => status === 503);
  assert.ok(refused.length > 0 && refused.length < 12, JSON.stringify(answers));
  for (const { body, retryAfter } of refused) {
    assert.equal(body.code, 'unavailable');
    assert.ok(Number(retryAfter) >= 1);
  }
  assert.equal((await ask(client, 'GET', '/products?limit=1')).status, 200);
  for (const [index, cart] of carts.entries()) {
    const repeated = await checkOut(client, cart, { key: cart });
    assert.equal(repeated.status, 201, JSON.stringify(repeated.body));
    const before = answers[index];
    if (before?.status === 201) assert.deepEqual(repeated.body.order, before.body.order);
  }
  assert.doesNotMatch(shop.logs(), /"level":"error"/);
});

test('an order that was not begun for too many others is answered so that it comes again', async () => {
  await shop.restart('all', {
    GATEWAY_CHECKOUTS_AT_ONCE_MAX: '1',
    GATEWAY_PAGES_AT_ONCE_MAX: '9',
    LIMIT_CARTS_PER_MINUTE: '0',
  });
  const client = '192.0.2.13';
  const [first, cartId] = [await newCart(client), await newCart(client)];
  const { adminUrl = '' } = (await findRunningShop(shop.dataDir)) ?? {};
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('begin');
    await admin.query('select from cart.cart where id = $1 for update', [first]);
    const ordered = checkOut(client, first);
    await waitFor('the first checkout to wait for its cart', async () => {
      const { rowCount } = await admin.query('select from pg_locks where not granted');
      return rowCount === 1;
    });
    const shipping = Object.entries(address).map(([name, value]) => [`shipping.${name}`, value]);
    const body = new URLSearchParams({
      ...Object.fromEntries(shipping),
      step: 'order',
      key: newIdempotencyKey(),
      email: 'ada@example.com',
      shownTotal: '1 EUR',
      shownCountry: 'DE',
      shownOption: shippingOptionId,
      shippingOptionId,
      payment: 'test:approve',
    });
    const headers = { cookie: `cartwright.cart=${cartId}`, 'x-forwarded-for': client };
    const page = await fetch(`${shop.url}/checkout`, { method: 'POST', headers, body });
    assert.equal(page.status, 503);
    assert.ok(Number(page.headers.get('retry-after')) >= 1);
    assert.doesNotMatch(await page.text(), /data-swap="checkout"/);
    const kept = page.headers.getSetCookie().map(decodeURIComponent);
    assert.ok(
      kept.some((cookie) => /^cartwright\.checkout=.*ada@example/.test(cookie)),
      'draft',
    );
    assert.doesNotMatch(shop.logs(), /A page failed/);
    await admin.query('rollback');
    assert.equal((await ordered).status, 201);
  } finally {
    await admin.end();
  }
});

test('without a proxy of ours nobody can claim another address', async () => {
  await shop.restart('all', { TRUST_PROXY: 'false' });
  const claims = await statusesOf(5, () =>
    makeCart(`203.0.113.${Math.floor(Math.random() * 255)}`),
  );
  assert.deepEqual(claims, [201, 201, 201, 201, 429]);
  await waitFor('a warning', () => shop.logs().includes('set TRUST_PROXY if it is yours'));
});

describe('on this machine, with LIMIT_LOOPBACK as it is', () => {
  const cart = () => ({ body: { currency: 'EUR', lines: [{ variantId, quantity: 1 }] } });
  let logged = 0;
  const isWarned = () => shop.logs().slice(logged).includes('set TRUST_PROXY if it is yours');
  beforeEach(async () => {
    logged = shop.logs().length;
    await shop.restart('all', { TRUST_PROXY: 'false', LIMIT_LOOPBACK: 'false' });
  });

  test('a program that calls directly is not refused by an address', async () => {
    const carts = await statusesOf(8, () => ask(undefined, 'POST', '/carts', cart()));
    assert.deepEqual(carts, Array(8).fill(201));
    assert.ok(!isWarned());
  });

  for (const header of ['x-forwarded-for', 'forwarded'])
    test(`a proxy that was not declared is one client, told by ${header}`, async () => {
      const passOn = () =>
        ask(undefined, 'POST', '/carts', { ...cart(), headers: { [header]: '203.0.113.1' } });
      assert.equal((await passOn()).status, 201);
      await waitFor('a warning before anyone is refused', isWarned);
      assert.deepEqual(await statusesOf(4, passOn), [201, 201, 201, 429]);
    });

  test('pages make their shop calls as whoever asked for them', async () => {
    const gotCart = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ action: 'add', variant: variantId, quantity: '1' });
      const init = { method: 'POST', redirect: 'manual', headers, body } as const;
      const { headers: told } = await fetch(`${shop.url}/cart`, init);
      return told.getSetCookie().some((cookie) => cookie.startsWith('cartwright.cart='));
    };
    const passedOn = { 'x-forwarded-for': '203.0.113.1' };
    const first: boolean[] = [];
    for (let count = 0; count < 5; count += 1) first.push(await gotCart(passedOn));
    assert.deepEqual(first, [true, true, true, true, false]);
    assert.ok(await gotCart({}), 'a browser on this machine');
  });
});
