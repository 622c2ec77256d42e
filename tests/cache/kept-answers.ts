import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Shape, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import {
  createProduct,
  openForBusiness,
  setStock,
  staffOf,
  type TestProduct,
} from '../journeys/fixtures.ts';

/** Within this time every process shows a change. */
export const everywhereWithinMs = 2_000;

interface Got {
  status: number;
  headers: Headers;
  text: string;
}

export async function get(
  shop: { url: string },
  path: string,
  headers: Record<string, string> = {},
): Promise<Got> {
  const response = await fetch(`${shop.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export async function retitle(
  shop: TestShop,
  { productId }: TestProduct,
  title: string,
): Promise<void> {
  const changed = await staffOf(shop).PATCH('/api/v1/admin/products/{id}', {
    params: { path: { id: productId } },
    body: { title },
  });
  assert.ok(changed.data, JSON.stringify(changed.error));
}

/** A product whose price and stock have reached catalog, so that nothing more is told of it. */
export async function createShown(
  shop: TestShop,
  o: { title: string; stock: number },
): Promise<TestProduct> {
  const product = await createProduct(shop, o);
  const path = `/api/v1/products/${product.slug}`;
  await waitFor(
    `${o.title} to be for sale`,
    async () => JSON.parse((await get(shop, path)).text).available === true,
  );
  return product;
}

/** Where a product is shown, in the API and on pages. */
export const shownAt = ({ slug }: TestProduct): string[] => [
  '/api/v1/products?sort=newest',
  `/api/v1/products/${slug}`,
  `/api/v1/search/suggestions?q=${slug.slice(0, 4)}`,
  '/',
  `/products/${slug}`,
  '/search?sort=newest',
];

/** What holds for kept answers in both shapes. */
export function keptAnswerTests(
  shape: Shape,
  more: (shop: () => TestShop) => void = () => undefined,
) {
  describe(`${shape} shape, kept answers`, () => {
    let running: TestShop | undefined;
    const theShop = (): TestShop => {
      if (running === undefined) throw new Error('the shop does not run');
      return running;
    };
    before(async () => {
      running = await startTestShop({ shape });
      await openForBusiness(running);
    });
    after(() => running?.stop());
    freshness(shape, theShop);
    manners(theShop);
    privacy(theShop);
    more(theShop);
  });
}

/** Asks until each is kept, so that a change has something to end. */
async function expectKept(shop: TestShop, paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await waitFor(`${path} to be kept`, async () => {
      const hits = await counted(shop, 'hit');
      await get(shop, path);
      return (await counted(shop, 'hit')) > hits;
    });
}

/** The process that wrote shows a change on its next answer, every other one within 2 s. */
async function shows(shape: Shape, path: string, look: () => Promise<boolean>): Promise<void> {
  if (shape === 'whole') assert.ok(await look(), `${path} does not show it on its next answer`);
  else await waitFor(`${path} to show it`, look, { timeoutMs: everywhereWithinMs });
}

function freshness(shape: Shape, theShop: () => TestShop): void {
  test('a change is shown wherever its product is', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Fresh paint', stock: 10 });
    for (let round = 0; round < 5; round += 1) {
      await expectKept(shop, shownAt(product));
      const title = `Fresh paint ${round}`;
      await retitle(shop, product, title);
      for (const path of shownAt(product))
        await shows(shape, path, async () => (await get(shop, path)).text.includes(title));
    }
  });

  test('while many read, whoever reads after a change sees it', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Busy shelf', stock: 10 });
    const paths = shownAt(product).slice(0, 2);
    let isOver = false;
    const readers = Array.from({ length: 8 }, async (_, index) => {
      while (!isOver) await get(shop, paths[index % paths.length] ?? '');
    });
    try {
      for (let round = 0; round < (shape === 'whole' ? 60 : 10); round += 1) {
        const title = `Busy shelf number ${round}.`;
        await retitle(shop, product, title);
        for (const path of paths)
          await shows(shape, path, async () => (await get(shop, path)).text.includes(title));
      }
    } finally {
      isOver = true;
      await Promise.all(readers);
    }
  });

  test('a price and a stock level are shown once catalog has heard of them', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Last pair', stock: 10 });
    const [variantId = ''] = product.variantIds;
    const path = `/api/v1/products/${product.slug}`;
    const shown = async () => JSON.parse((await get(shop, path)).text).variants[0];
    await staffOf(shop).PUT('/api/v1/admin/prices', {
      body: { prices: [{ variantId, price: { amount: 4200, currency: 'EUR' } }] },
    });
    await waitFor('the price', async () => (await shown()).price.amount === 4200, {
      timeoutMs: 5_000,
    });
    await setStock(shop, variantId, 0);
    await waitFor('it to be sold out', async () => (await shown()).stockLevel === 'sold-out', {
      timeoutMs: 5_000,
    });
  });

  test('an address that had nothing shows a product as soon as there is one', async () => {
    const shop = theShop();
    const paths = ['/api/v1/products/out-of-nothing', '/products/out-of-nothing'];
    for (const path of paths) {
      const missing = await get(shop, path);
      assert.equal(missing.status, 404);
      assert.equal(missing.headers.get('cache-tag'), null);
    }
    await createShown(shop, { title: 'Out of nothing', stock: 1 });
    for (const path of paths) assert.equal((await get(shop, path)).status, 200, path);
  });

  test('a former address shows its product until another one takes it', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Old name', stock: 1 });
    const at = async () => JSON.parse((await get(shop, '/api/v1/products/old-name')).text);
    await staffOf(shop).PATCH('/api/v1/admin/products/{id}', {
      params: { path: { id: product.productId } },
      body: { slug: 'new-name' },
    });
    await shows(shape, 'the former address', async () => (await at()).slug === 'new-name');
    await retitle(shop, product, 'Renamed twice');
    await shows(shape, 'the former address', async () => (await at()).title === 'Renamed twice');
    const taker = await staffOf(shop).POST('/api/v1/admin/products', {
      body: { title: 'Taker', slug: 'old-name', status: 'published' },
    });
    assert.ok(taker.data, JSON.stringify(taker.error));
    const { id } = taker.data;
    await shows(shape, 'the address', async () => (await at()).id === id);
  });

  test('a collection is shown with its new name in the menu of every page', async () => {
    const shop = theShop();
    const staff = staffOf(shop);
    const made = await staff.POST('/api/v1/admin/collections', { body: { title: 'Boots' } });
    assert.ok(made.data);
    const { id, slug } = made.data;
    const paths = ['/api/v1/collections', `/collections/${slug}`, '/', '/search'];
    for (const path of paths)
      await shows(shape, path, async () => (await get(shop, path)).text.includes('Boots'));
    await expectKept(shop, paths);
    await staff.PATCH('/api/v1/admin/collections/{id}', {
      params: { path: { id } },
      body: { title: 'Wellingtons' },
    });
    for (const path of paths)
      await shows(shape, path, async () => (await get(shop, path)).text.includes('Wellingtons'));
  });
}

function manners(theShop: () => TestShop): void {
  test('who has an answer already gets 304 until it changes', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Unchanged', stock: 1 });
    for (const path of [`/api/v1/products/${product.slug}`, `/products/${product.slug}`]) {
      const settled = await waitFor('two equal answers', async () => {
        const [one, two] = [await get(shop, path), await get(shop, path)];
        return one.headers.get('etag') === two.headers.get('etag') ? two : undefined;
      });
      const etag = settled.headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[\w-]+"$/);
      const again = await get(shop, path, { 'if-none-match': `"other", ${etag}` });
      assert.equal(again.status, 304, path);
      assert.equal(again.text, '');
      assert.equal(again.headers.get('etag'), etag);
      assert.equal((await get(shop, path, { 'if-none-match': '"other"' })).status, 200);
      await retitle(shop, product, `Changed since ${path.length}`);
      await waitFor(
        'the change',
        async () => {
          const { status } = await get(shop, path, { 'if-none-match': etag });
          return status === 200;
        },
        { timeoutMs: everywhereWithinMs },
      );
    }
  });

  test('HEAD is answered with the headers of GET and no body', async () => {
    const shop = theShop();
    for (const path of ['/api/v1/collections', '/', '/search?q=head']) {
      for (const round of ['made', 'kept']) {
        // Unpacked, so that the length is that of the text.
        const headers = { 'accept-encoding': 'identity' };
        const head = await fetch(`${shop.url}${path}`, { method: 'HEAD', headers });
        const whole = await get(shop, path, headers);
        assert.equal(head.status, 200, round);
        assert.equal(await head.text(), '');
        for (const name of ['etag', 'content-type', 'cache-control', 'content-length', 'cache-tag'])
          assert.equal(head.headers.get(name), whole.headers.get(name), `${path} ${name}`);
        assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(whole.text)));
      }
    }
  });

  test('equal questions share an answer, and wrong ones are refused as ever', async () => {
    const shop = theShop();
    const ask = (query: string) => get(shop, `/api/v1/products?${query}`);
    await expectKept(shop, ['/api/v1/products?sort=title&limit=24']);
    const first = await ask('sort=title&limit=24');
    assert.equal(first.status, 200);
    const before = await counted(shop, 'miss');
    for (const same of ['limit=24&sort=title', 'sort=title', 'sort=%74itle', 'sort=title&limit=24'])
      assert.equal((await ask(same)).text, first.text, same);
    assert.equal(await counted(shop, 'miss'), before, 'one of them was loaded again');
    for (const wrong of ['sort=title&limit=24&colour=red', 'sort=title&limit=1000', 'sort=up']) {
      const refused = await ask(wrong);
      assert.equal(refused.status, 422, wrong);
      assert.equal(refused.headers.get('cache-control'), 'no-store');
      assert.equal((await ask(wrong)).status, 422, `${wrong} again`);
    }
    const badKey = await get(shop, '/api/v1/products?sort=title', { 'idempotency-key': 'a b' });
    assert.equal(badKey.status, 400);
  });

  test('a kept answer has its line in the log, with the trace of who asked', async () => {
    const shop = theShop();
    const path = '/api/v1/collections';
    await get(shop, path);
    const traces = Array.from({ length: 3 }, (_, index) => `${index + 1}`.repeat(32));
    for (const trace of traces) {
      const { status } = await get(shop, path, { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
      assert.equal(status, 200);
    }
    for (const trace of traces)
      await waitFor('the line', () => {
        const lines = shop
          .logs()
          .split('\n')
          .filter((line) => line.includes(trace));
        return lines.filter((line) => line.includes('"service":"gateway"')).length === 1;
      });
  });

  test('every request for a kept answer has its line and is counted', async () => {
    const shop = theShop();
    const path = '/api/v1/products?limit=7';
    const lines = () =>
      shop
        .logs()
        .split('\n')
        .filter((line) => line.includes('"route":"/api/v1/products"')).length;
    const served = async () => {
      const { text } = await get(shop, '/metrics');
      const answered = text
        .split('\n')
        .filter((line) => line.startsWith('cartwright_http_request_duration_seconds_count{'))
        .filter((line) => line.includes('route="/api/v1/products"'))
        .map((line) => Number(line.split(' ').at(-1)));
      return answered.reduce((sum, count) => sum + count, 0);
    };
    const before = { lines: lines(), served: await served() };
    const { headers } = await get(shop, path);
    for (let time = 0; time < 4; time += 1) await get(shop, path);
    const etag = headers.get('etag') ?? '';
    assert.equal((await get(shop, path, { 'if-none-match': etag })).status, 304);
    await waitFor('six lines', () => lines() === before.lines + 6);
    assert.equal(await served(), before.served + 6);
  });

  test('hits, loads and memory are counted', async () => {
    const shop = theShop();
    for (let time = 0; time < 2; time += 1) await get(shop, '/api/v1/collections');
    const hits = await counted(shop, 'hit');
    await get(shop, '/api/v1/collections');
    assert.ok((await counted(shop, 'hit')) > hits);
    const { text } = await get(shop, '/metrics');
    assert.match(text, /^cartwright_cache_bytes [1-9]\d*$/m);
    assert.match(text, /^cartwright_cache_kept [1-9]\d*$/m);
    assert.match(text, /^cartwright_cache_ended_total [1-9]\d*$/m);
  });
}

async function counted(shop: TestShop, outcome: 'hit' | 'miss'): Promise<number> {
  const { text } = await get(shop, '/metrics');
  const found = new RegExp(`^cartwright_cache_answers_total\\{outcome="${outcome}"\\} (\\d+)`, 'm');
  return Number(found.exec(text)?.[1]);
}

function privacy(theShop: () => TestShop): void {
  test('nothing of one visitor reaches the page of another', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Discreet', stock: 1 });
    const secrets = [
      'cart-of-zebulon',
      'session-of-zebulon',
      'agent-of-zebulon',
      'zebulon.example',
    ];
    const cookie = [
      'cartwright.cart=cart-of-zebulon',
      'cartwright.cart-count=3',
      'cartwright.session_token=session-of-zebulon',
      'other=zebulon.example',
    ].join('; ');
    for (const path of ['/', `/products/${product.slug}`, '/search?q=discreet']) {
      const theirs = await get(shop, path, {
        cookie,
        'user-agent': 'agent-of-zebulon',
        'x-forwarded-host': 'zebulon.example',
        referer: 'http://zebulon.example/',
      });
      assert.match(theirs.text, /aria-label="Cart, 3 /, `${path} shows the number of their cart`);
      const others = await get(shop, path);
      assert.doesNotMatch(others.text, /aria-label="Cart, 3 /, path);
      for (const { text, headers } of [theirs, others]) {
        assert.equal(headers.get('set-cookie'), null, path);
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is in ${path}`);
      }
    }
  });

  test('a message for one browser is shown to it alone', async () => {
    const shop = theShop();
    const flash = encodeURIComponent(JSON.stringify({ kind: 'notice', key: 'signed-out' }));
    const theirs = await get(shop, '/', { cookie: `cartwright.flash=${flash}` });
    assert.match(theirs.text, /You are signed out/);
    assert.match(theirs.headers.get('set-cookie') ?? '', /cartwright\.flash=/);
    const others = await get(shop, '/');
    assert.doesNotMatch(others.text, /You are signed out/);
    assert.equal(others.headers.get('set-cookie'), null);
  });

  test('answers and pages for one person are never kept', async () => {
    const shop = theShop();
    const product = await createShown(shop, { title: 'Mine', stock: 1 });
    const [variantId = ''] = product.variantIds;
    const made = await fetch(`${shop.url}/api/v1/carts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ currency: 'EUR', lines: [{ variantId, quantity: 1 }] }),
    });
    const { id } = await made.json();
    for (const path of [`/api/v1/carts/${id}`, '/cart', '/account', '/checkout', '/sign-in']) {
      const { headers } = await get(shop, path, { cookie: `cartwright.cart=${id}` });
      assert.equal(headers.get('cache-tag'), null, path);
      assert.doesNotMatch(headers.get('cache-control') ?? '', /public/, path);
      assert.ok(path.startsWith('/api/') || headers.get('etag') === null, path);
    }
  });
}
