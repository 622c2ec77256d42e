import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newIdempotencyKey } from '@cartwright/sdk';
import { startTestShop, type TestShop, waitFor as waitForSoon } from '@cartwright/testing';
import { assertAllDecided, paymentsOf } from '../faults/what-must-hold.ts';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  shopperOf,
  staffOf,
  stockOf,
} from '../journeys/fixtures.ts';
import { type ProviderAuthorisation, providerBooks } from '../journeys/provider-books.ts';
import { run, startRestored } from './restored-shop.ts';

const stock = 1_000;

/** Every wait is for several processes that start or catch up, maybe on a machine that is busy. */
const waitFor = <R>(what: string, look: () => R | Promise<R>) =>
  waitForSoon(what, look, { timeoutMs: 60_000 });

let folder: string;
let dataDir: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-backup-'));
  dataDir = await mkdtemp(join(tmpdir(), 'cartwright-restored-'));
});
after(async () => {
  for (const made of [folder, dataDir]) await rm(made, { recursive: true, force: true });
});

async function placeOrder(shop: TestShop, variantId: string): Promise<string> {
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const { status, body } = await checkout(shop, cartId, {
    shippingOptionId,
    key: newIdempotencyKey(),
  });
  assert.equal(status, 201, JSON.stringify(body));
  assert.ok(body.order);
  return body.order.id;
}

async function openShelf(shop: TestShop): Promise<string> {
  await openForBusiness(shop);
  const { variantIds } = await createProduct(shop, { title: 'Kept', stock });
  return variantIds[0] ?? '';
}

async function orderIds(shop: TestShop): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders', {
      params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } },
    });
    assert.ok(data, JSON.stringify(error));
    ids.push(...data.items.map(({ id }) => id));
    cursor = data.nextCursor;
  } while (cursor);
  return ids.sort();
}

/** All events of one service that its log holds, with their positions. */
async function eventsOf(shop: TestShop, service: string) {
  const found: { position: number; type: string; subject: string }[] = [];
  let after: string | null | undefined;
  do {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/events', {
      params: { query: { service, limit: 100, ...(after ? { after } : {}) } },
    });
    assert.ok(data, JSON.stringify(error));
    found.push(...data.items);
    after = data.items.length === 0 ? null : data.nextCursor;
  } while (after);
  return found;
}

async function readiness(shop: TestShop): Promise<{ status: number; missing: string[] }> {
  const response = await fetch(`${shop.url}/readyz`);
  const body: { missing: string[] } = await response.json();
  return { status: response.status, missing: body.missing };
}

async function assertAllocated(shop: TestShop, variantId: string, count: number): Promise<void> {
  await waitFor(`${count} units to be allocated`, async () => {
    const now = await stockOf(shop, variantId);
    return now.reserved === 0 && now.allocated === count;
  }).catch(async () => {
    assert.deepEqual(await stockOf(shop, variantId), { allocated: count, reserved: 0 });
  });
  assert.deepEqual(await stockOf(shop, variantId), {
    onHand: stock,
    reserved: 0,
    allocated: count,
    available: stock - count,
  });
}

describe('a backup of a shop that is selling', () => {
  let shop: TestShop;
  let restored: TestShop | undefined;
  before(async () => {
    shop = await startTestShop();
  });
  after(async () => {
    await restored?.processOf('all').end();
    await shop?.stop();
  });

  test('restored into a new folder, it has each order once, with its payment and stock', async () => {
    const variantId = await openShelf(shop);
    const before: string[] = [];
    for (let count = 0; count < 5; count += 1) before.push(await placeOrder(shop, variantId));
    const target = join(folder, 'whole');
    const selling = { isOver: false, orders: [] as string[] };
    const shoppers = Array.from({ length: 3 }, async () => {
      while (!selling.isOver) selling.orders.push(await placeOrder(shop, variantId));
    });
    await waitFor('the first sale beside it', () => selling.orders.length > 2);
    await run(['backup', target], shop.env);
    selling.isOver = true;
    await Promise.all(shoppers);
    process.stdout.write(`${selling.orders.length} orders were placed beside the backup\n`);

    restored = await startRestored(shop, { source: target, dataDir });
    const copy = restored;
    assert.deepEqual(await readiness(copy), { status: 200, missing: [] });
    await assertAllDecided(copy);
    const kept = await orderIds(copy);
    const everPlaced = new Set(await orderIds(shop));
    for (const id of before) assert.ok(kept.includes(id), `${id} is lost`);
    for (const id of kept) if (!everPlaced.has(id)) process.stdout.write(`${id} was completed\n`);
    await assertAllocated(copy, variantId, kept.length);
    await assertToldOnce(copy, kept);
    await assertPaidOnce(copy, kept, await providerBooks(shop));
    // And it goes on: a new order gets what every order gets.
    const next = await placeOrder(copy, variantId);
    await assertAllocated(copy, variantId, kept.length + 1);
    await assertToldOnce(copy, [...kept, next]);
  });
});

/** Each order has one event, and the log has no gap. */
async function assertToldOnce(shop: TestShop, orders: readonly string[]): Promise<void> {
  const events = await waitFor('every order to be told', async () => {
    const found = await eventsOf(shop, 'orders');
    const placed = found.filter(({ type }) => type === 'orders.order-placed.v1');
    return placed.length >= orders.length ? found : undefined;
  });
  assert.deepEqual(
    events.map(({ position }) => position),
    events.map((_, index) => index + 1),
  );
  assert.deepEqual(
    events
      .filter(({ type }) => type === 'orders.order-placed.v1')
      .map(({ subject }) => subject)
      .sort(),
    [...orders].sort(),
  );
}

async function assertPaidOnce(
  shop: TestShop,
  orders: readonly string[],
  books: readonly ProviderAuthorisation[],
): Promise<void> {
  const theirs = new Map(books.map((payment) => [payment.key, payment]));
  const payments = await waitFor('every payment to know its order', async () => {
    const found = (await paymentsOf(shop, {})).filter(({ orderId }) => orderId !== null);
    return found.length >= orders.length ? found : undefined;
  });
  assert.deepEqual(payments.map(({ orderId }) => orderId).sort(), [...orders].sort());
  for (const { tryId, status, amount } of payments) {
    assert.equal(status, 'authorised');
    assert.equal(theirs.get(tryId)?.status, 'authorised');
    assert.equal(theirs.get(tryId)?.amount, amount.amount);
  }
}

describe('one service restored to an earlier moment than the others', () => {
  let shop: TestShop;
  let variantId: string;
  before(async () => {
    shop = await startTestShop();
    variantId = await openShelf(shop);
  });
  after(() => shop?.stop());

  /** Stops the shop, puts one service back, and starts it again. */
  async function putBack(service: string, source: string): Promise<void> {
    await shop.processOf(service).end('SIGTERM');
    await run(['restore', source, '--service', service, '--replace'], shop.env);
    await shop.restart(service);
  }

  /** The alert, the log and the command all name the subscriptions that stand still. */
  async function assertStopped(publisher: string): Promise<void> {
    await waitFor(`the subscriptions to ${publisher} to stand still`, async () =>
      (await stoppedSubscriptions(shop)).includes(publisher),
    );
    assert.match(shop.logs(), /subscription stopped: see `npm run cartwright -- events status`/);
    assert.match(await run(['events', 'status'], shop.env), new RegExp(`${publisher}: .*STOPPED`));
  }

  const assertGoesOn = (): Promise<unknown> =>
    waitFor('all subscriptions to go on', async () => {
      const stopped = await stoppedSubscriptions(shop);
      return stopped.length === 0;
    });

  test('inventory hears again what it had forgotten, and nobody is oversold', async () => {
    for (let count = 0; count < 3; count += 1) await placeOrder(shop, variantId);
    await assertAllocated(shop, variantId, 3);
    const source = join(folder, 'inventory');
    await run(['backup', source, '--service', 'inventory'], shop.env);
    for (let count = 0; count < 4; count += 1) await placeOrder(shop, variantId);
    await assertAllocated(shop, variantId, 7);
    // Something that only inventory knows, so that others have heard what it forgets.
    const { slug, variantIds } = await createProduct(shop, {
      title: 'Counted and forgotten',
      stock: 5,
    });
    assert.ok(await placeOrderOf(shop, variantIds[0] ?? '', 5));
    // Inventory tells levels a moment after the order that changed them.
    await waitFor('catalog to hear that it is sold out', async () => {
      const path = { slug };
      const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params: { path } });
      return data?.variants[0]?.stockLevel === 'sold-out';
    });
    await waitFor('all to hear of everything', async () => await isSettled(shop));
    await putBack('inventory', source);
    await assertStopped('inventory');
    const resumed = await run(['events', 'resume'], shop.env);
    assert.match(resumed, /catalog <- inventory: goes on after position/);
    assert.match(resumed, /inventory\.\S+ \S+ is no longer in the log of inventory/);
    await assertGoesOn();
    await assertAllocated(shop, variantId, 7);
    await placeOrder(shop, variantId);
    await assertAllocated(shop, variantId, 8);
  });

  test('orders that are gone are named, and their numbers in the log are not confused', async () => {
    const source = join(folder, 'orders');
    await run(['backup', source, '--service', 'orders'], shop.env);
    const kept = await orderIds(shop);
    const { allocated } = await stockOf(shop, variantId);
    const lost = [await placeOrder(shop, variantId), await placeOrder(shop, variantId)];
    await assertAllocated(shop, variantId, allocated + 2);
    await waitFor('all to hear of them', async () => await isSettled(shop));
    await putBack('orders', source);
    await assertStopped('orders');
    const resumed = await run(['events', 'resume', '--service', 'inventory'], shop.env);
    const named = resumed.match(/orders\.order-placed\.v1 \S+ is no longer in the log/g) ?? [];
    assert.equal(named.length, lost.length, resumed);
    await run(['events', 'resume'], shop.env);
    await assertGoesOn();
    assert.deepEqual(await orderIds(shop), kept);
    // The next orders get the positions that the lost ones had, and are heard all the same.
    const next = [await placeOrder(shop, variantId), await placeOrder(shop, variantId)];
    await assertAllocated(shop, variantId, allocated + 4);
    await waitFor('payments to hear of them', async () => {
      const known = (await paymentsOf(shop, {})).map(({ orderId }) => orderId);
      return next.every((id) => known.includes(id));
    });
  });
});

async function placeOrderOf(
  shop: TestShop,
  variantId: string,
  quantity: number,
): Promise<string | undefined> {
  const cartId = await createCart(shop, [{ variantId, quantity }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const answer = await checkout(shop, cartId, { shippingOptionId });
  return answer.body.order?.id;
}

/** Publishers of the subscriptions that raise the alert. */
async function stoppedSubscriptions(shop: TestShop): Promise<string[]> {
  const text = await (await fetch(`${shop.url}/metrics`)).text();
  const found = text.matchAll(/^cartwright_subscription_stopped\{(.*)\} 1$/gm);
  return [...found].map(([, labels]) => /publisher="(\w+)"/.exec(labels ?? '')?.[1] ?? '');
}

/** Every subscription stands at the head of its publisher's log. */
async function isSettled(shop: TestShop): Promise<boolean> {
  const response = await fetch(`${shop.url}/metrics`);
  const text = await response.text();
  const lags = [...text.matchAll(/^cartwright_event_lag\S* (\d+)$/gm)].map(([, lag]) =>
    Number(lag),
  );
  assert.ok(lags.length > 0, 'the lag of subscriptions is not measured');
  return lags.every((lag) => lag === 0);
}
