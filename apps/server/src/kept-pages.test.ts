import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReadCache } from '@cartwright/cache';
import type { ApiFetch } from './api-fetch.ts';
import { keepPages } from './kept-pages.ts';

/** Pages that show what the API answers, and do without it when it does not. */
function pagesOf(fetch: ApiFetch) {
  const cache = createReadCache({ bytesMax: 1024 * 1024, logs: [] });
  const keep = keepPages({ cache, fetch });
  const show = async () => {
    const page = await keep({ key: 'terms', ifNoneMatch: undefined }, async (ask) => {
      const menu = await ask(new Request('http://shop.example/menu')).then(
        (response) => response.text(),
        () => 'no menu',
      );
      return { status: 200, headers: {}, body: Buffer.from(menu) };
    });
    return page.body.toString();
  };
  return { cache, show };
}

test('a page that was made while the gateway was away is not kept', async () => {
  let asked = 0;
  const { cache, show } = pagesOf(async () => {
    asked += 1;
    if (asked <= 2) throw new TypeError('fetch failed');
    return new Response(`menu ${asked}`, { headers: { 'cache-tag': 'collections' } });
  });
  assert.equal(await show(), 'no menu');
  assert.equal(await show(), 'no menu');
  assert.equal(await show(), 'menu 3');
  assert.equal(await show(), 'menu 4', 'kept from the second time on');
  assert.equal(await show(), 'menu 4');
  cache.end(['collections']);
  assert.equal(await show(), 'menu 5');
});

test('a page with an answer that has no tags is not kept', async () => {
  let asked = 0;
  const { show } = pagesOf(async () => new Response(`menu ${++asked}`));
  for (const number of [1, 2, 3]) assert.equal(await show(), `menu ${number}`);
});
