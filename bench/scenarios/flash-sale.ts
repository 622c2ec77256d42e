import { interleave, type Measured, type Side } from '../report/interleave.ts';
import { createHotVariant } from '../shop/catalogue.ts';
import { placeOrderSide, prepareCarts } from './orders.ts';
import type { Bench, Scenario } from './scenario.ts';
import { drive, type Stage } from './stage.ts';

const atOnce = 64;
export const spreadSale = 'place order of one line, variants spread, 64 at once';
export const hotSale = 'place order of one line, one hot variant, 64 at once';

/** Twice as many carts as stock, so that half of all shoppers must be refused. */
const soldOut = { stock: 1_000, carts: 2_000 };

/** The same order of variants spread, and of one that everybody wants. */
export async function saleSides(stage: Stage): Promise<Side[]> {
  const hot = await createHotVariant(stage.shop, 100_000_000);
  return [
    placeOrderSide(stage, { atOnce, name: spreadSale, lines: 1, against: [] }),
    placeOrderSide(stage, {
      atOnce,
      name: hotSale,
      lines: 1,
      variantIds: [hot],
      against: [spreadSale],
    }),
  ];
}

async function run(bench: Bench): Promise<Measured[]> {
  const stage = await bench.stage();
  const measured = await interleave(await saleSides(stage), bench.options.pace, bench.say);
  await sellOut(bench, stage);
  return measured;
}

/** Everybody wants the same thing, and there is half of what they want. */
async function sellOut(bench: Bench, stage: Stage): Promise<void> {
  const variantId = await createHotVariant(stage.shop, soldOut.stock);
  const pool = 'sold out';
  await prepareCarts(stage, {
    carts: soldOut.carts,
    variantIds: [variantId],
    lines: 1,
    pool,
  });
  const window = await drive(stage, {
    work: { kind: 'place', pool },
    atOnce,
    durationMs: 120_000,
  });
  const { statuses } = window;
  const told = JSON.stringify(statuses);
  bench.say(`${soldOut.carts} carts for a stock of ${soldOut.stock}: ${told}`);
  bench.checks.record(
    'a flash sale sells exactly the stock',
    window.orderIds.length === soldOut.stock && statuses[409] === soldOut.carts - soldOut.stock,
    `${told} for a stock of ${soldOut.stock}`,
  );
}

export const flashSale: Scenario = {
  name: 'flash-sale',
  what: 'everybody buys the same variant, beside variants spread; then exactly what there is',
  run,
};
