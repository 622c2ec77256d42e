import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import {
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  staffOf,
} from '../journeys/fixtures.ts';
import { tablesIn } from './traces.ts';

/** What a shopper types, marked so that it is found wherever it went. */
const marks = ['Xmarkmail', 'Xmarkfirst', 'Xmarklast', 'Xmarkstreet', 'Xmarktown', 'Xmarkphone'];
const [mail, firstName, lastName, line1, city, phone] = marks;
const email = `${mail}@example.com`;
const address = { firstName, lastName, line1, city, phone, postalCode: '10115', country: 'DE' };

/** Tables that are made to hold what shoppers typed; each has an end, told in its service. */
const homes = new Set([
  'accounts.account',
  'accounts.account_mail',
  'accounts.session',
  'accounts.shopper_address',
  'accounts.user',
  'accounts.verification',
  'checkout.checkout_attempt',
  'notifications.mail',
  'orders.orders',
]);

let shop: TestShop;
let database: pg.Client;
let seenJobs = 0;

before(async () => {
  shop = await startTestShop();
  const running = await findRunningShop(shop.dataDir);
  assert.ok(running);
  database = new pg.Client({ connectionString: running.adminUrl });
  await database.connect();
  await keepJobs();
  await openForBusiness(shop);
});
after(async () => {
  await database?.end();
  await shop?.stop();
});

/** Jobs are deleted once they are done, so a trigger copies each as it is written. */
async function keepJobs(): Promise<void> {
  await database.query(`
    create schema seen;
    create table seen.job (row text);
    create function seen.keep() returns trigger language plpgsql security definer as
    $$ begin insert into seen.job values (new::text); return new; end $$`);
  const queues = (await tablesIn(database)).filter(({ name }) => /^_private_jobs$/.test(name));
  assert.ok(queues.length > 0);
  for (const { schema, name } of queues)
    await database.query(
      `create trigger keep before insert on "${schema}"."${name}"
       for each row execute function seen.keep()`,
    );
  await database.query(`
    grant usage on schema seen to public;
    grant execute on all functions in schema seen to public`);
}

async function register(): Promise<string> {
  const headers = { origin: shop.url, 'content-type': 'application/json' };
  const registered = await fetch(`${shop.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, name: lastName, password: 'long enough to be one' }),
  });
  assert.equal(registered.status, 200);
  const [cookie = ''] = registered.headers.getSetCookie();
  const [session = ''] = cookie.split(';');
  const saved = await fetch(`${shop.url}/api/v1/me/addresses`, {
    method: 'POST',
    headers: { ...headers, cookie: session, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(address),
  });
  assert.equal(saved.status, 201);
  return session;
}

/** A purchase with everything that follows it: refusal, repeat, mails, fulfilment, refund. */
async function purchase(session: string): Promise<void> {
  const { variantIds } = await createProduct(shop, { title: 'Sold', stock: 5 });
  const lines = [{ variantId: variantIds[0] ?? '', quantity: 2 }];
  const cartId = await createCart(shop, lines);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const submit = (token: string, key: string) =>
    fetch(`${shop.url}/api/v1/carts/${cartId}/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, cookie: session },
      body: JSON.stringify({
        email,
        shippingAddress: address,
        billingAddress: address,
        shippingOptionId,
        payment: { method: 'test', token },
      }),
    });
  assert.equal((await submit('decline', 'first')).status, 402);
  const placed = await submit('approve', 'second');
  assert.equal(placed.status, 201, await placed.clone().text());
  const { order }: { order: { id: string; lines: { lineId: string }[] } } = await placed.json();
  assert.equal((await submit('approve', 'second')).status, 201);
  const act = (what: string, body: unknown) =>
    fetch(`${shop.url}/api/v1/admin/orders/${order.id}/${what}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
  const lineId = order.lines[0]?.lineId;
  const fulfilled = await act('fulfilments', { lines: [{ lineId, quantity: 1 }] });
  assert.equal(fulfilled.status, 201, await fulfilled.text());
  const cancelled = await act('cancel', { reason: 'test' });
  assert.ok(cancelled.ok, await cancelled.text());
  await waitFor(
    'four mails',
    async () => {
      const { data } = await staffOf(shop).GET('/api/v1/admin/mails', {});
      return (data?.items ?? []).filter(({ status }) => status === 'kept').length >= 4;
    },
    { timeoutMs: 30_000 },
  );
}

test('what a shopper types stays in the tables made for it, and out of events and jobs', async () => {
  await purchase(await register());
  const pattern = marks.join('|');
  const holders: string[] = [];
  const all = await tablesIn(database);
  for (const { schema, name } of all) {
    const { rows } = await database.query(
      `select row::text as text from "${schema}"."${name}" row where row::text ~* $1 limit 1`,
      [pattern],
    );
    if (rows.length > 0) holders.push(`${schema}.${name}`);
  }
  assert.deepEqual(
    holders.filter((name) => !homes.has(name)),
    [],
  );
  for (const name of ['accounts.user', 'orders.orders', 'checkout.checkout_attempt'])
    assert.ok(holders.includes(name), `the search did not find ${name}: ${holders}`);
  for (const name of ['event', 'applied_batch', 'parked_event', 'idempotency_record'])
    assert.ok(all.filter((table) => table.name === name).length >= 9, `${name} was searched`);
  const { rows } = await database.query('select count(*)::integer as count from seen.job');
  seenJobs = rows[0].count;
  assert.ok(seenJobs >= 4, `${seenJobs} jobs were looked at`);
});

test('answers that are kept for a key hold ids only', async () => {
  const services = (await tablesIn(database)).filter(({ name }) => name === 'idempotency_record');
  for (const { schema } of services) {
    const { rows } = await database.query(
      `select body::text as body from "${schema}".idempotency_record where body is not null`,
    );
    for (const { body } of rows) assert.doesNotMatch(body, /"(email|\w*[aA]ddress|\w*Name)":/);
  }
});

test('no line of the log holds what a shopper typed', () => {
  const line = shop
    .logs()
    .split('\n')
    .find((text) => marks.some((mark) => text.toLowerCase().includes(mark.toLowerCase())));
  assert.equal(line, undefined);
});
