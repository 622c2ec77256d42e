import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type CartwrightClient, newIdempotencyKey } from '@cartwright/sdk';
import { type TestShop, waitFor } from '@cartwright/testing';
import { asHeader, browse } from './browse.ts';
import { address, createCart, createProduct, shopperOf } from './fixtures.ts';
import { linkIn, mailTo } from './mailbox.ts';
import { type BoughtOrder, buy } from './orders.ts';
import { register, type SignedIn, signIn, signOut } from './sign-in.ts';

const email = 'ada@shoppers.example';

const numbersOf = async (client: CartwrightClient): Promise<string[]> => {
  const { data, error } = await client.GET('/api/v1/me/orders');
  assert.ok(data, JSON.stringify(error));
  return data.items.map(({ number }) => number);
};

/** A shopper with an account, from registration to signing out. */
export function shopperLife(theShop: () => TestShop): void {
  let variantId: string;
  let guestOrder: BoughtOrder;
  let ownOrder: BoughtOrder;
  let ada: SignedIn;

  before(async () => {
    const shop = theShop();
    [variantId = ''] = (await createProduct(shop, { title: 'Boots', stock: 50 })).variantIds;
  });
  const guestCart = (quantity: number) => createCart(theShop(), [{ variantId, quantity }]);

  test('a new account does not show what a guest bought under its address', async () => {
    const shop = theShop();
    guestOrder = await buy(shop, await guestCart(1), { email });
    ada = await register(shop, email);
    const me = await ada.client.GET('/api/v1/me');
    assert.equal(me.data?.email, email);
    assert.equal(me.data?.emailVerified, false);
    assert.deepEqual(await numbersOf(ada.client), []);
    const path = { params: { path: { id: guestOrder.id } } };
    assert.equal((await ada.client.GET('/api/v1/orders/{id}', path)).response.status, 404);
  });

  test('a page beside the shop may fill the browser with cookies of its own', async () => {
    const cookie = `other=${'x'.repeat(9_000)}; ${asHeader(ada.cookies)}; more=1`;
    const me = await fetch(`${theShop().url}/api/v1/me`, { headers: { cookie } });
    assert.equal(me.status, 200, await me.text());
  });

  test('carts of a guest join the shopper’s cart', async () => {
    for (const quantity of [1, 2]) {
      const body = { cartId: await guestCart(quantity) };
      const merged = await ada.client.PUT('/api/v1/me/cart', { body });
      assert.ok(merged.data, JSON.stringify(merged.error));
    }
    const { data } = await ada.client.GET('/api/v1/me/cart');
    assert.deepEqual(
      data?.lines.map((line) => line.quantity),
      [3],
    );
  });

  test('the shopper buys and finds the order', async () => {
    const shop = theShop();
    const mine = await ada.client.GET('/api/v1/me/cart');
    ownOrder = await buy(shop, mine.data?.id ?? '', { email });
    assert.deepEqual(await numbersOf(ada.client), [ownOrder.number]);
    const path = { params: { path: { id: ownOrder.id } } };
    assert.equal((await ada.client.GET('/api/v1/orders/{id}', path)).data?.number, ownOrder.number);
    await waitFor('the ordered cart to be gone', async () => {
      const { response } = await ada.client.GET('/api/v1/me/cart');
      return response.status === 404;
    });
  });

  test('whoever verified the address sees the guest’s order too', async () => {
    const link = linkIn(await mailTo(theShop(), email, /address/i), '/api/auth/verify-email');
    const page = await browse(link, new Map(ada.cookies));
    assert.equal(page.status, 200);
    assert.equal((await ada.client.GET('/api/v1/me')).data?.emailVerified, true);
    assert.deepEqual(await numbersOf(ada.client), [ownOrder.number, guestOrder.number]);
    const path = { params: { path: { id: guestOrder.id } } };
    assert.equal((await ada.client.GET('/api/v1/orders/{id}', path)).response.status, 200);
  });

  test('addresses are saved, changed and forgotten, by their owner alone', async () => {
    const { client } = ada;
    const saved = await client.POST('/api/v1/me/addresses', { body: address });
    assert.ok(saved.data, JSON.stringify(saved.error));
    const params = { path: { addressId: saved.data.id } };
    const moved = { ...address, city: 'Köln' };
    const stranger = await register(theShop(), 'stranger@shoppers.example');
    const path = '/api/v1/me/addresses/{addressId}';
    const seen = await stranger.client.GET('/api/v1/me/addresses');
    assert.deepEqual(seen.data?.items, []);
    const taken = await stranger.client.PUT(path, { params, body: moved });
    assert.equal(taken.response.status, 404);
    assert.equal((await stranger.client.DELETE(path, { params })).response.status, 404);
    assert.equal((await client.PUT(path, { params, body: moved })).data?.city, 'Köln');
    const list = await client.GET('/api/v1/me/addresses');
    assert.deepEqual(
      list.data?.items.map(({ city }) => city),
      ['Köln'],
    );
    assert.equal((await client.DELETE(path, { params })).response.status, 204);
    assert.equal((await client.DELETE(path, { params })).response.status, 404);
  });

  test('another shopper sees and changes nothing of it', async () => {
    const shop = theShop();
    const other = await signIn(shop, 'stranger@shoppers.example');
    assert.deepEqual(await numbersOf(other.client), []);
    for (const { id } of [ownOrder, guestOrder]) {
      const path = { id };
      const seen = await other.client.GET('/api/v1/orders/{id}', { params: { path } });
      assert.equal(seen.response.status, 404);
      const cancelled = await other.client.POST('/api/v1/orders/{id}/cancel', {
        params: { path, header: { 'idempotency-key': newIdempotencyKey() } },
      });
      assert.equal(cancelled.response.status, 404);
    }
    const staffs = await other.client.GET('/api/v1/admin/orders');
    assert.equal(staffs.response.status, 403);
  });

  test('who has signed out is nobody, and finds the cart again after signing in', async () => {
    const shop = theShop();
    const body = { cartId: await guestCart(1) };
    const kept = await ada.client.PUT('/api/v1/me/cart', { body });
    await signOut(shop, ada);
    assert.equal((await ada.client.GET('/api/v1/me')).response.status, 401);
    assert.equal((await shopperOf(shop).GET('/api/v1/me/orders')).response.status, 401);
    const again = await signIn(shop, email);
    assert.equal((await again.client.GET('/api/v1/me/cart')).data?.id, kept.data?.id);
  });
}
