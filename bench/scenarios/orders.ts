import type { Pgbench } from '../raw/pgbench.ts';
import type { Side } from '../report/interleave.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

export const transactionLimit = 'database limit, one transaction an order';

/** The same transactions a second that the database does at its best for one order each. */
export function transactionLimitSide(pgbench: Pgbench, clients: number): Side {
  return {
    name: transactionLimit,
    unit: 'transactions/s',
    measure: async (durationMs) => ({
      value: await pgbench.measure({ clients, seconds: durationMs / 1000 }),
      figures: { clients },
    }),
  };
}

/** Which number of clients serves the database best; tried for a moment each. */
export async function bestClients(
  pgbench: Pgbench,
  o: { seconds: number; onProgress: (line: string) => void },
): Promise<number> {
  let best = { clients: 0, perSecond: 0 };
  for (const clients of [8, 16, 32, 64]) {
    const perSecond = await pgbench.measure({ clients, seconds: o.seconds });
    o.onProgress(`pgbench with ${clients} clients: ${Math.round(perSecond)} transactions/s`);
    if (perSecond > best.perSecond) best = { clients, perSecond };
  }
  return best.clients;
}

/** The last call of a checkout, on carts that were made ahead. */
export function placeOrderSide(
  stage: Stage,
  o: {
    atOnce: number;
    name?: string;
    variantIds?: readonly string[];
    lines?: number;
    against?: string[];
  },
): Side {
  // The first window only tells how many carts the next will need.
  let perSecond = 600;
  const name = o.name ?? `place order, ${o.atOnce} at once`;
  const variantIds = o.variantIds ?? stage.catalogue.variantIds;
  let left = 0;
  return {
    name,
    unit: 'orders/s',
    against: o.against ?? [transactionLimit],
    prepare: async (durationMs) => {
      // A third more than at the last time: a window that runs out ends early.
      const carts = Math.ceil((perSecond * durationMs * 1.33) / 1000) + o.atOnce - left;
      if (carts <= 0) return;
      await prepareCarts(stage, { carts, variantIds, lines: o.lines ?? 2, pool: name });
      left += carts;
    },
    measure: async (durationMs) => {
      const window = await drive(stage, {
        work: { kind: 'place', pool: name },
        atOnce: o.atOnce,
        durationMs,
      });
      expectOnly(stage, window, [201]);
      ({ perSecond } = window);
      left = Math.max(0, left - Object.values(window.statuses).reduce((sum, one) => sum + one, 0));
      return window.sample;
    },
  };
}

/** As many at once as make carts fastest; their making is not measured. */
const preparingAtOnce = 16;
/** Far longer than any preparation takes: the number of carts ends it. */
const preparingMaxMs = 600_000;

export async function prepareCarts(
  stage: Stage,
  o: { carts: number; variantIds: readonly string[]; lines: number; pool: string },
): Promise<void> {
  const window = await drive(stage, {
    work: { kind: 'prepare', ...o },
    atOnce: preparingAtOnce,
    durationMs: preparingMaxMs,
  });
  expectOnly(stage, window, [200, 201]);
}

/** Everything a guest's front end asks for: cart, lines, shipping options, checkout. */
export const checkoutSide = (stage: Stage, atOnce: number): Side => ({
  name: `whole guest checkout, ${atOnce} at once`,
  unit: 'orders/s',
  against: [transactionLimit],
  measure: async (durationMs) => {
    const { variantIds } = stage.catalogue;
    const window = await drive(stage, {
      work: { kind: 'checkout', variantIds },
      atOnce,
      durationMs,
    });
    expectOnly(stage, window, [200, 201]);
    return window.sample;
  },
});

/** A new cart with one line. */
export const cartSide = (stage: Stage, atOnce: number): Side => ({
  name: `new cart with one line, ${atOnce} at once`,
  unit: 'carts/s',
  measure: async (durationMs) => {
    const { variantIds } = stage.catalogue;
    const window = await drive(stage, { work: { kind: 'cart', variantIds }, atOnce, durationMs });
    expectOnly(stage, window, [201]);
    return window.sample;
  },
});
