import {
  type Actor,
  actorName,
  ContractError,
  invalidInput,
  type RequestContext,
} from '@cartwright/contract';
import { type Database, idempotent, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { LedgerEntry, StockAdjustmentInput, VariantStock } from '../../contract/index.ts';
import { stockOfVariants } from '../queries/stock.ts';
import type { DB } from '../store/tables.generated.ts';
import { tellNotedLevels } from './tell-levels.ts';
import { tellOversold } from './tell-oversold.ts';

/** What adjust_stock wrote; without an entry when the count would leave its limits. */
type AdjustedRow = {
  onHandBefore: number;
  stockItemId: string;
  missingUnits: number;
} & (
  | { id: null }
  | { id: string; onHandDelta: number; reason: LedgerEntry['reason']; occurredAt: Date }
);

interface Adjusted {
  entry: LedgerEntry;
  stock: VariantStock;
}

/**
 * Counts (`onHand`) or corrects (`delta`) stock at a location. Between the change and its commit
 * the stock row is held, so little is asked meanwhile, and levels are told afterwards. Throws
 * `on-hand-out-of-range`, or refuses the input when the location is unknown or not exactly one of
 * the two is given.
 */
export async function adjustStock(
  db: Database<DB>,
  input: StockAdjustmentInput,
  context: RequestContext,
  rules: { fewLeftMax: number },
): Promise<{ status: 201; body: Adjusted }> {
  if ((input.delta === undefined) === (input.onHand === undefined)) {
    throw invalidInput('/body', 'needs exactly one of delta and onHand');
  }
  const { actor, idempotencyKey: key } = context;
  const record = { scope: `adjust-stock:${actorName(actor)}`, key, body: input };
  const adjusted = await transaction(db, (tx) =>
    idempotent(tx, record, () => adjust(tx, input, { actor, ...rules })),
  );
  await tellNotedLevels(db);
  return { status: 201, body: adjusted };
}

async function adjust(
  tx: Tx<DB>,
  input: StockAdjustmentInput,
  by: { actor: Actor; fewLeftMax: number },
): Promise<Adjusted> {
  const locationId = await findLocation(tx, input.locationId);
  const { rows } = await sql<AdjustedRow>`
    select entry_id::text as id,
           on_hand_before as "onHandBefore",
           stock_item_id as "stockItemId",
           missing as "missingUnits",
           on_hand_delta as "onHandDelta",
           reason,
           occurred_at as "occurredAt"
    from adjust_stock(
      ${input.variantId},
      ${locationId},
      ${input.delta ?? null},
      ${input.onHand ?? null},
      ${actorName(by.actor)},
      ${input.reason},
      ${by.fewLeftMax}
    )
  `.execute(tx);
  const adjusted = rows[0];
  if (adjusted === undefined) throw new Error('adjust_stock gave no answer');
  if (adjusted.id === null) {
    throw new ContractError('on-hand-out-of-range', { data: { onHand: adjusted.onHandBefore } });
  }
  const { id, stockItemId, missingUnits, onHandDelta, reason, occurredAt } = adjusted;
  const entry: LedgerEntry = {
    id,
    stockItemId,
    locationId,
    onHandDelta,
    reservedDelta: 0,
    allocatedDelta: 0,
    reason,
    reference: actorName(by.actor),
    note: input.reason,
    occurredAt: occurredAt.toISOString(),
  };
  await tellOversold(tx, { stockItemId, missingUnits });
  await emitStaffAction(tx, 'inventory', by.actor, {
    action: 'stock-adjusted',
    subject: input.variantId,
    changes: { locationId, onHandDelta, ledgerEntryId: id },
  });
  const [stock] = await stockOfVariants(tx, [input.variantId]);
  if (stock === undefined) throw new Error('the adjusted stock cannot be read');
  return { entry, stock };
}

async function findLocation(tx: Tx<DB>, locationId: string | undefined): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id
    from location
    where id = ${locationId ?? null}
       or (${locationId ?? null}::uuid is null and code = 'main')
    limit 1
  `.execute(tx);
  const found = rows[0];
  if (found === undefined) throw invalidInput('/body/locationId', 'is not a known location');
  return found.id;
}
