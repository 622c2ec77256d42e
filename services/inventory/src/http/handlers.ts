import type { Handlers } from '@cartwright/contract';
import type { inventoryContract } from '../../contract/index.ts';
import type { InventoryParts } from '../inventory-parts.ts';
import { listLedger } from '../queries/ledger.ts';
import { listLocations } from '../queries/locations.ts';
import { stockOfVariants } from '../queries/stock.ts';
import { adjustStock } from '../use-cases/adjust-stock.ts';
import { changeLocation } from '../use-cases/change-location.ts';
import { changeStockSettings } from '../use-cases/change-stock-settings.ts';
import { createLocation } from '../use-cases/create-location.ts';
import { confirmHold, releaseHold } from '../use-cases/end-hold.ts';
import { reserveForAttempt } from '../use-cases/reserve-stock.ts';
import { verifyHandlers } from './verify-handlers.ts';

/** Routes of the contract to use cases and queries. */
export const handlers = ({
  db,
  writes,
  availabilityOf,
  rules,
}: InventoryParts): Handlers<typeof inventoryContract> => ({
  ...verifyHandlers(db, rules),
  reserve: async ({ params, body }, { deadline }) => {
    const request = { attemptId: params.attemptId, ...body };
    return { status: 200, body: await reserveForAttempt(writes, request, deadline) };
  },
  confirmHold: async ({ params }, { deadline }) => {
    await confirmHold(writes, params.attemptId, deadline);
    return { status: 200, body: {} };
  },
  release: async ({ params }) => {
    return {
      status: 200,
      body: { released: await releaseHold(db, params.attemptId, rules) },
    };
  },
  availability: async ({ body }, { deadline }) => {
    const variantIds = [...new Set(body.variantIds)];
    const items = await Promise.all(variantIds.map((id) => availabilityOf(id, deadline)));
    return { status: 200, body: { items } };
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
