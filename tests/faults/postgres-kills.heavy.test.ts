import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import {
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  staffOf,
  stockOf,
} from '../journeys/fixtures.ts';
import { killPostgres } from './processes.ts';
import { type Answer, repeatUntilDecided, type Situation, submit } from './situation.ts';
import { assertAllDecided, assertBooksAgree } from './what-must-hold.ts';

const shoppers = 60;
const pairs = 40;
const kills = 3;

/** One shopper who repeats under one key until somebody decides. */
interface Shopper extends Situation {
  key: string;
}

async function shoppersFor(shop: TestShop, variantId: string): Promise<Shopper[]> {
  return Promise.all(
    Array.from({ length: shoppers }, async (_, index) => {
      const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
      const name = `shopper${index}`;
      const shippingOptionId = await shippingOptionOf(shop, cartId);
      const email = `${name}@example.com`;
      return { name, key: name, cartId, variantId, email, shippingOptionId };
    }),
  );
}

async function orderIds(shop: TestShop): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/orders', {
      params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } },
    });
    assert.ok(data, JSON.stringify(error));
    ids.push(...data.items.map(({ id }) => id));
    cursor = data.nextCursor;
  } while (cursor);
  return ids;
}

describe('PostgreSQL is killed while shoppers check out', () => {
  let shop: TestShop;
  before(async () => {
    shop = await startTestShop();
    await openForBusiness(shop);
  });
  after(() => shop?.stop());

  test(`${shoppers} shoppers, ${pairs} pairs, ${kills} kills: each acknowledged order is there, once`, async () => {
    const { variantIds } = await createProduct(shop, { title: 'Survivor', stock: pairs });
    const [variantId = ''] = variantIds;
    const all = await shoppersFor(shop, variantId);
    const acknowledged = new Map<string, string>();
    const firstAnswers: (Answer | undefined)[] = [];
    const waveSize = shoppers / kills;
    for (let wave = 0; wave < kills; wave += 1) {
      const group = all.slice(wave * waveSize, (wave + 1) * waveSize);
      const answeredBefore = firstAnswers.length;
      const underWay = group.map(async (shopper, index) => {
        // Not all at one moment, so that the kill meets every step of some checkout.
        await new Promise((resolve) => setTimeout(resolve, index * 20));
        const answer = await submit(shop, shopper, { key: shopper.key });
        firstAnswers.push(answer);
        if (answer?.body.order) acknowledged.set(shopper.key, answer.body.order.id);
      });
      await waitFor('some to be answered', () => firstAnswers.length >= answeredBefore + 5);
      const startedMs = Date.now();
      await Promise.all([killPostgres(shop), ...underWay]);
      process.stdout.write(`ready and answered ${Date.now() - startedMs} ms after the kill\n`);
    }
    process.stdout.write(`first answers: ${tally(firstAnswers)}\n`);
    assert.ok(acknowledged.size >= 5, 'nothing was acknowledged before the kills');
    assert.ok(acknowledged.size < shoppers, 'no kill met a checkout');

    const startedMs = Date.now();
    const decided = await Promise.all(
      all.map(async (shopper) => ({
        shopper,
        answer: await repeatUntilDecided(shop, shopper, { key: shopper.key, timeoutMs: 90_000 }),
      })),
    );
    process.stdout.write(
      `decided: ${tally(decided.map(({ answer }) => answer))} after ${Date.now() - startedMs} ms\n`,
    );
    const ordered = decided.filter(({ answer }) => answer.status === 201);
    for (const { shopper, answer } of decided) {
      const known = acknowledged.get(shopper.key);
      if (known !== undefined) assert.equal(answer.body.order?.id, known, shopper.key);
      if (answer.status !== 201) assert.equal(answer.body.code, 'out-of-stock', shopper.key);
    }
    assert.equal(ordered.length, pairs);
    assert.deepEqual(
      (await orderIds(shop)).sort(),
      ordered.map(({ answer }) => answer.body.order?.id).sort(),
    );
    await assertAllDecided(shop);
    await waitFor(
      'reservations to become allocations',
      async () => (await stockOf(shop, variantId)).reserved === 0,
      { timeoutMs: 30_000 },
    );
    assert.deepEqual(await stockOf(shop, variantId), {
      onHand: pairs,
      reserved: 0,
      allocated: pairs,
      available: 0,
    });
    const books = await assertBooksAgree(shop);
    assert.equal(books.filter(({ status }) => status === 'authorised').length, pairs);
  });
});

const tally = (answers: readonly (Answer | undefined)[]): string =>
  [...Map.groupBy(answers, (answer) => `${answer?.status ?? 'none'} ${answer?.body.code ?? ''}`)]
    .map(([kind, members]) => `${members.length} x ${kind.trim()}`)
    .join(', ');
