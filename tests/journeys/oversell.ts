import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Shape, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  setStock,
  shippingOptionOf,
  shopperOf,
  staffOf,
  stockOf,
} from './fixtures.ts';
import { providerBooks } from './provider-books.ts';

/** All at once, as a crowd does: each gets its turn with its own cart. */
const atOnce = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

/** Authorised and not given back: what shoppers would pay. */
const openAuthorisations = async (shop: TestShop): Promise<number> =>
  (await providerBooks(shop)).filter(({ status }) => status === 'authorised').length;

/** Crowds at one shelf, over HTTP against the real server with its default settings. */
export function oversellJourneys(shape: Shape): void {
  describe(`${shape} shape, many shoppers at once`, () => {
    let shop: TestShop;
    before(async () => {
      shop = await startTestShop({ shape });
      await openForBusiness(shop);
    });
    after(() => shop?.stop());

    test('300 shoppers for 100 pairs get exactly 100 orders', async () => {
      const { variantIds } = await createProduct(shop, { title: 'Drop', stock: 100 });
      const [variantId = ''] = variantIds;
      const carts = await atOnce(300, () => createCart(shop, [{ variantId, quantity: 1 }]));
      const shippingOptionId = await shippingOptionOf(shop, carts[0] ?? '');
      const authorisedBefore = await openAuthorisations(shop);
      const answers = await Promise.all(
        carts.map((cart) => checkout(shop, cart, { shippingOptionId })),
      );
      const byStatus = Map.groupBy(answers, ({ status }) => status);
      assert.equal(byStatus.get(201)?.length, 100, tally(answers));
      assert.equal(byStatus.get(409)?.length, 200, tally(answers));
      for (const { body } of byStatus.get(409) ?? []) assert.equal(body.code, 'out-of-stock');
      const numbers = new Set(byStatus.get(201)?.map(({ body }) => body.order?.number));
      assert.equal(numbers.size, 100);
      const stock = await waitFor('reservations to become allocations', async () => {
        const now = await stockOf(shop, variantId);
        return now.reserved === 0 ? now : undefined;
      });
      assert.deepEqual(stock, { onHand: 100, reserved: 0, allocated: 100, available: 0 });
      await assertLedgerEqualsStock(shop, variantId, stock);
      assert.equal((await openAuthorisations(shop)) - authorisedBefore, 100);
    });

    for (const keys of ['one key', 'two keys'] as const)
      test(`100 carts submitted twice at once with ${keys} are ordered once`, async () => {
        const { variantIds } = await createProduct(shop, { title: `Twice ${keys}`, stock: 500 });
        const [variantId = ''] = variantIds;
        const carts = await atOnce(100, () => createCart(shop, [{ variantId, quantity: 1 }]));
        const shippingOptionId = await shippingOptionOf(shop, carts[0] ?? '');
        const authorisedBefore = await openAuthorisations(shop);
        const answers = await Promise.all(
          carts.flatMap((cart, index) =>
            [0, 1].map((copy) =>
              checkout(shop, cart, {
                shippingOptionId,
                key: `cart-${index}-${keys === 'one key' ? 'same' : copy}`,
              }),
            ),
          ),
        );
        const orders = new Set(answers.flatMap(({ body }) => body.order?.id ?? []));
        assert.equal(orders.size, 100, tally(answers));
        for (const { status, body } of answers)
          assert.ok(
            status === 201 ||
              status === 202 ||
              (status === 409 &&
                ['checkout-in-progress', 'cart-already-ordered'].includes(body.code ?? '')),
            `${status} ${JSON.stringify(body)}`,
          );
        if (keys === 'one key')
          assert.ok(
            answers.every(({ status }) => status !== 409),
            tally(answers),
          );
        await waitFor('all stock to be allocated', async () => {
          const now = await stockOf(shop, variantId);
          return now.allocated === 100 && now.reserved === 0;
        });
        assert.equal((await openAuthorisations(shop)) - authorisedBefore, 100);
      });

    test('two lines that draw on one stock item cannot oversell it', async () => {
      const { variantIds } = await createProduct(shop, {
        title: 'Single and pair',
        stock: 0,
        sizes: ['single', 'pair'],
      });
      const [single = '', pair = ''] = variantIds;
      const shared = await staffOf(shop).PUT('/api/v1/admin/variants/{variantId}/stock-settings', {
        params: { path: { variantId: pair } },
        body: { sharesStockOf: single, unitsPerVariant: 2 },
      });
      assert.ok(shared.data, JSON.stringify(shared.error));
      await setStock(shop, single, 5);
      const lines = [
        { variantId: single, quantity: 2 },
        { variantId: pair, quantity: 2 },
      ];
      const cart = await createCart(shop, lines);
      const shippingOptionId = await shippingOptionOf(shop, cart);
      const refused = await checkout(shop, cart, { shippingOptionId });
      assert.equal(refused.status, 409, JSON.stringify(refused.body));
      assert.equal(refused.body.code, 'out-of-stock');
      assert.equal((await stockOf(shop, single)).available, 5);
      const fitting = await createCart(shop, [
        { variantId: single, quantity: 1 },
        { variantId: pair, quantity: 2 },
      ]);
      assert.equal((await checkout(shop, fitting, { shippingOptionId })).status, 201);
      assert.equal((await stockOf(shop, single)).available, 0);
    });

    test('a code with 50 uses serves exactly 50 of 300 shoppers', async () => {
      const { variantIds } = await createProduct(shop, { title: 'Coded', stock: 1_000 });
      const [variantId = ''] = variantIds;
      const made = await staffOf(shop).POST('/api/v1/admin/promotions', {
        body: {
          code: 'FIFTY',
          title: 'Fifty',
          effect: { kind: 'percentage', basisPoints: 1_000 },
          usesMax: 50,
        },
      });
      assert.ok(made.data, JSON.stringify(made.error));
      const carts = await atOnce(300, async () => {
        const cart = await createCart(shop, [{ variantId, quantity: 1 }]);
        const applied = await shopperOf(shop).PUT('/api/v1/carts/{cartId}/coupons/{code}', {
          params: { path: { cartId: cart, code: 'FIFTY' } },
        });
        assert.ok(applied.data, JSON.stringify(applied.error));
        return cart;
      });
      const shippingOptionId = await shippingOptionOf(shop, carts[0] ?? '');
      const answers = await Promise.all(
        carts.map((cart, index) =>
          checkout(shop, cart, { shippingOptionId, email: `shopper${index}@example.com` }),
        ),
      );
      const placed = answers.filter(({ status }) => status === 201);
      const discounted = placed.filter(
        ({ body }) => (body.order?.totals.total.amount ?? 0) < 5_490,
      );
      assert.equal(discounted.length, 50, tally(answers));
      for (const { status, body } of answers)
        if (status !== 201) assert.equal(status, 409, JSON.stringify(body));
    });
  });
}

const tally = (answers: readonly { status: number; body: { code?: string } }[]): string =>
  JSON.stringify(
    Object.fromEntries(
      [...Map.groupBy(answers, ({ status, body }) => `${status} ${body.code ?? ''}`)].map(
        ([kind, members]) => [kind, members.length],
      ),
    ),
  );

async function assertLedgerEqualsStock(
  shop: TestShop,
  variantId: string,
  stock: { onHand: number; reserved: number; allocated: number },
): Promise<void> {
  const sums = { onHand: 0, reserved: 0, allocated: 0 };
  let cursor: string | null | undefined;
  do {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/stock-ledger', {
      params: { query: { variantId, limit: 100, ...(cursor ? { cursor } : {}) } },
    });
    assert.ok(data, JSON.stringify(error));
    for (const entry of data.items) {
      sums.onHand += entry.onHandDelta;
      sums.reserved += entry.reservedDelta;
      sums.allocated += entry.allocatedDelta;
    }
    cursor = data.nextCursor;
  } while (cursor);
  assert.deepEqual(sums, {
    onHand: stock.onHand,
    reserved: stock.reserved,
    allocated: stock.allocated,
  });
}
