import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startTestShop, type TestShop, verifyShop } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  stockOf,
} from '../journeys/fixtures.ts';
import { changeBooks, promise, reservation } from './books.ts';
import { cancel, fulfil, refund, tellStory } from './stories.ts';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
  await openForBusiness(shop);
});
after(() => shop?.stop());

/** Shoppers buy until they are told to stop, and every fifth is declined; answers the orders. */
async function sell(variantId: string, isOver: () => boolean): Promise<number> {
  const first = await createCart(shop, [{ variantId, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, first);
  let checkouts = 0;
  let orders = 0;
  const shopper = async (): Promise<void> => {
    while (!isOver()) {
      const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
      checkouts += 1;
      const token = checkouts % 5 === 0 ? 'decline' : 'approve';
      const answer = await checkout(shop, cartId, { shippingOptionId, token });
      if (answer.status === 201) orders += 1;
    }
  };
  await Promise.all(Array.from({ length: 6 }, shopper));
  return orders;
}

describe('verify', () => {
  test('is clean after orders of every fate', async () => {
    const sent = await tellStory(shop, { name: 'sent', hasCode: true });
    await fulfil(shop, sent.orderId);
    await refund(shop, sent.orderId);
    const given = await tellStory(shop, { name: 'cancelled' });
    await cancel(shop, given.orderId);
    await tellStory(shop, { name: 'placed' });
    await tellStory(shop, { name: 'waiting', isOpen: true, hasCode: true });
    const report = await verifyShop(shop);
    assert.deepEqual(report.disagreements, []);
    assert.equal(report.exitCode, 0);
    for (const { rule, checked } of report.rules) assert.ok(checked > 0, `${rule} was not checked`);
  });

  test('is clean while orders are placed, each time', async () => {
    const { variantIds } = await createProduct(shop, { title: 'Wanted', stock: 100_000 });
    let isOver = false;
    const selling = sell(variantIds[0] ?? '', () => isOver);
    try {
      for (let run = 0; run < 3; run += 1) {
        const report = await verifyShop(shop);
        assert.deepEqual(report.disagreements, []);
        assert.equal(report.exitCode, 0);
      }
    } finally {
      isOver = true;
    }
    const orders = await selling;
    assert.ok(orders > 10, `${orders} orders were placed meanwhile`);
    const last = await verifyShop(shop);
    const placed = last.rules.find(({ rule }) => rule === 'checkouts')?.checked ?? 0;
    assert.ok(placed >= orders, `${placed} of ${orders} orders were checked`);
  });

  test('--repair ends a hold that nobody will end, and the ledger tells', async () => {
    const { variantIds } = await createProduct(shop, { title: 'Held', stock: 5 });
    const [variantId = ''] = variantIds;
    const [past, young] = [randomUUID(), randomUUID()];
    assert.equal(await shop.processOf('inventory').end(), 0);
    await changeBooks(shop, async (change) => {
      await reservation(change, { attemptId: past, status: 'confirmed', isPast: true });
      await promise(change, { attemptId: past, variantId, reserved: 2 });
      await reservation(change, { attemptId: young, status: 'confirmed' });
      await promise(change, { attemptId: young, variantId, reserved: 1 });
    });
    const holdsOf = (report: Awaited<ReturnType<typeof verifyShop>>) =>
      report.disagreements.map(({ kind, ids }) => `${kind} ${ids.attemptId}`).sort();
    const both = [past, young].map((id) => `hold-of-nobody ${id}`).sort();
    assert.deepEqual(holdsOf(await verifyShop(shop)), both);

    const repaired = await verifyShop(shop, { args: ['--repair'] });
    assert.deepEqual(holdsOf(repaired), [`hold-of-nobody ${young}`]);
    assert.equal(repaired.exitCode, 1);
    const tally = repaired.rules.find(({ rule }) => rule === 'reservations');
    assert.deepEqual([tally?.repaired, tally?.wrong], [1, 1]);
    assert.deepEqual(holdsOf(await verifyShop(shop)), [`hold-of-nobody ${young}`]);

    let entries: unknown[] = [];
    await changeBooks(shop, async (change) => {
      entries = await change(
        'inventory',
        `select reason, reserved_delta as delta
         from stock_ledger
         where reference = $1`,
        [past],
      );
    });
    assert.deepEqual(entries, [{ reason: 'reservation-expired', delta: '-2' }]);
    await shop.restart('inventory');
    assert.equal((await stockOf(shop, variantId)).reserved, 1);
  });

  test('refuses what it does not know', async () => {
    await assert.rejects(
      verifyShop(shop, { args: ['--mend'] }),
      /Usage: npm run cartwright -- verify/,
    );
  });
});
