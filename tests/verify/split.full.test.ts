import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestShop, type TestShop, verifyShop } from '@cartwright/testing';
import pg from 'pg';
import { openForBusiness } from '../journeys/fixtures.ts';
import { fulfil, tellStory } from './stories.ts';

let shop: TestShop;
before(async () => {
  shop = await startTestShop({ shape: 'split' });
  await openForBusiness(shop);
});
after(() => shop?.stop());

/** The databases of all services and the books of the provider, as an operator knows them. */
function operatorsEnv(): Record<string, string> {
  const names = ['accounts', 'catalog', 'pricing', 'inventory', 'cart', 'payments', 'orders'];
  const variables = [...names, 'checkout', 'notifications'].map((service) => {
    const variable = `${service.toUpperCase()}_DATABASE_URL`;
    return [variable, shop.serviceEnv(service)[variable] ?? ''];
  });
  return { ...Object.fromEntries(variables), DATA_DIR: shop.serviceEnv('payments').DATA_DIR ?? '' };
}

describe('verify of services that run apart', () => {
  test('asks them over HTTP and finds nothing', async () => {
    const story = await tellStory(shop, { name: 'apart', hasCode: true });
    await fulfil(shop, story.orderId);
    await tellStory(shop, { name: 'placed' });
    await tellStory(shop, { name: 'open', isOpen: true });
    const report = await verifyShop(shop);
    assert.deepEqual(report.disagreements, []);
    assert.equal(report.exitCode, 0);
    for (const { rule, checked } of report.rules) assert.ok(checked > 0, `${rule} was not checked`);
  });

  test('reads their databases where it is given them, and finds nothing', async () => {
    const report = await verifyShop(shop, { env: operatorsEnv() });
    assert.deepEqual(report.disagreements, []);
    assert.equal(report.exitCode, 0);
  });

  test('finds what is wrong either way', async () => {
    const story = await tellStory(shop, { name: 'wrong' });
    const client = new pg.Client({
      connectionString: shop.serviceEnv('inventory').INVENTORY_DATABASE_URL,
    });
    await client.connect();
    await client.query(
      'update inventory.stock set on_hand = on_hand + 1 where stock_item_id = $1',
      [story.variantId],
    );
    await client.end();
    for (const env of [{}, operatorsEnv()]) {
      const report = await verifyShop(shop, { env });
      assert.deepEqual(
        report.disagreements.map(({ rule, kind, ids }) => [rule, kind, ids.stockItemId]),
        [['stock', 'ledger-differs', story.variantId]],
      );
      assert.equal(report.exitCode, 1);
    }
  });

  test('says which service did not answer, and that it could not check', async () => {
    await shop.processOf('pricing').end();
    await assert.rejects(verifyShop(shop), /pricing could not be asked/);
  });
});
