import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { newIdempotencyKey } from '@cartwright/sdk';
import { type Shape, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import {
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
} from '../journeys/fixtures.ts';
import { type LogLine, logLinesOf, readSpans, type Span, writtenText } from './written-by-shop.ts';

/** Words that occur nowhere else, so that finding one means that it was let through. */
const shopper = {
  email: 'zebulon.quartermain@mailbox.example',
  firstName: 'Zebulon',
  lastName: 'Quartermain',
  line1: '77 Wobbleton Crescent',
  postalCode: '10115',
  city: 'Grimsbyville',
  country: 'DE',
  phone: '+49 30 7316042',
};
const password = 'mulberry-Tugboat-41';
const paymentToken = 'card-3141592653589';

const spanKindServer = 1;

export function traceAndLogTests(shape: Shape): void {
  describe(`${shape} shape, traces and logs`, () => {
    let shop: TestShop;
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'cartwright-trace-'));
      const CARTWRIGHT_TRACE_FILE = join(folder, 'spans.jsonl');
      shop = await startTestShop({ shape, env: { CARTWRIGHT_TRACE_FILE, LOG_LEVEL: 'trace' } });
      await openForBusiness(shop);
    });
    after(async () => {
      await shop?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    test('one order is one connected trace with one log line a request', async () => {
      const { order } = await buy(shop, 'approve', 201);
      assert.ok(order);
      const spans = await traceOfOrder(shop);
      assertConnected(spans);
      assertNames(spans);
      assertOneLineARequest(logLinesOf(shop), spans, shape);
    });

    test('nothing personal and no secret is in any log line or span', async () => {
      const secrets = [
        ...[shopper.email, shopper.firstName, shopper.lastName, shopper.line1, shopper.city],
        ...[shopper.phone, 'zebulon', 'Wobbleton', '7316042', password, paymentToken, shop.apiKey],
      ];
      const bought = await buy(shop, 'approve', 201);
      secrets.push(bought.cartId, bought.order?.accessToken ?? '');
      secrets.push((await buy(shop, paymentToken, 402)).cartId);
      secrets.push(...(await signUp(shop)));
      secrets.push(...(await sendRubbish(shop)));
      await readOrder(shop, bought.order);
      await waitFor('a mail to be sent', () => shop.logs().includes('send-mail'), {
        timeoutMs: 20_000,
      });
      const written = await writtenText(shop);
      assert.ok(written.includes('/api/v1/carts/:cartId/checkout'), 'nothing was written');
      for (const secret of secrets) {
        assert.ok(secret.length > 5, `"${secret}" is too short to be looked for`);
        const found = written.indexOf(secret);
        assert.equal(found, -1, `${secret} is in: ${written.slice(found - 300, found + 100)}`);
      }
    });
  });
}

/** The trace of the checkout once it is whole, or as it is after 30 s. */
async function traceOfOrder(shop: TestShop): Promise<Span[]> {
  const until = Date.now() + 30_000;
  for (;;) {
    const trace = traceOf(await readSpans(shop), '/api/v1/carts/:cartId/checkout');
    if (isWhole(trace) || Date.now() > until) return trace;
    await delay(100);
  }
}

async function buy(shop: TestShop, token: string, status: number) {
  const { variantIds } = await createProduct(shop, { title: 'Traced', stock: 5 });
  const [variantId = ''] = variantIds;
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const { email, ...shippingAddress } = shopper;
  const response = await fetch(`${shop.url}/api/v1/carts/${cartId}/checkout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newIdempotencyKey() },
    body: JSON.stringify({
      email,
      shippingAddress,
      shippingOptionId,
      payment: { method: 'test', token },
    }),
  });
  const body: { order?: { id: string; accessToken: string } } = await response.json();
  assert.equal(response.status, status, JSON.stringify(body));
  return { cartId, order: body.order };
}

async function readOrder(
  shop: TestShop,
  order: { id: string; accessToken: string } | undefined,
): Promise<void> {
  assert.ok(order);
  const response = await fetch(`${shop.url}/api/v1/orders/${order.id}`, {
    headers: { authorization: `Bearer ${order.accessToken}` },
  });
  assert.equal(response.status, 200);
  assert.match(await response.text(), /Quartermain/);
}

/** Registers, fails to sign in, signs in, looks at the account; answers the session's secrets. */
async function signUp(shop: TestShop): Promise<string[]> {
  const post = (path: string, body: object) =>
    fetch(`${shop.url}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: shop.url },
      body: JSON.stringify(body),
    });
  const { email } = shopper;
  const name = `${shopper.firstName} ${shopper.lastName}`;
  const registered = await post('/sign-up/email', { email, name, password });
  assert.equal(registered.status, 200, await registered.clone().text());
  assert.equal((await post('/sign-in/email', { email, password: `${password}x` })).status, 401);
  const signedIn = await post('/sign-in/email', { email, password });
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const cookie = cookies.join('; ');
  const me = await fetch(`${shop.url}/api/v1/me`, { headers: { cookie } });
  assert.equal(me.status, 200);
  return cookies.map((one) => one.slice(one.indexOf('=') + 1)).filter((value) => value !== '');
}

/** Secrets and names in places where they do not belong; answers what else must not be found. */
async function sendRubbish(shop: TestShop): Promise<string[]> {
  const unknownCart = 'pomegranate-cart-secret-000000000000000000';
  const unknownToken = 'persimmon-access-token-0000000000000000';
  const json = { 'content-type': 'application/json' };
  const to = (path: string, init: RequestInit = {}) => fetch(`${shop.url}${path}`, init);
  const { email } = shopper;
  const answers = await Promise.all([
    to(`/api/v1/carts/${unknownCart}`),
    to(`/api/v1/carts/${unknownCart}/checkout`, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': 'k' },
      body: JSON.stringify({ email, shippingAddress: { ...shopper, country: 7 } }),
    }),
    to(`/api/v1/carts/${unknownCart}/lines`, { method: 'POST', headers: json, body: `{"${email}` }),
    to('/api/v1/carts', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ currency: email, [shopper.line1]: password }),
    }),
    to(`/api/v1/checkouts/${shopper.lastName}`, {
      headers: { authorization: `Bearer ${unknownCart}` },
    }),
    to('/api/v1/orders/018f0000-0000-7000-8000-000000000001', {
      headers: { authorization: `Bearer ${unknownToken}` },
    }),
    to(`/api/v1/admin/orders?q=${encodeURIComponent(email)}`, {
      headers: { authorization: 'Bearer cwk_persimmon0000000000000000000000' },
    }),
    to(`/api/v1/admin/orders?q=${encodeURIComponent(email)}&limit=1000`, {
      headers: { authorization: `Bearer ${shop.apiKey}` },
    }),
    to(`/api/v1/${shopper.city}?email=${encodeURIComponent(email)}`),
    to(`/api/auth/reset-password/${unknownToken}?callbackURL=${encodeURIComponent(shop.url)}`),
    to(`/products?q=${encodeURIComponent(shopper.lastName)}`),
  ]);
  for (const answer of answers)
    assert.ok(answer.status < 500, `${answer.url} answered ${answer.status}`);
  return [unknownCart, unknownToken, 'cwk_persimmon'];
}

/** Every span of the trace of the last request to a route. */
function traceOf(spans: readonly Span[], route: string): Span[] {
  const root = spans.findLast(({ name }) => name === `POST ${route}`);
  return root === undefined ? [] : spans.filter(({ traceId }) => traceId === root.traceId);
}

/** Services that hear of an order: inventory, cart, pricing, payments and notifications. */
const hearersOfOrder = 5;

const hearingsOf = (spans: readonly Span[], type: string): Span[] =>
  spans.filter(({ attributes }) => attributes['cartwright.event.type'] === type);

/** The calls of a checkout, the provider, and the mail. */
const namesOfOrder = [
  'checkout.checkOut',
  'cart.lockForCheckout',
  'catalog.variants',
  'pricing.quote',
  'inventory.reserve',
  'payments.intend',
  'payments.authorise',
  'ask payment provider',
  'orders.place',
  'run job notifications.send-mail',
  'orders.getForMail',
];

/** Spans with a parent that is not among them. */
function orphansOf(spans: readonly Span[]): Span[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  return spans.filter(({ parentSpanId }) => parentSpanId !== null && !known.has(parentSpanId));
}

/**
 * Whether everything of the order is written. A span is written when it ends, so the outer ones
 * come last, and whoever hears of an event does so in its own time.
 */
function isWhole(spans: readonly Span[]): boolean {
  const names = new Set(spans.map(({ name }) => name));
  return (
    namesOfOrder.every((name) => names.has(name)) &&
    hearingsOf(spans, 'orders.order-placed.v1').length >= hearersOfOrder &&
    hearingsOf(spans, 'payments.try-settled.v1').length >= 1 &&
    orphansOf(spans).length === 0
  );
}

function assertConnected(spans: readonly Span[]): void {
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === null);
  assert.deepEqual(
    roots.map(({ name }) => name),
    ['POST /api/v1/carts/:cartId/checkout'],
  );
  assert.deepEqual(orphansOf(spans), []);
}

function assertNames(spans: readonly Span[]): void {
  const names = new Set(spans.map(({ name }) => name));
  for (const name of namesOfOrder)
    assert.ok(names.has(name), `${name} is not in ${[...names].join(', ')}`);
  assert.equal(hearingsOf(spans, 'orders.order-placed.v1').length, hearersOfOrder);
  assert.ok(hearingsOf(spans, 'payments.try-settled.v1').length >= 1);
}

/** Every HTTP request of the trace wrote one line with its id, and nothing else did. */
function assertOneLineARequest(lines: readonly LogLine[], spans: readonly Span[], shape: Shape) {
  const traceId = spans[0]?.traceId;
  const requests = lines.filter((line) => line.msg === 'request' && line.trace_id === traceId);
  const ofCheckout = requests.filter(({ route }) => route === '/api/v1/carts/:cartId/checkout');
  assert.equal(ofCheckout.length, 1);
  const served = spans.filter(({ kind }) => kind === spanKindServer);
  assert.equal(requests.length, served.length, JSON.stringify(requests));
  // In one process all calls but the shopper's own are function calls.
  if (shape === 'whole') assert.equal(served.length, 1);
  else assert.ok(served.length >= 9, `${served.length} requests`);
}
