import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  createCleanup,
  freePort,
  startShopProcess,
  startTestShop,
  type TestShop,
  waitFor,
} from '@cartwright/testing';
import { openForBusiness, staffOf } from '../journeys/fixtures.ts';
import { createShown, everywhereWithinMs, get, retitle } from './kept-answers.ts';

const cleanup = createCleanup();
let shop: TestShop;
/** A process that is nothing but a storefront. */
let storefront: { url: string };

before(async () => {
  shop = await startTestShop({ shape: 'split' });
  cleanup.add(shop.stop);
  await openForBusiness(shop);
  const env = {
    ...shop.serviceEnv('gateway'),
    PORT: String(await freePort()),
    INTERNAL_PORT: String(await freePort()),
    GATEWAY_URL: shop.url,
  };
  const started = await startShopProcess({ args: ['--target=storefront'], env });
  cleanup.add(() => started.end());
  // It prints the address of the shop for its customers.
  storefront = { url: `http://127.0.0.1:${env.PORT}` };
});
after(cleanup.run);

test('a storefront in a process of its own shows an edit within two seconds', async () => {
  const product = await createShown(shop, { title: 'Far away', stock: 10 });
  const paths = ['/', `/products/${product.slug}`, '/search?sort=newest'];
  for (let round = 0; round < 4; round += 1) {
    for (const path of paths) assert.equal((await get(storefront, path)).status, 200, path);
    const title = `Far away ${round}`;
    await retitle(shop, product, title);
    const looks = paths.map((path) =>
      waitFor(
        `${path} to show ${title}`,
        async () => (await get(storefront, path)).text.includes(title),
        { timeoutMs: everywhereWithinMs },
      ),
    );
    await Promise.all(looks);
  }
});

test('its pages are kept between two edits', async () => {
  const product = await createShown(shop, { title: 'Lasting', stock: 10 });
  const path = `/products/${product.slug}`;
  const hits = async () =>
    Number(
      /^cartwright_cache_answers_total\{outcome="hit"\} (\d+)/m.exec(
        (await get(storefront, '/metrics')).text,
      )?.[1],
    );
  // Until the storefront has heard the last of the new product, what it hears ends the page again.
  await waitFor('five answers in a row to be kept ones', async () => {
    const before = await hits();
    for (let round = 0; round < 5; round += 1) await get(storefront, path);
    return (await hits()) >= before + 5;
  });
});

test('a price that rises is on its page within two seconds of the catalogue', async () => {
  const product = await createShown(shop, { title: 'Rising', stock: 10 });
  const [variantId = ''] = product.variantIds;
  const path = `/products/${product.slug}`;
  // Kept from the second time on that it is made.
  for (let time = 0; time < 2; time += 1) await get(storefront, path);
  await staffOf(shop).PUT('/api/v1/admin/prices', {
    body: { prices: [{ variantId, price: { amount: 7700, currency: 'EUR' } }] },
  });
  await waitFor('the catalogue to know it', async () =>
    (await get(shop, `/api/v1${path}`)).text.includes('"amount":7700'),
  );
  await waitFor('the page', async () => (await get(storefront, path)).text.includes('€77.00'), {
    timeoutMs: everywhereWithinMs,
  });
});
