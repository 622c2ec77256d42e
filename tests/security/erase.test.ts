import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { newIdempotencyKey } from '@cartwright/sdk';
import { runCommand, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import { asHeader, browse } from '../journeys/browse.ts';
import {
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  staffOf,
} from '../journeys/fixtures.ts';
import { linkIn, mailTo } from '../journeys/mailbox.ts';
import { fulfil } from '../journeys/orders.ts';
import { password, register, type SignedIn } from '../journeys/sign-in.ts';

/** What a shopper types, marked so that it is found wherever it went. */
const marks = ['Zmarkmail', 'Zmarkname', 'Zmarkstreet', 'Zmarkphone'];
const email = 'Zmarkmail@example.com';
const address = {
  firstName: 'Zmarkname',
  lastName: 'Zmarkname',
  line1: '1 Zmarkstreet',
  phone: 'Zmarkphone',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

let shop: TestShop;
let database: pg.Client;
let variantId: string;

before(async () => {
  shop = await startTestShop();
  const running = await findRunningShop(shop.dataDir);
  assert.ok(running);
  database = new pg.Client({ connectionString: running.adminUrl });
  await database.connect();
  await openForBusiness(shop);
  const product = await createProduct(shop, { title: 'Sold', stock: 50 });
  variantId = product.variantIds[0] ?? '';
});
after(async () => {
  await database?.end();
  await shop?.stop();
});

interface Answer {
  status: number;
  order?: { id: string; accessToken: string };
}

async function submit(token: string, o: { cookie?: string; email?: string } = {}): Promise<Answer> {
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const response = await fetch(`${shop.url}/api/v1/carts/${cartId}/checkout`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': newIdempotencyKey(),
      ...(o.cookie === undefined ? {} : { cookie: o.cookie }),
    },
    body: JSON.stringify({
      email: o.email ?? email,
      shippingAddress: address,
      billingAddress: address,
      shippingOptionId: await shippingOptionOf(shop, cartId),
      payment: { method: 'test', token },
    }),
  });
  const body: Pick<Answer, 'order'> = await response.json();
  return { status: response.status, ...body };
}

async function order(o: { cookie?: string; email?: string } = {}) {
  const answer = await submit('approve', o);
  assert.ok(answer.order, JSON.stringify(answer));
  return answer.order;
}

async function cancel(orderId: string): Promise<void> {
  const { response } = await staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', {
    params: { path: { id: orderId }, header: { 'idempotency-key': newIdempotencyKey() } },
  });
  assert.equal(response.status, 200);
}

/** Every column of every row of every table of every schema, searched for what was typed. */
async function holders(): Promise<string[]> {
  const tables = await database.query<{ schema: string; name: string }>(`
    select table_schema as schema, table_name as name
    from information_schema.tables
    where table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2
    limit 1000`);
  assert.ok(tables.rows.length > 100, `${tables.rows.length} tables were searched`);
  const found: string[] = [];
  for (const { schema, name } of tables.rows) {
    const { rows } = await database.query(
      `select 1 from "${schema}"."${name}" as one where one::text ~* $1 limit 1`,
      [marks.join('|')],
    );
    if (rows.length > 0) found.push(`${schema}.${name}`);
  }
  return found;
}

/** Registered, verified, with an address, a reset under way, and orders in every state. */
async function livedIn(): Promise<{ ada: SignedIn; open: string; closed: string[] }> {
  const ada = await register(shop, email);
  const link = linkIn(await mailTo(shop, email, /address/i), '/api/auth/verify-email');
  assert.equal((await browse(link, new Map(ada.cookies))).status, 200);
  const saved = await ada.client.POST('/api/v1/me/addresses', { body: address });
  assert.ok(saved.data, JSON.stringify(saved.error));
  await ada.client.PATCH('/api/v1/me', { body: { name: 'Zmarkname' } });
  await fetch(`${shop.url}/api/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: shop.url },
    body: JSON.stringify({ email, redirectTo: '/reset-password' }),
  });
  await mailTo(shop, email, /password/i);
  const cookie = asHeader(ada.cookies);
  assert.equal((await submit('decline', { cookie })).status, 402);
  // To somebody else's address, as for a present: found by who was signed in alone.
  assert.equal((await submit('decline', { cookie, email: 'gift@example.com' })).status, 402);
  const own = await order({ cookie });
  const asGuest = await order({ email: email.toUpperCase() });
  const open = await order({ cookie });
  for (const id of [own.id, open.id]) {
    const { response } = await ada.client.POST('/api/v1/orders/{id}/withdrawal', {
      params: { path: { id } },
      body: { name: 'Zmarkname', goods: 'sent to 1 Zmarkstreet' },
    });
    assert.equal(response.status, 200);
  }
  assert.equal((await fulfil(shop, own.id, {})).status, 201);
  await cancel(asGuest.id);
  await mailTo(shop, email, /on its way/i);
  await mailTo(shop, email, /withdrawal/i);
  return { ada, open: open.id, closed: [own.id, asGuest.id] };
}

test('a shopper takes everything along, is erased, and nothing of him is left', async () => {
  const { ada, open, closed } = await livedIn();
  const account = await ada.client.GET('/api/v1/me/export/account');
  assert.equal(account.data?.addresses[0]?.line1, address.line1);
  const orders = await ada.client.GET('/api/v1/me/export/orders');
  const orderIds = orders.data?.items.map(({ id }) => id) ?? [];
  assert.deepEqual(orderIds.toSorted(), [open, ...closed].toSorted());
  const mails = await ada.client.GET('/api/v1/me/export/mails', {
    params: { query: { orderIds } },
  });
  assert.ok((mails.data?.items.length ?? 0) >= 6, JSON.stringify(mails.data));
  const before = await holders();
  for (const table of ['accounts.user', 'orders.orders', 'notifications.mail'])
    assert.ok(before.includes(table), `${table} is not among ${before}`);

  const refused = await ada.client.POST('/api/v1/me/erase', { body: { password: 'a guess' } });
  assert.equal(refused.response.status, 403);
  const erased = await ada.client.POST('/api/v1/me/erase', { body: { password } });
  assert.equal(erased.response.status, 204, JSON.stringify(erased.error));
  assert.equal((await ada.client.GET('/api/v1/me')).response.status, 401);

  // The open order keeps what is needed to deliver it; the account and what is closed do not.
  await waitFor(
    'all but the open order to be forgotten',
    async () => (await holders()).every((table) => keptForDelivery.includes(table)),
    { timeoutMs: 30_000 },
  );
  for (const id of closed) {
    const { data } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', {
      params: { path: { id } },
    });
    assert.equal(data?.shippingAddress.country, 'DE');
    assert.equal(data?.shippingAddress.line1, '-');
    assert.equal(data?.shopperId, null);
    assert.equal(data?.totals.total.amount, 5490);
  }
  await cancel(open);
  await waitFor('nothing to be left', async () => (await holders()).length === 0, {
    timeoutMs: 45_000,
  });
});

const keptForDelivery = [
  'orders.orders',
  'orders.withdrawal',
  'checkout.checkout_attempt',
  'notifications.mail',
];

test('an address that is not verified erases no order of a guest', async () => {
  const other = 'unverified@example.com';
  const placed = await order({ email: other });
  await cancel(placed.id);
  const { client } = await register(shop, other);
  const erased = await client.POST('/api/v1/me/erase', { body: { password } });
  assert.equal(erased.response.status, 204);
  await waitFor('the erasure to be done', async () => {
    const { rows } = await database.query('select 1 from accounts.erasure limit 1');
    return rows.length === 0;
  });
  const { data } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', {
    params: { path: { id: placed.id } },
  });
  assert.equal(data?.email, other);
});

test('an erasure is in the log by id, and a command erases again whom a backup brought back', async () => {
  const erasing = await register(shop, 'again@example.com');
  const { data } = await erasing.client.GET('/api/v1/me');
  const shopperId = data?.id ?? '';
  const erase = async () =>
    (await runCommand(['erase-shopper', shopperId], shop.serviceEnv('accounts'))).output;
  assert.match(await erase(), new RegExp(`${shopperId}: erased`));
  assert.equal((await erasing.client.GET('/api/v1/me')).response.status, 401);
  assert.match(await erase(), new RegExp(`${shopperId}: not there`));
  const other = await register(shop, 'logged@example.com');
  const me = await other.client.GET('/api/v1/me');
  await other.client.POST('/api/v1/me/erase', { body: { password } });
  // Lines of the log reach us a little after the answer.
  await waitFor('the log to tell of the erasure', () =>
    shop
      .logs()
      .split('\n')
      .some((line) => line.includes('shopper erased') && line.includes(me.data?.id ?? 'nobody')),
  );
});

test('no line of the log holds what a shopper typed', () => {
  const line = shop
    .logs()
    .split('\n')
    .find((text) => marks.some((mark) => text.toLowerCase().includes(mark.toLowerCase())));
  assert.equal(line, undefined);
});
