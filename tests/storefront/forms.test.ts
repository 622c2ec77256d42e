import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  shopperOf,
  staffOf,
  type TestProduct,
} from '../journeys/fixtures.ts';
import { buy } from '../journeys/orders.ts';
import { readPage } from './page.ts';

let shop: TestShop;

before(async () => {
  shop = await startTestShop();
  await openForBusiness(shop);
});
after(() => shop?.stop());

/** Presses the button that lowers a cart to what is left. */
async function lower(cartId: string) {
  const response = await fetch(`${shop.url}/checkout`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `cartwright.cart=${cartId}`, origin: shop.url },
    body: new URLSearchParams({ step: 'lower' }),
  });
  const cookies = response.headers.getSetCookie().map(decodeURIComponent);
  const flash = cookies.find((cookie) => cookie.startsWith('cartwright.flash=')) ?? '';
  return { location: response.headers.get('location'), flash };
}

test('a cart of many lines is lowered to what is left of each', async () => {
  const sizes = Array.from({ length: 40 }, (_, index) => `size ${index}`);
  const product = await createProduct(shop, { title: 'Shoe of all sizes', stock: 2, sizes });
  const lines = product.variantIds.map((variantId) => ({ variantId, quantity: 3 }));
  const cartId = await createCart(shop, lines);
  const lowered = await lower(cartId);
  assert.equal(lowered.location, '/checkout');
  assert.match(lowered.flash, /cart-lowered/);
  const params = { path: { cartId } };
  const { data } = await shopperOf(shop).GET('/api/v1/carts/{cartId}', { params });
  assert.deepEqual(new Set(data?.lines.map(({ quantity }) => quantity)), new Set([2]));
  assert.equal(data?.lines.length, sizes.length);
});

test('a cart that asks for too many says how many are left, and so does checkout', async () => {
  const product = await createProduct(shop, { title: 'Shoe of few', stock: 2 });
  const cartId = await createCart(shop, [{ variantId: product.variantIds[0] ?? '', quantity: 3 }]);
  for (const path of ['/cart', '/checkout']) {
    const { html } = await readPage(shop.url + path, { cookie: `cartwright.cart=${cartId}` });
    assert.match(html, /Only 2 left\. Please choose fewer\./, path);
    assert.match(html, /Please change what is marked\./, path);
  }
});

test('what has no price in a currency is not sold out', async () => {
  const currencies = ['EUR', 'CHF'].map((code) => ({ code, pricesIncludeTax: true }));
  const { response } = await staffOf(shop).PUT('/api/v1/admin/store', {
    body: { currencies, defaultCurrency: 'EUR', homeCountry: 'DE' },
  });
  assert.equal(response.status, 200);
  const product = await createProduct(shop, { title: 'Shoe of one currency', stock: 9 });
  const read = async (path: string, currency: string) =>
    (await readPage(shop.url + path, { cookie: `cartwright.currency=${currency}` })).html;
  const list = '/search?q=shoe+of+one+currency';
  await waitFor('the product to be for sale', async () =>
    (await read(list, 'EUR')).includes('€50.00'),
  );
  for (const path of [list, `/products/${product.slug}`]) {
    const [, main = ''] = (await read(path, 'CHF')).split('<main');
    assert.match(main, /Not for sale in this currency/, path);
    assert.doesNotMatch(main, />\s*(Sold out|In stock|Only a few left)\s*</, path);
  }
});

test('sign-in leads back to the very address that asked for it', async () => {
  const { status, headers } = await readPage(`${shop.url}/de/account/address?id=one`);
  assert.equal(status, 303);
  const next = encodeURIComponent('/account/address?id=one');
  assert.equal(headers.get('location'), `/de/sign-in?next=${next}`);
});

test('why a cart cannot be lowered is told', async () => {
  const gone = await lower('there-is-no-such-cart');
  assert.equal(gone.location, '/cart');
  assert.match(gone.flash, /cart-gone/);
  const product = await createProduct(shop, { title: 'Shoe on its way', stock: 3 });
  const cartId = await createCart(shop, [{ variantId: product.variantIds[0] ?? '', quantity: 3 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const { status } = await checkout(shop, cartId, { token: 'slow', shippingOptionId });
  assert.equal(status, 202);
  const busy = await lower(cartId);
  assert.equal(busy.location, '/cart');
  assert.match(busy.flash, /checkout-in-progress/);
});

test('the buttons beside a quantity count from what stands in its field', async () => {
  const product = await createProduct(shop, { title: 'Shoe by steps', stock: 9 });
  const cartId = await createCart(shop, [{ variantId: product.variantIds[0] ?? '', quantity: 1 }]);
  const cart = async () => {
    const params = { path: { cartId } };
    const { data } = await shopperOf(shop).GET('/api/v1/carts/{cartId}', { params });
    return data?.lines[0];
  };
  const line = (await cart())?.id ?? '';
  const press = async (fields: { quantity: string; step?: string }) => {
    await fetch(`${shop.url}/cart`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `cartwright.cart=${cartId}`, origin: shop.url },
      body: new URLSearchParams({ action: 'change', line, ...fields }),
    });
    return (await cart())?.quantity;
  };
  assert.equal(await press({ quantity: '1', step: '1' }), 2);
  assert.equal(await press({ quantity: '5', step: '-1' }), 4);
  assert.equal(await press({ quantity: '3' }), 3);
  assert.equal(await press({ quantity: '999', step: '1' }), 999, 'no line holds more');
});

test('whoever changes a quantity stays at its line, unless prices have changed', async () => {
  const product = await createProduct(shop, { title: 'Shoe in its place', stock: 9 });
  const variantId = product.variantIds[0] ?? '';
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const params = { path: { cartId } };
  const { data } = await shopperOf(shop).GET('/api/v1/carts/{cartId}', { params });
  const line = data?.lines[0]?.id ?? '';
  const placeAfter = async (fields: Record<string, string>, more = '') => {
    const response = await fetch(`${shop.url}/de/cart`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `cartwright.cart=${cartId}${more}`, origin: shop.url },
      body: new URLSearchParams({ line, ...fields }),
    });
    return response.headers.get('location');
  };
  const change = { action: 'change', quantity: '2' };
  assert.equal(await placeAfter(change), `/de/cart#line-${line}`);
  assert.equal(await placeAfter({ ...change, step: '1' }), `/de/cart#line-${line}-more`);
  assert.equal(await placeAfter({ ...change, step: '-1' }), `/de/cart#line-${line}-fewer`);
  assert.equal(await placeAfter({ ...change, quantity: '1000' }), '/de/cart', 'it is refused');
  const otherPrice = `; cartwright.prices=${variantId.slice(-8)}-1-EUR`;
  assert.equal(await placeAfter(change, otherPrice), '/de/cart', 'the top tells of the price');
  assert.equal(await placeAfter({ action: 'remove' }), '/de/cart');
});

async function chooseFrancs(cartId: string) {
  const currencies = ['EUR', 'CHF'].map((code) => ({ code, pricesIncludeTax: true }));
  const store = { currencies, defaultCurrency: 'EUR', homeCountry: 'DE' };
  assert.ok((await staffOf(shop).PUT('/api/v1/admin/store', { body: store })).response.ok);
  const { status, headers } = await fetch(`${shop.url}/currency`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `cartwright.cart=${cartId}`, origin: shop.url },
    body: new URLSearchParams({ currency: 'CHF', back: '/cart' }),
  });
  return { status, cookies: headers.getSetCookie().map(decodeURIComponent) };
}

test('whoever chose a currency that the shop gave up can buy all the same', async () => {
  const product = await createProduct(shop, { title: 'Shoe of old money', stock: 3 });
  const { status, headers } = await fetch(`${shop.url}/cart`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: 'cartwright.currency=SEK', origin: shop.url },
    body: new URLSearchParams({ action: 'add', variant: product.variantIds[0] ?? '' }),
  });
  assert.equal(status, 303);
  assert.match(headers.getSetCookie().join(), /cartwright\.cart=[^;]/);
});

test('a cart changes its currency and keeps what can be bought', async () => {
  const staff = staffOf(shop);
  const make = (title: string) => createProduct(shop, { title, stock: 3 });
  const [kept, hidden, removed] = [await make('Kept'), await make('Hidden'), await make('Removed')];
  const variantOf = (product: TestProduct) => product.variantIds[0] ?? '';
  const lines = [kept, hidden, removed].map((product) => ({
    variantId: variantOf(product),
    quantity: 2,
  }));
  const cartId = await createCart(shop, lines);
  const linesOf = async (id: string) => {
    const params = { path: { cartId: id } };
    return (await shopperOf(shop).GET('/api/v1/carts/{cartId}', { params })).data?.lines ?? [];
  };
  const pathOf = ({ productId: id }: TestProduct) => ({ params: { path: { id } } });
  const draft = { ...pathOf(hidden), body: { status: 'draft' as const } };
  assert.ok((await staff.PATCH('/api/v1/admin/products/{id}', draft)).response.ok);
  assert.ok((await staff.DELETE('/api/v1/admin/products/{id}', pathOf(removed))).response.ok);
  await waitFor('the cart to hear of it', async () => {
    const held = await linesOf(cartId);
    return held.filter(({ problem }) => problem === 'not-for-sale').length === 2;
  });
  const { status, cookies } = await chooseFrancs(cartId);
  assert.equal(status, 303);
  const newId = /^cartwright\.cart=([^;]+)/.exec(
    cookies.findLast((cookie) => cookie.startsWith('cartwright.cart=')) ?? '',
  )?.[1];
  assert.ok(newId);
  const moved = (await linesOf(newId)).map(({ variantId, quantity }) => ({ variantId, quantity }));
  assert.deepEqual(moved, [{ variantId: variantOf(kept), quantity: 2 }]);
  assert.ok(cookies.some((cookie) => /^cartwright\.flash=.*left-behind/.test(cookie)));
  assert.deepEqual(await linesOf(cartId), []);
});

test('a cart that is ordered while it changes its currency is forgotten', async () => {
  const product = await createProduct(shop, { title: 'Shoe of two tabs', stock: 3 });
  const cartId = await createCart(shop, [{ variantId: product.variantIds[0] ?? '', quantity: 1 }]);
  const { adminUrl = '' } = (await findRunningShop(shop.dataDir)) ?? {};
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('begin');
    await admin.query('select from cart.cart where id = $1 for update', [cartId]);
    const changed = chooseFrancs(cartId);
    await waitFor('the old cart to be emptied', async () => {
      const { rowCount } = await admin.query('select from pg_locks where not granted');
      return rowCount === 1;
    });
    await admin.query(
      `update cart.cart set status = 'ordered', attempt_id = uuidv7(), order_id = uuidv7()
      where id = $1`,
      [cartId],
    );
    await admin.query('commit');
    const { status, cookies } = await changed;
    assert.equal(status, 303);
    const kept = cookies.findLast((cookie) => cookie.startsWith('cartwright.cart=')) ?? '';
    assert.match(kept, /Max-Age=0|1970/);
    assert.ok(cookies.some((cookie) => /^cartwright\.flash=.*cart-already-ordered/.test(cookie)));
  } finally {
    await admin.end();
  }
});

test('a browser sees the orders that it can forget, and no others', async () => {
  const product = await createProduct(shop, { title: 'Shoe of a guest', stock: 3 });
  const line = { variantId: product.variantIds[0] ?? '', quantity: 1 };
  const order = await buy(shop, await createCart(shop, [line]));
  const opened = await readPage(`${shop.url}/orders/${order.id}?token=${order.accessToken}`);
  const set = opened.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
  const statusWith = async (cookies: string[]) => {
    const path = `${shop.url}/orders/${order.id}`;
    return (await readPage(path, { cookie: cookies.join('; ') })).status;
  };
  assert.equal(await statusWith(set), 200);
  const right = set.filter((cookie) => cookie.startsWith('cartwright.order='));
  assert.equal(right.length, 1);
  // Signing out deletes the list, and by it the rights that it names.
  assert.equal(await statusWith(right), 404);
  const other = '0190a000-0000-7000-8000-000000000000';
  assert.equal(await statusWith([...right, `cartwright.orders=${other}`]), 404);
});

test('signing out forgets where payments led to, in every language', async () => {
  const response = await fetch(`${shop.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: shop.url },
    body: new URLSearchParams(),
  });
  assert.equal(response.status, 303);
  const deleted = response.headers.getSetCookie().filter((cookie) => /Max-Age=0|1970/.test(cookie));
  for (const [name, path] of [
    ['cartwright.attempt', '/checkout'],
    ['cartwright.attempt.de', '/de/checkout'],
    ['cartwright.attempts', '/checkout'],
    ['cartwright.attempts.de', '/de/checkout'],
  ])
    assert.ok(
      deleted.some(
        (cookie) => cookie.startsWith(`${name}=`) && cookie.split('; ').includes(`Path=${path}`),
      ),
      `${name} in ${deleted.join('\n')}`,
    );
});

test('pages with names and addresses lie in no cache', async () => {
  for (const [path, expected] of [
    ['/account', 'private, no-store'],
    ['/de/account/addresses', 'private, no-store'],
    ['/checkout', 'private, no-store'],
    ['/orders/0199d5f0-0000-7000-8000-000000000000', 'private, no-store'],
    ['/de/withdraw', 'private, no-store'],
    ['/cart', 'private, no-cache'],
  ] as const) {
    const { headers } = await readPage(shop.url + path);
    assert.equal(headers.get('cache-control'), expected, path);
  }
});

test('a kept page names all that it depends on, also when it has not changed', async () => {
  const vary = 'accept-encoding, cookie';
  for (const path of ['/', '/search', '/de/legal/terms', '/legal/shipping'])
    for (const encoding of ['gzip', 'identity']) {
      const ask = (more = {}) =>
        readPage(shop.url + path, { 'accept-encoding': encoding, ...more });
      // What other tests have sold may still change the page.
      const unchanged = await waitFor(`${path} to stay as it is`, async () => {
        const { headers } = await ask();
        assert.equal(headers.get('vary'), vary, path);
        const again = await ask({ 'if-none-match': headers.get('etag') ?? '' });
        return again.status === 304 ? again : undefined;
      });
      assert.equal(unchanged.headers.get('vary'), vary, path);
    }
});

test('an address that cannot be read gets a page in browsers, a problem in programs', async () => {
  const paths = { '/products/%FF': 404, '/%E0%A4%A': 404, '/de/products/%': 404 };
  for (const [path, status] of Object.entries({ ...paths, '/products/%00': 400 })) {
    const page = await readPage(shop.url + path, { accept: 'text/html,*/*;q=0.8' });
    assert.equal(page.status, status, path);
    assert.match(page.html, path.startsWith('/de') ? /<html lang="de/ : /<html lang="en/, path);
    const answer = await fetch(shop.url + path, { headers: { accept: 'application/json' } });
    assert.equal(answer.status, 400, path);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  }
  const headers = { accept: 'text/html' };
  assert.equal((await fetch(`${shop.url}/api/v1/products/%FF`, { headers })).status, 400);
  assert.equal((await fetch(`${shop.url}/search?q=%00`, { headers })).status, 200);
});
