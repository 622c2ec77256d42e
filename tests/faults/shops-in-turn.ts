import { startTestShop, type TestShop, type TestShopOptions } from '@cartwright/testing';
import { openForBusiness } from '../journeys/fixtures.ts';

export interface ShopsInTurn {
  /** Gives the work one shop for itself, and waits for one to be free. */
  use: (run: (shop: TestShop) => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * A few shops of which each test takes one. Most of the time after a kill is spent waiting for
 * leases to end, so several shops at once cost little more than one.
 */
export async function startShopsInTurn(
  count: number,
  options: TestShopOptions = {},
): Promise<ShopsInTurn> {
  const shops: TestShop[] = [];
  for (let index = 0; index < count; index += 1) {
    const shop = await startTestShop(options);
    shops.push(shop);
    await openForBusiness(shop);
  }
  const free = [...shops];
  const waiting: ((shop: TestShop) => void)[] = [];
  const take = (): Promise<TestShop> => {
    const shop = free.pop();
    if (shop !== undefined) return Promise.resolve(shop);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    use: async (run) => {
      const shop = await take();
      try {
        await run(shop);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(shop);
        else next(shop);
      }
    },
    stop: async () => {
      await Promise.all(shops.map((shop) => shop.stop()));
    },
  };
}
