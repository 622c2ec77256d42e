import { ordersContract } from '@cartwright/orders/contract';
import { defineService } from '@cartwright/runtime';
import { pricingContract } from '../contract/index.ts';
import { onOrdersPlaced } from './events/on-orders-placed.ts';
import { pricingHandlers } from './http/handlers.ts';
import { countOldHolds } from './queries/count-old-holds.ts';
import { factsReaderIn } from './queries/pricing-facts.ts';
import { couponHoldsIn } from './store/coupon-writes.ts';
import { forgetReleasedHolds } from './use-cases/forget-released-holds.ts';

export { getPrices } from './queries/get-prices.ts';
export { getStore } from './queries/get-store.ts';
export { setPrices } from './use-cases/set-prices.ts';

/** Prices, taxes, shipping rates and promotion codes: one quote for cart and checkout. */
export const pricing = defineService({
  contract: pricingContract,
  config: {},
  calls: {},
  hears: { orders: ordersContract },
  // Each quote is one short statement, and codes under load wait for one row anyway.
  connectionsMax: 2,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ db, log, secret }) => ({
    handlers: pricingHandlers({
      db,
      readFacts: factsReaderIn(db),
      holdUses: couponHoldsIn(db),
      customerKey: secret('coupon-customers'),
    }),
    subscriptions: [onOrdersPlaced],
    sweeps: [
      {
        name: 'forget-released-holds',
        everyMs: 60 * 60_000,
        run: () => forgetReleasedHolds(db),
      },
      {
        name: 'watch-old-coupon-holds',
        everyMs: 15 * 60_000,
        run: async () => {
          const holds = await countOldHolds(db);
          // Only checkout may end a hold, so someone must look why it has not.
          if (holds > 0) log.error({ holds }, 'code uses are held for more than 24 hours');
        },
      },
    ],
  }),
});
