import { preparePgbench } from '../raw/pgbench.ts';
import { interleave, type Side } from '../report/interleave.ts';
import {
  bestClients,
  cartSide,
  checkoutSide,
  placeOrderSide,
  transactionLimitSide,
} from './orders.ts';
import type { Bench, Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

/** Measures sides in turn with the database's own limit at its best number of clients. */
async function besideTransactionLimit(bench: Bench, sidesOf: (stage: Stage) => Side[]) {
  const { options, say } = bench;
  const stage = await bench.stage();
  const pgbench = await preparePgbench(stage.shop.adminUrl);
  const seconds = options.isShort ? 2 : 10;
  const clients = await bestClients(pgbench, { seconds, onProgress: say });
  return interleave([transactionLimitSide(pgbench, clients), ...sidesOf(stage)], options.pace, say);
}

export const placeOrder: Scenario = {
  name: 'place-order',
  what: 'the last call of a checkout on fresh carts, beside the database’s own limit',
  run: (bench) =>
    besideTransactionLimit(bench, (stage) =>
      // A short run takes only what the contract speaks of.
      (bench.options.isShort ? [1, 32, 256] : [1, 32, 64, 256]).map((atOnce) =>
        placeOrderSide(stage, { atOnce }),
      ),
    ),
};

export const checkout: Scenario = {
  name: 'checkout',
  what: 'the whole guest checkout of two lines, beside the database’s own limit',
  run: (bench) =>
    besideTransactionLimit(bench, (stage) =>
      (bench.options.isShort ? [32, 256] : [1, 8, 32, 128, 256]).map((atOnce) =>
        checkoutSide(stage, atOnce),
      ),
    ),
};

export const cart: Scenario = {
  name: 'cart',
  what: 'a new cart with one line, beside the database’s own limit',
  run: (bench) =>
    besideTransactionLimit(bench, (stage) => [8, 32].map((atOnce) => cartSide(stage, atOnce))),
};
