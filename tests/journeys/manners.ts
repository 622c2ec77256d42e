import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { runCommand, type TestShop, waitFor } from '@cartwright/testing';
import { createProduct, shopperOf } from './fixtures.ts';

interface Operation {
  path: string;
  method: string;
  tags: string[];
  security?: object[];
}

const document: { paths: Record<string, Record<string, Omit<Operation, 'path' | 'method'>>> } =
  JSON.parse(readFileSync('docs/api/openapi.json', 'utf8'));
const staffOperations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    operation.tags.includes('staff') ? [{ path, method, ...operation }] : [],
  ),
);

/** A key that may only write notifications: no route of another kind may take it. */
async function weakKeyOf(shop: TestShop): Promise<string> {
  const args = ['api-key', 'create', '--name', 'weak', '--scopes', 'notifications:read'];
  const { output } = await runCommand(args, shop.serviceEnv('accounts'));
  const key = /\bcwk_\S+/.exec(output)?.[0];
  assert.ok(key, output);
  return key;
}

const call = (shop: TestShop, o: Operation, authorization?: string): Promise<Response> =>
  fetch(`${shop.url}${o.path.replaceAll(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000')}`, {
    method: o.method.toUpperCase(),
    headers: {
      'idempotency-key': 'a-key',
      ...(authorization === undefined ? {} : { authorization }),
    },
  });

/** What holds for every route. */
export function manners(theShop: () => TestShop): void {
  const titles = Array.from({ length: 7 }, (_, index) => `Paged ${index}`);

  before(async () => {
    const shop = theShop();
    for (const title of titles) await createProduct(shop, { title, stock: 1 });
    // A price that the catalogue hears between two pages moves its product from one to the other.
    await waitFor('every price to be in the catalogue', async () => {
      const { data } = await shopperOf(shop).GET('/api/v1/products', {
        params: { query: { limit: 24, sort: 'newest' } },
      });
      const priced = data?.items.filter(({ price }) => price !== null) ?? [];
      return titles.every((title) => priced.some((product) => product.title === title));
    });
  });

  test('no staff route answers a stranger, a false key or one with too few scopes', async () => {
    const shop = theShop();
    const weak = `Bearer ${await weakKeyOf(shop)}`;
    assert.ok(staffOperations.length > 25, `only ${staffOperations.length} staff routes`);
    const seen: string[] = [];
    for (const operation of staffOperations) {
      const name = `${operation.method} ${operation.path}`;
      assert.equal((await call(shop, operation)).status, 401, name);
      const isFalse = await call(shop, operation, 'Bearer cwk_false');
      assert.ok([401, 403].includes(isFalse.status), `${name}: ${isFalse.status}`);
      const isWeak = await call(shop, operation, weak);
      if (isWeak.status !== 403) seen.push(name);
    }
    for (const name of seen)
      assert.match(name, /^get .*(mail|notification)/, 'a weak key was let in');
  });

  test('a list shows every item once over its pages', async () => {
    const shop = theShop();
    for (const sort of ['newest', 'title', 'price', '-price'] as const) {
      const slugs: string[] = [];
      let cursor: string | undefined;
      do {
        const { data, error } = await shopperOf(shop).GET('/api/v1/products', {
          params: { query: { limit: 3, sort, ...(cursor === undefined ? {} : { cursor }) } },
        });
        assert.ok(data, JSON.stringify(error));
        slugs.push(...data.items.map(({ slug }) => slug));
        cursor = data.nextCursor ?? undefined;
      } while (cursor !== undefined);
      assert.equal(new Set(slugs).size, slugs.length, `${sort} shows an item twice`);
      for (const title of titles)
        assert.ok(slugs.includes(title.toLowerCase().replace(' ', '-')), `${sort} misses ${title}`);
    }
  });

  test('what has not changed is answered with 304', async () => {
    const { url } = theShop();
    const { data } = await shopperOf(theShop()).POST('/api/v1/carts', { body: {} });
    const cart = `/api/v1/carts/${data?.id}`;
    for (const path of ['/api/v1/products', '/api/v1/products/paged-1', cart]) {
      const first = await fetch(`${url}${path}`);
      await first.body?.cancel();
      const etag = first.headers.get('etag');
      assert.ok(etag, `${path} has no ETag`);
      assert.ok(first.headers.get('cache-control'), `${path} has no Cache-Control`);
      const again = await fetch(`${url}${path}`, { headers: { 'if-none-match': etag } });
      assert.equal(again.status, 304, path);
    }
  });

  test('the answer to a change has no ETag: nobody asks whether it is still the same', async () => {
    const made = await fetch(`${theShop().url}/api/v1/carts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('etag'), null);
  });

  test('the shop serves the document that is in the repository', async () => {
    const response = await fetch(`${theShop().url}/api/openapi.json`);
    assert.deepEqual(await response.json(), document);
  });
}
