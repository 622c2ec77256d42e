import { accountsContract } from '@cartwright/accounts/contract';
import { catalogContract } from '@cartwright/catalog/contract';
import { setting } from '@cartwright/config';
import type { Database } from '@cartwright/database';
import { subscribeInBatches } from '@cartwright/events';
import { inventoryContract } from '@cartwright/inventory/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import { defineService } from '@cartwright/runtime';
import { cartContract } from '../contract/index.ts';
import { onOrdersPlaced } from './events/on-orders-placed.ts';
import { onShopperErased } from './events/on-shopper-erased.ts';
import { handlers } from './http/handlers.ts';
import { cartReaderIn } from './queries/load-cart.ts';
import { cartWritesIn } from './store/cart-writes.ts';
import type { DB } from './store/tables.generated.ts';
import { removeAbandonedCarts } from './use-cases/remove-abandoned-carts.ts';

/** Carts of guests and shoppers: what is in them is kept here, what it costs is asked each time. */
export const cart = defineService({
  contract: cartContract,
  config: {
    fewLeftMax: setting.integer({
      env: 'INVENTORY_FEW_LEFT_MAX',
      default: 5,
      min: 0,
      max: 1_000_000,
      unit: 'pieces',
      description: 'Up to this many available, the shop shows "few left"',
    }),
    abandonedDays: setting.integer({
      env: 'CART_ABANDONED_DAYS',
      default: 60,
      min: 1,
      max: 3650,
      unit: 'days',
      description: 'Carts that nobody touched for so long are removed',
    }),
  },
  calls: { catalog: catalogContract, pricing: pricingContract, inventory: inventoryContract },
  hears: { orders: ordersContract, accounts: accountsContract },
  connectionsMax: 2,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db: anyDb, clients, log, secret }) => {
    const db: Database<DB> = anyDb;
    const { fewLeftMax, abandonedDays } = config;
    const guestKey = secret('cart-idempotency-scope');
    return {
      handlers: handlers({
        db,
        writes: cartWritesIn(db),
        readCart: cartReaderIn(db),
        clients,
        fewLeftMax,
        guestKey,
      }),
      subscriptions: [
        subscribeInBatches(ordersContract.events.orderPlaced, (tx, events) =>
          onOrdersPlaced(tx, events),
        ),
        onShopperErased,
      ],
      sweeps: [
        {
          name: 'remove-abandoned-carts',
          everyMs: 3_600_000,
          run: async () => {
            const removed = await removeAbandonedCarts(db, { abandonedDays });
            if (removed > 0) log.info({ removed }, 'removed abandoned carts');
          },
        },
      ],
    };
  },
});
