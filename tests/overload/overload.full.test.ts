import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { environment } from '@cartwright/config';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { type LoadGenerator, startLoadGenerator } from '../../bench/load/load-generator.ts';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
  stockOf,
} from '../journeys/fixtures.ts';
import type { Figures, Task } from './protocol.ts';
import { watchDuring } from './watch-shop.ts';

/** Three minutes are the promise; `OVERLOAD_SECONDS` is for a quick look. */
const seconds = Number(environment().OVERLOAD_SECONDS ?? 180);
const timesCapacity = 4;
/** As many as checkout runs at once, which is when it is fastest. */
const atOnce = 256;
const topMs = 10_000;
/** Orders that wait for their turn, and repeats, beside those that are served meanwhile. */
const cartsBeside = 4_000;

const stock = 1_000_000;
const sizes = ['36', '37', '38', '39', '40', '41', '42', '43'];

let shop: TestShop;
let generator: LoadGenerator<Task, Figures>;
let variantIds: string[];

before(async () => {
  shop = await startTestShop({ env: { LOG_LEVEL: 'info' } });
  await openForBusiness(shop);
  ({ variantIds } = await createProduct(shop, { title: 'Wanted by all', stock, sizes }));
  const { hostname, port } = new URL(shop.url);
  generator = startLoadGenerator(new URL('generator.ts', import.meta.url), [hostname, port]);
});
after(async () => {
  generator?.stop();
  await shop?.stop();
});

const prepare = async (carts: number): Promise<void> => {
  const { others } = await generator.run({ kind: 'prepare', variantIds, carts, atOnce: 64 });
  assert.deepEqual(others, {});
};

const saturate = async (durationMs: number): Promise<Figures> => {
  const figures = await generator.run({ kind: 'saturate', atOnce, durationMs });
  assert.deepEqual(figures.others, {});
  assert.ok(figures.cartsLeft > 0, 'the carts ran out');
  return figures;
};

const perSecond = ({ accepted, durationMs }: Figures): number => (accepted * 1_000) / durationMs;

/** Enough carts for so many seconds at a rate, with room for a rate that rises. */
const cartsFor = (rate: number, forMs: number): number => Math.ceil((rate * forMs * 1.5) / 1_000);

/** A warm shop's rate, before anything is asked of it that it cannot do. */
async function findTop(): Promise<{ top: number; orders: number }> {
  await prepare(2_000);
  const first = await generator.run({ kind: 'saturate', atOnce, durationMs: 4_000 });
  assert.deepEqual(first.others, {});
  await prepare(cartsFor(perSecond(first), topMs) + 2_000);
  const figures = await saturate(topMs);
  assert.equal(figures.refused, 0, 'a steady load at the top is not refused');
  return { top: perSecond(figures), orders: first.acceptedInAll + figures.acceptedInAll };
}

const lowest = (values: readonly number[]): number => Math.min(...values);

test(`4 times the load that the shop can do, for ${seconds} s`, async () => {
  const { top: before, orders } = await findTop();
  await prepare(cartsFor(before, seconds * 1_000 + topMs) + cartsBeside);
  const { result: figures, watched } = await watchDuring(
    { url: shop.url, pid: Number(shop.processOf('all').child.pid) },
    generator.run({
      kind: 'offer',
      perSecond: before * timesCapacity,
      durationMs: seconds * 1_000,
      connectionsMax: 8_000,
    }),
  );
  const again = await saturate(topMs);
  // The shop has grown meanwhile, so that its top is taken from both sides.
  const top = (before + perSecond(again)) / 2;
  const offered = (figures.offered * 1_000) / figures.durationMs;
  const rates = { before, after: perSecond(again), top, offered, accepted: perSecond(figures) };
  process.stdout.write(`${JSON.stringify({ rates, figures, watched })}\n`);
  assert.deepEqual(figures.others, {}, 'an order or a refusal, and nothing else');
  assert.ok(offered > 3 * before, `only ${offered} a second were offered at ${before}`);

  const accepted = perSecond(figures);
  assert.ok(accepted >= 0.7 * top, `${accepted} orders a second at a top of ${top}`);
  assert.ok(figures.refused > figures.accepted);
  assert.ok(figures.refusal.p50Ms <= 100, `refusals took ${figures.refusal.p50Ms} ms`);
  assert.ok(watched.livezMaxMs < 1_000, `liveness took ${watched.livezMaxMs} ms`);
  assert.ok(watched.livezCount > seconds, 'liveness was asked for all the time');
  // The first third fills queues and heaps; from then on nothing may add up.
  const third = Math.floor(watched.memoryMib.length / 3);
  const middle = lowest(watched.memoryMib.slice(third, 2 * third));
  const end = lowest(watched.memoryMib.slice(2 * third));
  assert.ok(end <= middle * 1.08, `from ${middle} to ${end} MiB: ${watched.memoryMib}`);

  assert.ok(figures.acceptedAfterRefusal > 0, 'a refused checkout may be sent again');
  await assertSold(orders + figures.acceptedInAll + again.acceptedInAll);
  await assertServesAgain();
});

/** Every order that a client was told of took one unit, and nothing else did. */
async function assertSold(orders: number): Promise<void> {
  await waitFor(
    'stock to be promised to orders',
    async () => {
      const figures = await Promise.all(variantIds.map((id) => stockOf(shop, id)));
      const reserved = figures.reduce((sum, one) => sum + one.reserved, 0);
      const allocated = figures.reduce((sum, one) => sum + one.allocated, 0);
      return reserved === 0 && allocated === orders ? true : undefined;
    },
    { timeoutMs: 60_000 },
  );
}

async function assertServesAgain(): Promise<void> {
  const [variantId = ''] = variantIds;
  const cart = await createCart(shop, [{ variantId, quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cart);
  assert.equal((await checkout(shop, cart, { shippingOptionId })).status, 201);
}
