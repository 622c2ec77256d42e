import {
  defineRoutes,
  Id,
  VERIFY_PAGE_MAX,
  VerifyPageQuery,
  verifyOnly,
  verifyPage,
} from '@cartwright/contract';
import Type, { type Static } from 'typebox';

/** What an attempt or its order holds. An attempt that holds nothing is not told. */
export const HoldBooks = Type.Object({
  attemptId: Id,
  /** Null when there are promises and no reservation. */
  status: Type.Union([
    Type.Literal('held'),
    Type.Literal('confirmed'),
    Type.Literal('allocated'),
    Type.Literal('released'),
    Type.Literal('expired'),
    Type.Literal('refused'),
    Type.Null(),
  ]),
  /** It would have expired by now, had nobody confirmed it. */
  isPastItsTime: Type.Boolean(),
  isOlderThanADay: Type.Boolean(),
  /** By variant, in units of its stock item, of which a variant has `unitsPerVariant`. */
  promises: Type.Array(
    Type.Object({
      variantId: Id,
      unitsPerVariant: Type.Integer({ minimum: 1 }),
      reserved: Type.Integer(),
      allocated: Type.Integer(),
    }),
  ),
});
export type HoldBooks = Static<typeof HoldBooks>;

/** An item at a location whose figures do not agree, as stock, ledger and promises have them. */
export const StockDisagreement = Type.Object({
  stockItemId: Id,
  locationId: Id,
  onHand: Type.Integer(),
  onHandByLedger: Type.Integer(),
  reserved: Type.Integer(),
  reservedByLedger: Type.Integer(),
  reservedByPromises: Type.Integer(),
  allocated: Type.Integer(),
  allocatedByLedger: Type.Integer(),
  allocatedByPromises: Type.Integer(),
});
export type StockDisagreement = Static<typeof StockDisagreement>;

export const StockPage = Type.Object({
  /** Rows of stock, each an item at a location. */
  checked: Type.Integer(),
  /** At most a thousand. */
  items: Type.Array(StockDisagreement),
  next: Type.Union([Id, Type.Null()]),
});
export type StockPage = Static<typeof StockPage>;

export const StockPageQuery = Type.Object({
  after: Type.Union([Id, Type.Null()]),
  /** Items to look at once more. */
  only: Type.Optional(Type.Array(Id, { maxItems: VERIFY_PAGE_MAX })),
});
export type StockPageQuery = Static<typeof StockPageQuery>;

export const inventoryVerifyRoutes = defineRoutes({
  verifyHolds: {
    method: 'POST',
    path: '/verify/holds',
    summary: 'Attempts that hold stock, reserved or allocated, by id',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(HoldBooks) },
    errors: [],
    repeatable: true,
  },
  verifyStock: {
    method: 'POST',
    path: '/verify/stock',
    summary: 'Where stock is not what its ledger and the promises of it add up to, by item',
    access: verifyOnly,
    body: StockPageQuery,
    responses: { 200: StockPage },
    errors: [],
    repeatable: true,
  },
  expireHold: {
    method: 'POST',
    path: '/verify/holds/:attemptId/expire',
    summary: 'End a hold that is past its time and that nobody will end; told by the ledger',
    access: verifyOnly,
    params: Type.Object({ attemptId: Id }),
    /** False when it holds nothing any more, or its time has not come. */
    responses: { 200: Type.Object({ ended: Type.Boolean() }) },
    errors: [],
    repeatable: true,
  },
});
