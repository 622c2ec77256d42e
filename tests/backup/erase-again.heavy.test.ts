import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { asHeader } from '../journeys/browse.ts';
import { createProduct, openForBusiness, staffOf } from '../journeys/fixtures.ts';
import { password } from '../journeys/sign-in.ts';
import { cancel, handleWithdrawals, keptForDelivery, livedIn } from '../security/marked-shopper.ts';
import { openTraces, type Traces } from '../security/traces.ts';
import { run, startRestored } from './restored-shop.ts';

/** Every wait is for a shop that starts or catches up, maybe on a machine that is busy. */
const patience = { timeoutMs: 60_000 };

let folder: string;
let dataDir: string;
let shop: TestShop;
let restored: TestShop | undefined;
let traces: Traces | undefined;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-erase-again-'));
  // A folder of its own: PostgreSQL has to be able to enter it, and nobody else the backup.
  dataDir = await mkdtemp(join(tmpdir(), 'cartwright-erased-again-'));
  shop = await startTestShop();
  await openForBusiness(shop);
});
after(async () => {
  await traces?.close();
  await restored?.processOf('all').end();
  await shop?.stop();
  for (const made of [folder, dataDir]) await rm(made, { recursive: true, force: true });
});

/** The runbook's way to whom: the line that each erasure left in the log. */
const erasedInLog = (): Promise<string> =>
  waitFor('the log to tell of the erasure', () => {
    const line = shop
      .logs()
      .split('\n')
      .find((one) => one.includes('shopper erased'));
    return /"shopperId":"([0-9a-f-]{36})"/.exec(line ?? '')?.[1];
  });

test('a shopper whom a backup brings back is erased again, before the shop opens', async () => {
  const { variantIds } = await createProduct(shop, { title: 'Sold', stock: 50 });
  const { ada, open, closed } = await livedIn({ shop, variantId: variantIds[0] ?? '' });
  const source = join(folder, 'backup');
  await run(['backup', source], shop.env);
  const erased = await ada.client.POST('/api/v1/me/erase', { body: { password } });
  assert.equal(erased.response.status, 204, JSON.stringify(erased.error));
  const shopperId = await erasedInLog();

  restored = await startRestored(shop, {
    source,
    dataDir,
    prepare: async (env) => {
      // The backup knows him: else he would not be there.
      const told = await run(['erase-shopper', shopperId], env);
      assert.match(told, new RegExp(`${shopperId}: erased`));
    },
  });
  const copy = restored;
  const me = await fetch(`${copy.url}/api/v1/me`, { headers: { cookie: asHeader(ada.cookies) } });
  assert.equal(me.status, 401);
  traces = await openTraces(copy);
  const { holders } = traces;
  const isForgotten = async () =>
    (await holders()).every((table) => keptForDelivery.includes(table));
  await waitFor('all but the open order to be forgotten', isForgotten, patience);
  for (const id of closed) {
    const params = { path: { id } };
    const { data } = await staffOf(copy).GET('/api/v1/admin/orders/{id}', { params });
    assert.equal(data?.isErased, true);
    assert.equal(data?.totals.total.amount, 5490);
  }
  const stage = { shop: copy, variantId: '' };
  await cancel(stage, open);
  await handleWithdrawals(stage, open);
  await waitFor('nothing to be left', async () => (await holders()).length === 0, patience);
});
