import { defineRoutes, Id, page, pageQuery, Timestamp } from '@cartwright/contract';
import Type from 'typebox';
import {
  DemandLine,
  LedgerEntry,
  LOCATIONS_MAX,
  Location,
  LocationChanges,
  LocationInput,
  RESERVATION_LINES_MAX,
  StockAdjustmentInput,
  StockSettings,
  StockSettingsInput,
  VariantAvailability,
  VariantStock,
} from './shapes.ts';
import { inventoryVerifyRoutes } from './verify.ts';

const readers = { kind: 'public', who: 'staff', scope: 'inventory:read' } as const;
const writers = { kind: 'public', who: 'staff', scope: 'inventory:write' } as const;
const checkoutOnly = { kind: 'internal', callers: ['checkout'] } as const;

const byAttempt = Type.Object({ attemptId: Id });

export const inventoryRoutes = defineRoutes({
  reserve: {
    method: 'PUT',
    path: '/reservations/:attemptId',
    summary: 'Hold stock for a checkout attempt, all lines or none; a repeat gets the same answer',
    access: checkoutOnly,
    params: byAttempt,
    body: Type.Object({
      lines: Type.Array(DemandLine, { minItems: 1, maxItems: RESERVATION_LINES_MAX }),
      /** Confirms the hold with the reservation: for a caller who ends whatever it began. */
      isConfirmed: Type.Optional(Type.Boolean()),
    }),
    /** `isConfirmed` is absent in the answers of versions that hold without confirming. */
    responses: {
      200: Type.Object({ expiresAt: Timestamp, isConfirmed: Type.Optional(Type.Boolean()) }),
    },
    errors: ['out-of-stock', 'reservation-gone'],
    repeatable: true,
  },
  confirmHold: {
    method: 'POST',
    path: '/reservations/:attemptId/confirm',
    summary: 'From now on the reservation does not expire: only checkout or an order ends it',
    access: checkoutOnly,
    params: byAttempt,
    responses: { 200: Type.Object({}) },
    errors: ['reservation-gone'],
    repeatable: true,
  },
  release: {
    method: 'DELETE',
    path: '/reservations/:attemptId',
    summary: 'End a reservation; a reserve of this attempt that arrives afterwards is refused',
    access: checkoutOnly,
    params: byAttempt,
    /** `released` is false when nothing was held, or when the order has taken it over. */
    responses: { 200: Type.Object({ released: Type.Boolean() }) },
    errors: [],
    repeatable: true,
  },
  availability: {
    method: 'POST',
    path: '/availability',
    summary: 'What can be sold of each variant now',
    access: { kind: 'internal', callers: ['cart', 'checkout'] },
    body: Type.Object({ variantIds: Type.Array(Id, { maxItems: RESERVATION_LINES_MAX }) }),
    responses: { 200: Type.Object({ items: Type.Array(VariantAvailability) }) },
    errors: [],
    repeatable: true,
  },
  adjustStock: {
    method: 'POST',
    path: '/admin/stock-adjustments',
    summary: 'Count or correct the stock of a variant at a location',
    access: writers,
    body: StockAdjustmentInput,
    responses: { 201: Type.Object({ entry: LedgerEntry, stock: VariantStock }) },
    errors: ['on-hand-out-of-range'],
    idempotencyKey: 'required',
  },
  getStock: {
    method: 'GET',
    path: '/admin/stock',
    summary: 'On hand, reserved, allocated and available of variants, by location',
    access: readers,
    query: Type.Object(
      { variantId: Type.Array(Id, { minItems: 1, maxItems: 100 }) },
      { additionalProperties: false },
    ),
    responses: { 200: Type.Object({ items: Type.Array(VariantStock) }) },
    errors: [],
  },
  listLedger: {
    method: 'GET',
    path: '/admin/stock-ledger',
    summary: 'Every change of the stock a variant draws on, newest first',
    access: readers,
    query: Type.Object({ variantId: Id, ...pageQuery }, { additionalProperties: false }),
    responses: { 200: page(LedgerEntry) },
    errors: [],
  },
  listLocations: {
    method: 'GET',
    path: '/admin/locations',
    summary: 'All locations in the order in which stock is taken from them',
    access: readers,
    responses: {
      200: Type.Object({ items: Type.Array(Location, { maxItems: LOCATIONS_MAX }) }),
    },
    errors: [],
  },
  createLocation: {
    method: 'POST',
    path: '/admin/locations',
    summary: 'Add a location',
    access: writers,
    body: LocationInput,
    responses: { 201: Location },
    errors: ['location-code-taken', 'too-many-locations'],
    idempotencyKey: 'optional',
  },
  changeLocation: {
    method: 'PATCH',
    path: '/admin/locations/:locationId',
    summary: 'Rename a location or change its priority',
    access: writers,
    params: Type.Object({ locationId: Id }),
    body: LocationChanges,
    responses: { 200: Location },
    errors: [],
  },
  changeStockSettings: {
    method: 'PUT',
    path: '/admin/variants/:variantId/stock-settings',
    summary: 'Backorder limit of a variant, and whose stock it draws on',
    access: writers,
    params: Type.Object({ variantId: Id }),
    body: StockSettingsInput,
    responses: { 200: StockSettings },
    errors: ['stock-item-in-use'],
  },
  ...inventoryVerifyRoutes,
});
