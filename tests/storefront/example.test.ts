import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { freePort, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { createProduct, openForBusiness, stockOnceAllocated } from '../journeys/fixtures.ts';
import { elementsOf, titleOf } from './page.ts';

const guideFile = 'docs/guides/storefront.md';
const command = 'npx node docs/guides/example-storefront/shop.ts http://127.0.0.1:8080 3000';

let shop: TestShop;
let example: { process: ChildProcess; url: string };
let guide: string;

before(async () => {
  guide = await readFile(guideFile, 'utf8');
  shop = await startTestShop();
  await openForBusiness(shop);
  example = await startExample();
});
after(async () => {
  example?.process.kill();
  await shop?.stop();
});

/** As the guide says, with the addresses of this test. */
async function startExample(): Promise<{ process: ChildProcess; url: string }> {
  assert.ok(guide.includes(`\n${command}\n`), 'the guide says how to start it');
  const port = String(await freePort());
  const [, , file = ''] = command.split(' ');
  const child = spawn(process.execPath, [file, shop.url, port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await once(child.stdout, 'data');
  assert.match(String(text), /ready at http/);
  return { process: child, url: `http://127.0.0.1:${port}` };
}

/** A browser of one tab that keeps cookies and sends forms. */
function openBrowser() {
  // One of another program on the same host, which nobody can decode.
  const cookies = new Map([['foreign', '100%']]);
  return async (path: string, fields?: Record<string, string>) => {
    const response = await fetch(new URL(path, example.url), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (cookie.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return { status: response.status, html: await response.text(), location };
  };
}

test('the example of the guide sells a product', async () => {
  const product = await createProduct(shop, { title: 'Example shoe <1>', stock: 3 });
  const visit = openBrowser();
  await waitFor('the product to be for sale', async () => {
    const { html } = await visit(`/products/${product.slug}`);
    return elementsOf(html, 'option').some((option) => !('disabled' in option));
  });
  const list = await visit('/');
  assert.match(list.html, /Example shoe &lt;1&gt;/);
  const added = await visit('/cart', { variant: product.variantIds[0] ?? '' });
  assert.equal(added.location, '/cart');
  const cart = await visit('/cart');
  const key = elementsOf(cart.html, 'input').find(({ name }) => name === 'key')?.value ?? '';
  const delivery = elementsOf(cart.html, 'option')[0]?.value ?? '';
  const form = {
    key,
    delivery,
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
  };
  const [first, again] = await Promise.all([visit('/orders', form), visit('/orders', form)]);
  assert.equal(first.status, 303);
  assert.equal(again.location, first.location, 'sent twice, it orders once');
  const order = await visit(first.location ?? '');
  assert.match(titleOf(order.html), /^Order /);
  assert.match(order.html, /54\.90/);
  await stockOnceAllocated(shop, product.variantIds[0] ?? '', 1);
  await visit('/cart', { variant: product.variantIds[0] ?? '' });
  const next = await visit('/cart');
  const nextKey = elementsOf(next.html, 'input').find(({ name }) => name === 'key')?.value ?? '';
  const second = await visit('/orders', { ...form, key: nextKey });
  assert.equal(second.status, 303, 'a second purchase has a cart of its own');
  assert.notEqual(second.location, first.location);
  await stockOnceAllocated(shop, product.variantIds[0] ?? '', 2);
});

test('what is not there, and what other sites send, is refused', async () => {
  const visit = openBrowser();
  assert.equal((await visit('/products/nothing')).status, 404);
  assert.equal((await visit('/orders/nothing')).status, 409);
  for (const origin of ['https://evil.example', 'null']) {
    const foreign = await fetch(`${example.url}/cart`, { method: 'POST', headers: { origin } });
    assert.equal(foreign.status, 403, origin);
  }
});

test('the code that the guide shows is the code of the example', async () => {
  const code = await readFile('docs/guides/example-storefront/shop.ts', 'utf8');
  const shown = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  assert.ok(shown.length >= 3);
  for (const block of shown) assert.ok(code.includes(block), block);
});
