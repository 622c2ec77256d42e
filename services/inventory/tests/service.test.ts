import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Client } from '@cartwright/contract';
import { asAnyone, asStaff, startServices, type TestServices, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { inventoryContract } from '../contract/index.ts';
import { inventory } from '../src/service.ts';

let shop: TestServices;
let asGateway: Client<typeof inventoryContract>;
let asCheckout: Client<typeof inventoryContract>;
before(async () => {
  shop = await startServices([inventory]);
  asGateway = shop.client(inventoryContract);
  asCheckout = shop.client(inventoryContract, 'checkout');
});
after(() => shop.stop());

const adjust = (
  body: {
    variantId: string;
    delta?: number;
    onHand?: number;
    locationId?: string;
  },
  key: string = randomUUID(),
) =>
  asGateway.adjustStock(
    { body: { ...body, reason: "O'Brien <b>counted</b>" } },
    asStaff({ idempotencyKey: key }),
  );

async function levelsOf(variantId: string): Promise<string[]> {
  const { rows } = await sql<{ level: string }>`
    select data ->> 'level' as level
    from event
    where type = 'inventory.availability-changed.v1'
      and subject = ${variantId}
    order by occurred_at, id
  `.execute(shop.databaseOf('inventory').db);
  return rows.map((row) => row.level);
}

test('an adjustment answers its ledger entry, and its key is applied once', async () => {
  const variantId = randomUUID();
  const key = randomUUID();
  const { status, body } = await adjust({ variantId, delta: 7 }, key);
  assert.equal(status, 201);
  assert.equal(body.entry.onHandDelta, 7);
  assert.equal(body.entry.note, "O'Brien <b>counted</b>");
  const repeat = await adjust({ variantId, delta: 7 }, key);
  assert.deepEqual(repeat.body, body);
  await assert.rejects(adjust({ variantId, delta: 8 }, key), { code: 'idempotency-key-reused' });
  const counted = await adjust({ variantId, onHand: 3 });
  assert.equal(counted.body.entry.onHandDelta, -4);
  assert.equal(counted.body.stock.available, 3);
});

test('an adjustment needs exactly one of delta and onHand, and a known location', async () => {
  const variantId = randomUUID();
  await assert.rejects(adjust({ variantId }), { code: 'invalid-input' });
  await assert.rejects(adjust({ variantId, delta: 1, onHand: 1 }), { code: 'invalid-input' });
  await assert.rejects(adjust({ variantId, delta: 1, locationId: randomUUID() }), {
    code: 'invalid-input',
  });
  await assert.rejects(adjust({ variantId, delta: -1 }), { code: 'on-hand-out-of-range' });
});

test('a reservation goes through its life over the contract, and levels are told', async () => {
  const variantId = randomUUID();
  await adjust({ variantId, delta: 8 });
  const params = { attemptId: randomUUID() };
  const body = { lines: [{ variantId, quantity: 8 }] };
  const context = asAnyone();
  const held = await asCheckout.reserve({ params, body }, context);
  assert.deepEqual(await asCheckout.reserve({ params, body }, context), held);
  await asCheckout.confirmHold({ params }, context);
  const other = { attemptId: randomUUID() };
  await assert.rejects(asCheckout.reserve({ params: other, body }, context), {
    code: 'out-of-stock',
    data: { lines: [{ variantId, requested: 8, available: 0 }] },
  });
  const { body: left } = await asCheckout.availability(
    { body: { variantIds: [variantId] } },
    context,
  );
  assert.equal(left.items[0]?.available, 0);
  const { body: released } = await asCheckout.release({ params }, context);
  assert.deepEqual(released, { released: true });
  await assert.rejects(asCheckout.confirmHold({ params }, context), { code: 'reservation-gone' });
  await waitFor(
    'the levels to be told',
    async () => (await levelsOf(variantId)).at(-1) === 'in-stock',
  );
});

test('checkout alone may reserve', async () => {
  await assert.rejects(asGateway.release({ params: { attemptId: randomUUID() } }, asStaff()), {
    code: 'not-allowed',
  });
});

test('the ledger is paged, newest first', async () => {
  const variantId = randomUUID();
  for (const delta of [1, 2, 3]) await adjust({ variantId, delta });
  const first = await asGateway.listLedger({ query: { variantId, limit: 2 } }, asStaff());
  assert.deepEqual(
    first.body.items.map((entry) => entry.onHandDelta),
    [3, 2],
  );
  const cursor = first.body.nextCursor ?? '';
  const second = await asGateway.listLedger({ query: { variantId, limit: 2, cursor } }, asStaff());
  assert.deepEqual(
    second.body.items.map((entry) => entry.onHandDelta),
    [1],
  );
  assert.equal(second.body.nextCursor, null);
  await assert.rejects(
    asGateway.listLedger({ query: { variantId, cursor: "1' or 1=1" } }, asStaff()),
    { code: 'invalid-input' },
  );
});

test('locations are added and moved in the order of taking', async () => {
  const { body: created } = await asGateway.createLocation(
    { body: { code: 'berlin', name: 'Berlin <Mitte>' } },
    asStaff(),
  );
  await assert.rejects(
    asGateway.createLocation({ body: { code: 'berlin', name: 'Again' } }, asStaff()),
    { code: 'location-code-taken' },
  );
  const params = { locationId: created.id };
  await asGateway.changeLocation({ params, body: { name: 'Berlin' } }, asStaff());
  const { body } = await asGateway.listLocations({}, asStaff());
  assert.deepEqual(
    body.items.map(({ code, name }) => ({ code, name })),
    [
      { code: 'main', name: 'Main' },
      { code: 'berlin', name: 'Berlin' },
    ],
  );
  await assert.rejects(
    asGateway.changeLocation(
      { params: { locationId: randomUUID() }, body: { priority: 1 } },
      asStaff(),
    ),
    { code: 'not-found' },
  );
});

test('a variant can draw on the stock of another, and leaves no counted stock behind', async () => {
  const [single, pack] = [randomUUID(), randomUUID()];
  await adjust({ variantId: single, delta: 13 });
  const settings = { sharesStockOf: single, unitsPerVariant: 6, backorderMax: 1 };
  const change = { params: { variantId: pack }, body: settings };
  const { body } = await asGateway.changeStockSettings(change, asStaff());
  assert.equal(body.stockItemId, single);
  const variantIds = [pack];
  const answer = await asCheckout.availability({ body: { variantIds } }, asAnyone());
  assert.deepEqual(answer.body.items, [
    { variantId: pack, available: 2, backorderMax: 1, stockItemId: single, unitsPerVariant: 6 },
  ]);
  const other = randomUUID();
  await adjust({ variantId: other, delta: 1 });
  await assert.rejects(
    asGateway.changeStockSettings({ params: { variantId: other }, body: settings }, asStaff()),
    { code: 'stock-item-in-use' },
  );
  const back = { params: { variantId: pack }, body: { sharesStockOf: null } };
  assert.equal((await asGateway.changeStockSettings(back, asStaff())).body.stockItemId, pack);
});

test('stock is shown by variant and location, and as nothing where none was counted', async () => {
  const [known, unknown] = [randomUUID(), randomUUID()];
  await adjust({ variantId: known, delta: 4 });
  const { body } = await asGateway.getStock({ query: { variantId: [known, unknown] } }, asStaff());
  const byId = new Map(body.items.map((item) => [item.variantId, item]));
  assert.equal(byId.get(known)?.locations[0]?.onHand, 4);
  assert.equal(byId.get(unknown)?.onHand, 0);
});
