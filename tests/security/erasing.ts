import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommand, waitFor } from '@cartwright/testing';
import { asHeader } from '../journeys/browse.ts';
import { createProduct, staffOf } from '../journeys/fixtures.ts';
import { answerChallenge } from '../journeys/provider-books.ts';
import { password, register } from '../journeys/sign-in.ts';
import type { Story } from '../journeys/stories.ts';
import {
  cancel,
  handleWithdrawals,
  keptForDelivery,
  livedIn,
  order,
  type Stage,
  submit,
} from './marked-shopper.ts';
import { markedAddress, marks, openTraces, type Traces } from './traces.ts';

/** A shopper asks to be forgotten, in a shop of either shape. */
export const erasing: Story = (shop) => {
  let stage: Stage;
  let traces: Traces;
  before(async () => {
    traces = await openTraces(shop());
    const product = await createProduct(shop(), { title: 'Sold', stock: 50 });
    stage = { shop: shop(), variantId: product.variantIds[0] ?? '' };
  });
  after(() => traces?.close());

  test('a shopper takes everything along, is erased, and nothing of him is left', async () => {
    const { ada, open, closed } = await livedIn(stage);
    const account = await ada.client.GET('/api/v1/me/export/account');
    assert.equal(account.data?.addresses[0]?.line1, markedAddress.line1);
    const orders = await ada.client.GET('/api/v1/me/export/orders');
    const orderIds = orders.data?.items.map(({ id }) => id) ?? [];
    assert.deepEqual(orderIds.toSorted(), [open, ...closed].toSorted());
    const mails = await ada.client.GET('/api/v1/me/export/mails', {
      params: { query: { orderIds } },
    });
    assert.ok((mails.data?.items.length ?? 0) >= 6, JSON.stringify(mails.data));
    const before = await traces.holders();
    for (const table of ['accounts.user', 'orders.orders', 'notifications.mail'])
      assert.ok(before.includes(table), `${table} is not among ${before}`);

    const refused = await ada.client.POST('/api/v1/me/erase', { body: { password: 'a guess' } });
    assert.equal(refused.response.status, 403);
    const erased = await ada.client.POST('/api/v1/me/erase', { body: { password } });
    assert.equal(erased.response.status, 204, JSON.stringify(erased.error));
    assert.equal((await ada.client.GET('/api/v1/me')).response.status, 401);

    // The open order keeps what is needed to deliver it; the account and what is closed do not.
    await waitFor(
      'all but the open order to be forgotten',
      async () => (await traces.holders()).every((table) => keptForDelivery.includes(table)),
      { timeoutMs: 30_000 },
    );
    for (const id of closed) {
      const { data } = await staffOf(stage.shop).GET('/api/v1/admin/orders/{id}', {
        params: { path: { id } },
      });
      assert.equal(data?.shippingAddress.country, 'DE');
      assert.equal(data?.shippingAddress.line1, '-');
      assert.equal(data?.shopperId, null);
      assert.equal(data?.totals.total.amount, 5490);
    }
    await cancel(stage, open);
    await handleWithdrawals(stage, open);
    await waitFor('nothing to be left', async () => (await traces.holders()).length === 0, {
      timeoutMs: 45_000,
    });
  });

  test('a checkout that is open at the erasure is waited for, and leaves nothing', async () => {
    const { client, cookies } = await register(stage.shop, 'Zmarkmail-waiting@example.com');
    const open = await submit(stage, 'challenge', { cookie: asHeader(cookies) });
    assert.equal(open.status, 202);
    const erased = await client.POST('/api/v1/me/erase', { body: { password } });
    assert.equal(erased.response.status, 204);
    const logged = (text: string) => stage.shop.logs().includes(text);
    await waitFor('the wait to be logged', () =>
      logged('checkouts of an erased shopper are still open: waiting'),
    );
    assert.ok((await traces.holders()).includes('checkout.checkout_attempt'));
    assert.equal(await traces.isEmpty('accounts.erasure'), false);
    await answerChallenge(open.attempt?.action?.url ?? '', 'refuse');
    await waitFor('nothing to be left', async () => (await traces.holders()).length === 0, {
      timeoutMs: 60_000,
    });
    assert.equal(logged('job failed'), false, 'to wait is no failure');
  });

  test('an address that is not verified erases no order of a guest', async () => {
    const other = 'unverified@example.com';
    const placed = await order(stage, { email: other });
    await cancel(stage, placed.id);
    const { client } = await register(stage.shop, other);
    const erased = await client.POST('/api/v1/me/erase', { body: { password } });
    assert.equal(erased.response.status, 204);
    await waitFor('the erasure to be done', () => traces.isEmpty('accounts.erasure'));
    const { data } = await staffOf(stage.shop).GET('/api/v1/admin/orders/{id}', {
      params: { path: { id: placed.id } },
    });
    assert.equal(data?.email, other);
  });

  test('an erasure is in the log by id, and a command erases again whom a backup brought back', async () => {
    const erasing = await register(stage.shop, 'again@example.com');
    const { data } = await erasing.client.GET('/api/v1/me');
    const shopperId = data?.id ?? '';
    const erase = async () =>
      (await runCommand(['erase-shopper', shopperId], stage.shop.serviceEnv('accounts'))).output;
    assert.match(await erase(), new RegExp(`${shopperId}: erased`));
    assert.equal((await erasing.client.GET('/api/v1/me')).response.status, 401);
    assert.match(await erase(), new RegExp(`${shopperId}: not there`));
    const other = await register(stage.shop, 'logged@example.com');
    const me = await other.client.GET('/api/v1/me');
    await other.client.POST('/api/v1/me/erase', { body: { password } });
    // Lines of the log reach us a little after the answer.
    await waitFor('the log to tell of the erasure', () =>
      stage.shop
        .logs()
        .split('\n')
        .some((line) => line.includes('shopper erased') && line.includes(me.data?.id ?? 'nobody')),
    );
  });

  test('no line of the log holds what a shopper typed', () => {
    const line = stage.shop
      .logs()
      .split('\n')
      .find((text) => marks.some((mark) => text.toLowerCase().includes(mark.toLowerCase())));
    assert.equal(line, undefined);
  });
};
