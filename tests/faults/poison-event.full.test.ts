import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newIdempotencyKey } from '@cartwright/sdk';
import { runCommand, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import { createCart, createProduct, staffOf, stockOf } from '../journeys/fixtures.ts';
import { buy } from '../journeys/orders.ts';
import { startFaultShop, underLoad } from './under-load.ts';

/** A handler's tries and their pauses take some 25 s before an event becomes a dead letter. */
const deadWithinMs = 60_000;

test('a poison event holds up its own order only, and is applied when its cause is gone', async () => {
  const fault = await startFaultShop();
  const [shop] = fault.shops;
  const client = new pg.Client({ connectionString: await fault.adminUrl() });
  await client.connect();
  try {
    const { variantIds } = await createProduct(shop, { title: 'Poisoned', stock: 5 });
    const [variantId = ''] = variantIds;
    fault.market.supplied.set(variantId, 5);
    await underLoad(fault, {}, async ({ moreOrders }) => {
      await poison(client, variantId);
      const cart = await createCart(shop, [{ variantId, quantity: 1 }]);
      const order = await buy(shop, cart, { email: 'poisoned@example.com' });
      // It stands behind the poisoned event of its own order, and must wait for it.
      await cancel(shop, order.id);
      await waitFor('the event to become a dead letter', () => isGivenUp(client, order.id), {
        timeoutMs: deadWithinMs,
      });
      assert.equal(await isToldOf(shop), true);
      const kept = await stockOf(shop, variantId);
      assert.deepEqual([kept.reserved, kept.allocated], [1, 0], 'its effects came in part');
      await assertOthersFlow(client, order.id, moreOrders);
      await client.query('drop trigger poison on inventory.promise');
      const retried = await runCommand(['events', 'retry', '--service', 'inventory'], shop.env);
      assert.match(retried.output, /inventory: [1-9]\d* events are tried again/);
      await waitFor('the order to be placed and cancelled at inventory', async () => {
        const { reserved, allocated, available } = await stockOf(shop, variantId);
        return reserved === 0 && allocated === 0 && available === 5;
      });
    });
    assert.equal(await isToldOf(shop), false);
  } finally {
    await client.end();
    await fault.stop();
  }
});

/** From now on inventory cannot turn a reservation of this variant into an allocation. */
async function poison(client: pg.Client, variantId: string): Promise<void> {
  await client.query(`
    create function inventory.refuse_allocation() returns trigger
    language plpgsql as $$
    begin
      raise exception 'this variant cannot be allocated';
    end
    $$
  `);
  await client.query(`
    create trigger poison
    before update on inventory.promise
    for each row
    when (new.variant_id = '${variantId}' and new.allocated > 0)
    execute function inventory.refuse_allocation()
  `);
}

async function cancel(shop: TestShop, id: string): Promise<void> {
  const { response, error } = await staffOf(shop).POST('/api/v1/admin/orders/{id}/cancel', {
    params: { path: { id }, header: { 'idempotency-key': newIdempotencyKey() } },
  });
  assert.ok(response.ok, JSON.stringify(error));
}

async function isGivenUp(client: pg.Client, orderId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from inventory.parked_event where subject = $1 and tries > 0 and next_try_at is null',
    [orderId],
  );
  return rowCount === 1;
}

/** What an operator sees of it. */
async function isToldOf(shop: TestShop): Promise<boolean> {
  const status = await runCommand(['events', 'status', '--service', 'inventory'], shop.env);
  assert.equal(status.exitCode, 0, status.output);
  return /inventory dead letter \S+ orders\.order-placed\.v1/.test(status.output);
}

/** Orders that are placed now are allocated within seconds, whatever stands parked beside them. */
async function assertOthersFlow(
  client: pg.Client,
  poisonedId: string,
  moreOrders: (count: number) => Promise<void>,
): Promise<void> {
  const head = await client.query<{ head: string }>('select head from orders.event_log');
  await moreOrders(20);
  await waitFor('inventory to pass the poisoned event', async () => {
    const place = await client.query<{ isPast: boolean }>(
      `select position >= $1 as "isPast" from inventory.subscription where publisher = 'orders'`,
      [head.rows[0]?.head],
    );
    return place.rows[0]?.isPast === true;
  });
  const parked = await client.query<{ subject: string }>(
    'select distinct subject from inventory.parked_event',
  );
  assert.deepEqual(
    parked.rows.map(({ subject }) => subject),
    [poisonedId],
  );
}
