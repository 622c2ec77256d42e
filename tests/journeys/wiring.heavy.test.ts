import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serviceNames, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import { createCart, createProduct, openForBusiness, shopperOf } from './fixtures.ts';

const addressOf = (shop: TestShop, service: string): URL => {
  const url = shop.serviceEnv(service)[`${service.toUpperCase()}_DATABASE_URL`];
  assert.ok(url, `${service} has no database address`);
  return new URL(url);
};

/** Internal routes of a few services, by what the caller would have to send. */
const internalRoutes = [
  { service: 'inventory', method: 'POST', path: '/availability' },
  { service: 'pricing', method: 'POST', path: '/quotes' },
  { service: 'accounts', method: 'POST', path: '/identify' },
  {
    service: 'orders',
    method: 'GET',
    path: '/orders/018f0000-0000-7000-8000-000000000000/for-mail',
  },
] as const;

/** What keeps services apart when each is a process of its own. */
describe('split shape, the walls between services', () => {
  let shop: TestShop;
  before(async () => {
    shop = await startTestShop({ shape: 'split' });
    await openForBusiness(shop);
  });
  after(() => shop?.stop());

  test('no service’s role can open another’s database', async () => {
    for (const service of serviceNames)
      for (const other of serviceNames) {
        if (other === service) continue;
        const address = addressOf(shop, service);
        address.pathname = addressOf(shop, other).pathname;
        const client = new pg.Client({ connectionString: address.href });
        client.on('error', () => undefined);
        await assert.rejects(client.connect(), { code: '42501' }, `${service} opens ${other}`);
        await client.end().catch(() => undefined);
      }
  });

  test('internal routes stand on the internal port alone, and want a token', async () => {
    const gateway = shop.url;
    for (const { service, method, path } of internalRoutes) {
      const env = shop.serviceEnv('gateway');
      const open = env[`${service.toUpperCase()}_URL`];
      const internal = env[`${service.toUpperCase()}_INTERNAL_URL`];
      const send = async (base: string | undefined): Promise<number> => {
        const response = await fetch(`${base}${path}`, { method });
        await response.body?.cancel();
        return response.status;
      };
      assert.equal(await send(open), 404, `${path} on the public port`);
      assert.equal(await send(internal), 401, `${path} without a token`);
      assert.equal(await send(`${gateway}/api/v1`), 404, `${path} at the gateway`);
    }
  });

  test('a service that is told to stop ends its requests first', async () => {
    const { variantIds } = await createProduct(shop, { title: 'Draining', stock: 5 });
    const lines = [{ variantId: variantIds[0] ?? '', quantity: 1 }];
    await createCart(shop, lines);
    const running = Array.from({ length: 40 }, () =>
      shopperOf(shop).POST('/api/v1/carts', { body: { currency: 'EUR', lines } }),
    );
    const first = await Promise.race(running);
    await shop.processOf('cart').end();
    assert.equal(first.response.status, 201);
    // Whoever was not let in is told so; nobody is left without an answer. A request that meets
    // the end of an idle connection cannot know whether it was read: that is a 504, not a 500.
    for (const { response, error } of await Promise.all(running))
      assert.ok([201, 503, 504].includes(response.status), `${response.status} ${error?.code}`);
    assert.equal(shop.processOf('cart').child.exitCode, 0);
    await shop.restart('cart');
    await waitFor('carts to be made again', async () => {
      const made = await shopperOf(shop).POST('/api/v1/carts', { body: { lines } });
      return made.response.status === 201;
    });
  });
});
