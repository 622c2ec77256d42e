import { Id, Timestamp, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Units of one count; far above any shelf, and sums of it stay exact in JSON. */
export const UNITS_MAX = 1_000_000_000;
/** A checkout holds at most 100 lines; twice that leaves room for callers of another kind. */
export const RESERVATION_LINES_MAX = 200;
export const LOCATIONS_MAX = 200;

export const StockLevel = Type.Union([
  Type.Literal('in-stock'),
  Type.Literal('few-left'),
  Type.Literal('sold-out'),
  Type.Literal('backorder'),
]);
export type StockLevel = Static<typeof StockLevel>;

export const DemandLine = Type.Object(
  { variantId: Id, quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  { additionalProperties: false },
);
export type DemandLine = Static<typeof DemandLine>;

export const VariantAvailability = Type.Object({
  variantId: Id,
  /** Whole variants that can be sold from what is on hand; backorders are not counted in. */
  available: Type.Integer({ minimum: 0 }),
  /** Variants that may be promised beyond that. */
  backorderMax: Type.Integer({ minimum: 0 }),
  stockItemId: Id,
  /** Units of the stock item in one variant. */
  unitsPerVariant: Type.Integer({ minimum: 1 }),
});
export type VariantAvailability = Static<typeof VariantAvailability>;

const counts = {
  onHand: Type.Integer(),
  reserved: Type.Integer({ minimum: 0 }),
  allocated: Type.Integer({ minimum: 0 }),
  /** On hand - reserved - allocated; below zero when backordered or oversold by count. */
  available: Type.Integer(),
};

/** All figures are units of the stock item. */
export const VariantStock = Type.Object({
  variantId: Id,
  stockItemId: Id,
  unitsPerVariant: Type.Integer({ minimum: 1 }),
  backorderMax: Type.Integer({ minimum: 0 }),
  ...counts,
  locations: Type.Array(
    Type.Object({
      locationId: Id,
      code: Type.String(),
      name: Type.String(),
      ...counts,
    }),
  ),
});
export type VariantStock = Static<typeof VariantStock>;

export const LedgerReason = Type.Union([
  Type.Literal('count'),
  Type.Literal('adjustment'),
  Type.Literal('reserved'),
  Type.Literal('reservation-released'),
  Type.Literal('reservation-expired'),
  Type.Literal('allocated'),
  Type.Literal('allocation-freed'),
  Type.Literal('fulfilled'),
  /** The sum of entries that are past their time. */
  Type.Literal('balance'),
]);
export type LedgerReason = Static<typeof LedgerReason>;

export const LedgerEntry = Type.Object({
  id: Type.String(),
  stockItemId: Id,
  locationId: Id,
  onHandDelta: Type.Integer(),
  reservedDelta: Type.Integer(),
  allocatedDelta: Type.Integer(),
  reason: LedgerReason,
  /** Id of what caused it: attempt, order, fulfilment, or the staff member or key. */
  reference: nullable(Type.String()),
  /** What staff wrote as the reason. */
  note: nullable(Type.String()),
  occurredAt: Timestamp,
});
export type LedgerEntry = Static<typeof LedgerEntry>;

/** Exactly one of `delta` and `onHand`, in units of the variant's stock item. */
export const StockAdjustmentInput = Type.Object(
  {
    variantId: Id,
    /** The location `main` when absent. */
    locationId: Type.Optional(Id),
    delta: Type.Optional(Type.Integer({ minimum: -UNITS_MAX, maximum: UNITS_MAX })),
    onHand: Type.Optional(Type.Integer({ minimum: 0, maximum: UNITS_MAX })),
    reason: text({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type StockAdjustmentInput = Static<typeof StockAdjustmentInput>;

export const Location = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  /** Stock is taken from the lowest number first. */
  priority: Type.Integer(),
});
export type Location = Static<typeof Location>;

const priority = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const locationName = text({ minLength: 1, maxLength: 200 });

export const LocationInput = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,49}$' }),
    name: locationName,
    /** After all others when absent. */
    priority: Type.Optional(priority),
  },
  { additionalProperties: false },
);
export type LocationInput = Static<typeof LocationInput>;

export const LocationChanges = Type.Object(
  { name: Type.Optional(locationName), priority: Type.Optional(priority) },
  { additionalProperties: false, minProperties: 1 },
);
export type LocationChanges = Static<typeof LocationChanges>;

/** Members that are absent stay as they are. */
export const StockSettingsInput = Type.Object(
  {
    backorderMax: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    /** The variant whose stock this one draws on; null gives it its own stock again. */
    sharesStockOf: Type.Optional(nullable(Id)),
    unitsPerVariant: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type StockSettingsInput = Static<typeof StockSettingsInput>;

export const StockSettings = Type.Object({
  variantId: Id,
  stockItemId: Id,
  unitsPerVariant: Type.Integer({ minimum: 1 }),
  backorderMax: Type.Integer({ minimum: 0 }),
});
export type StockSettings = Static<typeof StockSettings>;
