import type { Handlers } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { inventoryContract } from '../../contract/index.ts';
import { availabilityOf } from '../queries/availability.ts';
import { listLedger } from '../queries/ledger.ts';
import { listLocations } from '../queries/locations.ts';
import { stockOfVariants } from '../queries/stock.ts';
import type { DB } from '../store/tables.generated.ts';
import { adjustStock } from '../use-cases/adjust-stock.ts';
import { changeLocation } from '../use-cases/change-location.ts';
import { changeStockSettings } from '../use-cases/change-stock-settings.ts';
import { createLocation } from '../use-cases/create-location.ts';
import { confirmHold, releaseHold } from '../use-cases/end-hold.ts';
import { type ReservationRules, reserveForAttempt } from '../use-cases/reserve-stock.ts';

/** Routes of the contract to use cases and queries. */
export const handlers = (
  db: Database<DB>,
  rules: ReservationRules,
): Handlers<typeof inventoryContract> => ({
  reserve: async ({ params, body }) => {
    const request = { attemptId: params.attemptId, lines: body.lines };
    return { status: 200, body: await reserveForAttempt(db, request, rules) };
  },
  confirmHold: async ({ params }) => {
    await confirmHold(db, params.attemptId);
    return { status: 200, body: {} };
  },
  release: async ({ params }) => {
    return {
      status: 200,
      body: { released: await releaseHold(db, params.attemptId, rules) },
    };
  },
  availability: async ({ body }) => {
    return { status: 200, body: { items: await availabilityOf(db, body.variantIds) } };
  },
  adjustStock: ({ body }, context) => adjustStock(db, body, context, rules),
  getStock: async ({ query }) => {
    return { status: 200, body: { items: await stockOfVariants(db, query.variantId) } };
  },
  listLedger: async ({ query }) => {
    const { variantId, limit = 24, cursor } = query;
    return { status: 200, body: await listLedger(db, { variantId, limit, cursor }) };
  },
  listLocations: async () => ({ status: 200, body: { items: await listLocations(db) } }),
  createLocation: ({ body }, context) => createLocation(db, body, context),
  changeLocation: async ({ params, body }, { actor }) => {
    const change = { locationId: params.locationId, changes: body };
    return { status: 200, body: await changeLocation(db, change, actor) };
  },
  changeStockSettings: async ({ params, body }, { actor }) => {
    const change = { variantId: params.variantId, settings: body };
    return {
      status: 200,
      body: await changeStockSettings(db, change, { actor, ...rules }),
    };
  },
});
