import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { waitFor } from '@cartwright/testing';
import { startCrowd } from './crowd.ts';

/** What a crowd says of a shop that answers carts and checkouts with these. */
async function complaintsAt(o: { cart: number; checkout: number }): Promise<readonly string[]> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    response.statusCode = request.url?.endsWith('/checkout') ? o.checkout : o.cart;
    response.end(JSON.stringify({ id: 'cart', code: 'of-the-shop' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const crowd = startCrowd({
    market: { variantIds: ['boots'], shippingOptionId: 'standard', supplied: new Map() },
    urls: [`http://127.0.0.1:${port}`],
    size: 2,
    seed: 1,
  });
  try {
    crowd.open();
    await waitFor('the shop to be asked', () => asked >= 8);
    return crowd.complaints;
  } finally {
    await crowd.stop();
    server.close();
  }
}

test('a crowd complains of carts and checkouts that fail, and not of a shop that is busy', async () => {
  assert.match((await complaintsAt({ cart: 500, checkout: 201 }))[0] ?? '', /cart .* 500/);
  assert.match((await complaintsAt({ cart: 201, checkout: 422 }))[0] ?? '', /checkout .* 422/);
  assert.deepEqual(await complaintsAt({ cart: 503, checkout: 503 }), []);
  assert.deepEqual(await complaintsAt({ cart: 201, checkout: 503 }), []);
});
