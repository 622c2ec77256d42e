import { type Actor, actorName, ContractError } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';
import { tellNotedLevels } from './tell-levels.ts';
import { tellOversold } from './tell-oversold.ts';

export interface Count {
  variantId: string;
  /** Pieces on hand at the location main; absent: the count stays. */
  onHand?: number;
  /** How many may be sold beyond what is available; absent: it stays. */
  backorderMax?: number;
}

/** Some 20 ms a transaction: a checkout that wants one of these variants hardly waits. */
export const COUNTS_PER_CALL_MAX = 100;
const ON_HAND_MAX = 1_000_000_000;

/**
 * Sets counts and backorder limits of many variants, all or none. What is as wanted already gets no
 * ledger entry and tells nothing, so repeating it is cheap. Levels are told in a transaction of
 * their own: telling takes longer than counting, and nobody shall wait for these rows meanwhile.
 * @returns how many variants changed.
 * @throws ContractError `on-hand-out-of-range`.
 */
export async function setCounts(
  db: Database<DB>,
  request: { counts: readonly Count[]; reason: string; actor: Actor },
  rules: { fewLeftMax: number },
): Promise<number> {
  const { counts, reason, actor } = request;
  if (counts.length > COUNTS_PER_CALL_MAX)
    throw new Error(`${counts.length} counts are more than a short transaction holds`);
  for (const { onHand = 0 } of counts)
    if (!Number.isInteger(onHand) || onHand < 0 || onHand > ON_HAND_MAX)
      throw new ContractError('on-hand-out-of-range', { data: { onHand } });
  if (counts.length === 0) return 0;
  const changed = await transaction(db, async (tx) => {
    const found = await findChanges(tx, counts);
    if (found.length === 0) return 0;
    await write(tx, found, { reason, actor, ...rules });
    await emitStaffAction(tx, 'inventory', actor, {
      action: 'stock-counted',
      subject: found.length === 1 ? String(found[0]?.variantId) : 'stock',
      changes: { variantIds: found.map(({ variantId }) => variantId) },
    });
    return found.length;
  });
  await tellNotedLevels(db);
  return changed;
}

interface Change extends Count {
  stockItemId: string;
}

/** Holds the rows in the order in which every transaction takes them, then compares. */
async function findChanges(tx: Tx<DB>, counts: readonly Count[]): Promise<Change[]> {
  const variantIds = counts.map(({ variantId }) => variantId);
  const before = await readCounts(tx, variantIds);
  const isSame = counts.every((count) => isAsWanted(count, before.get(count.variantId)));
  // The usual case of a second run: nothing is locked and nothing written.
  if (isSame) return [];
  await sql`select hold_mapping()`.execute(tx);
  await sql`select ensure_stock_rows(${variantIds}::uuid[])`.execute(tx);
  await sql`
    select lock_stock(array(
      select distinct stock_item_id
      from variant_stock
      where variant_id = any (${variantIds}::uuid[])
    ))
  `.execute(tx);
  const held = await readCounts(tx, variantIds);
  return counts.flatMap((count) => {
    const present = held.get(count.variantId);
    if (present === undefined) throw new Error(`variant ${count.variantId} got no stock row`);
    const stockItemId = present.stockItemId;
    return isAsWanted(count, present) ? [] : [{ ...count, stockItemId }];
  });
}

interface Present {
  variantId: string;
  stockItemId: string;
  onHand: number;
  backorderMax: number;
}

const isAsWanted = (count: Count, present: Present | undefined): boolean =>
  present !== undefined &&
  (count.onHand ?? present.onHand) === present.onHand &&
  (count.backorderMax ?? present.backorderMax) === present.backorderMax;

/** Counts at the location main; a variant that was never counted is absent. */
export async function readCounts(
  tx: Database<DB>,
  variantIds: readonly string[],
): Promise<Map<string, Present>> {
  const { rows } = await sql<Present>`
    select v.variant_id as "variantId",
           v.stock_item_id as "stockItemId",
           v.backorder_max as "backorderMax",
           s.on_hand as "onHand"
    from variant_stock v
    join location l
      on l.code = 'main'
    join stock s
      on s.stock_item_id = v.stock_item_id
     and s.location_id = l.id
    where v.variant_id = any (${variantIds}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.variantId, row]));
}

async function write(
  tx: Tx<DB>,
  changes: readonly Change[],
  by: { reason: string; actor: Actor; fewLeftMax: number },
): Promise<void> {
  await sql`
    update variant_stock v
    set backorder_max = given."backorderMax"
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as given (
      "variantId" uuid, "backorderMax" integer
    )
    where v.variant_id = given."variantId"
      and v.backorder_max <> given."backorderMax"
  `.execute(tx);
  const counted = await sql<{ stockItemId: string; onHandDelta: number }>`
    with wanted as (
      -- Variants that share an item were counted together: the first one speaks for it.
      select distinct on ("stockItemId") "stockItemId" as item, "onHand" as on_hand
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as given (
        "stockItemId" uuid, "onHand" bigint
      )
      where "onHand" is not null
      order by "stockItemId"
    ), before as (
      select s.stock_item_id, s.location_id, s.on_hand
      from stock s
      join location l
        on l.id = s.location_id
      where l.code = 'main'
        and s.stock_item_id in (select item from wanted)
    ), moved as (
      update stock s
      set on_hand = w.on_hand
      from before b
      join wanted w
        on w.item = b.stock_item_id
      where s.stock_item_id = b.stock_item_id
        and s.location_id = b.location_id
        and s.on_hand <> w.on_hand
      returning s.stock_item_id, s.location_id, w.on_hand - b.on_hand as delta
    )
    insert into stock_ledger (
      stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason,
      reference, note
    )
    select stock_item_id, location_id, delta, 0, 0, 'count', ${actorName(by.actor)}, ${by.reason}
    from moved
    order by stock_item_id
    returning stock_item_id as "stockItemId", on_hand_delta as "onHandDelta"
  `.execute(tx);
  const items = [...new Set(changes.map(({ stockItemId }) => stockItemId))];
  await sql`select note_levels(${items}::uuid[], ${by.fewLeftMax})`.execute(tx);
  const lowered = counted.rows.filter(({ onHandDelta }) => onHandDelta < 0);
  await tellMissing(
    tx,
    lowered.map(({ stockItemId }) => stockItemId),
  );
}

/** Only a lower count can leave promises without goods. */
async function tellMissing(tx: Tx<DB>, lowered: readonly string[]): Promise<void> {
  if (lowered.length === 0) return;
  const { rows } = await sql<{ stockItemId: string; missingUnits: number }>`
    select i.id as "stockItemId", missing_units(i.id) as "missingUnits"
    from unnest(${lowered}::uuid[]) as i (id)
  `.execute(tx);
  for (const item of rows) await tellOversold(tx, item);
}
