import { setting } from '@cartwright/config';
import type { Database } from '@cartwright/database';
import { subscribe, subscribeInBatches } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import { defineService } from '@cartwright/runtime';
import { inventoryContract } from '../contract/index.ts';
import { lockOrders } from './events/lock-orders.ts';
import { onFulfilmentCreated } from './events/on-fulfilment-created.ts';
import { onOrderCancelled } from './events/on-order-cancelled.ts';
import { onOrdersPlaced } from './events/on-orders-placed.ts';
import { handlers } from './http/handlers.ts';
import { availabilityIn } from './queries/availability.ts';
import { oldHolds } from './queries/old-holds.ts';
import { stockWritesIn } from './store/stock-writes.ts';
import type { DB } from './store/tables.generated.ts';
import { expireHolds, forgetEndedAttempts } from './use-cases/end-hold.ts';
import { forgetEndedOrders } from './use-cases/forget-ended-orders.ts';
import { tellNotedLevels } from './use-cases/tell-levels.ts';
import { trimLedger } from './use-cases/trim-ledger.ts';

export { COUNTS_PER_CALL_MAX, type Count, readCounts, setCounts } from './use-cases/set-counts.ts';

const HOUR_MS = 3_600_000;

/** Stock per location, reservations of checkout attempts, allocations of orders, the ledger. */
export const inventory = defineService({
  contract: inventoryContract,
  config: {
    reservationMinutes: setting.integer({
      env: 'INVENTORY_RESERVATION_MINUTES',
      default: 15,
      min: 1,
      max: 1440,
      unit: 'minutes',
      description: 'How long an unconfirmed reservation holds stock',
    }),
    fewLeftMax: setting.integer({
      env: 'INVENTORY_FEW_LEFT_MAX',
      default: 5,
      min: 0,
      max: 1_000_000,
      unit: 'pieces',
      description: 'Up to this many available, the shop shows "few left"',
    }),
    ledgerDays: setting.integer({
      env: 'INVENTORY_LEDGER_DAYS',
      default: 730,
      min: 30,
      max: 36_500,
      unit: 'days',
      description: 'Older entries of the stock ledger become one balance for each item and place',
    }),
  },
  calls: {},
  hears: { orders: ordersContract },
  connectionsMax: 3,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db: anyDb, log }) => {
    const db: Database<DB> = anyDb;
    const { fewLeftMax } = config;
    const rules = { fewLeftMax, holdMinutes: config.reservationMinutes };
    return {
      handlers: handlers({
        db,
        writes: stockWritesIn(db, rules),
        availabilityOf: availabilityIn(db),
        rules,
      }),
      subscriptions: [
        subscribeInBatches(
          ordersContract.events.orderPlaced,
          async (tx, events) => {
            const { orderIdsWithoutHold: orderIds } = await onOrdersPlaced(tx, events, rules);
            if (orderIds.length > 0) log.warn({ orderIds }, 'orders came without reservations');
          },
          { lockFirst: lockOrders },
        ),
        subscribe(
          ordersContract.events.orderCancelled,
          (tx, { data }) => onOrderCancelled(tx, data, rules),
          { lockFirst: lockOrders },
        ),
        subscribe(
          ordersContract.events.fulfilmentCreated,
          (tx, { data }) => onFulfilmentCreated(tx, data),
          { lockFirst: lockOrders },
        ),
      ],
      sweeps: [
        {
          name: 'expire-holds',
          everyMs: 5_000,
          run: async () => {
            const ended = await expireHolds(db, rules);
            if (ended > 0) log.info({ ended }, 'ended reservations past their time');
          },
        },
        // Catalog shows the level within 2 s of the sale that changed it.
        { name: 'tell-levels', everyMs: 500, run: () => tellNotedLevels(db) },
        {
          name: 'report-old-holds',
          everyMs: HOUR_MS,
          run: async () => {
            const attemptIds = await oldHolds(db);
            if (attemptIds.length > 0) {
              log.error({ attemptIds }, 'stock has been held for checkouts for over 24 hours');
            }
          },
        },
        {
          name: 'forget-ended-attempts',
          everyMs: HOUR_MS,
          run: async () => {
            await forgetEndedAttempts(db);
            await forgetEndedOrders(db);
          },
        },
        {
          name: 'trim-ledger',
          everyMs: HOUR_MS,
          run: async () => {
            const folded = await trimLedger(db, { keepDays: config.ledgerDays });
            if (folded > 0) log.info({ folded }, 'folded old entries of the stock ledger');
          },
        },
      ],
    };
  },
});
