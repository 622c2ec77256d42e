import type { Database, Tx } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { PlacedOrder } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';
import { type AttemptEvent, isClosed, stateAfter } from '../domain/attempt-states.ts';
import type { FrozenOrder } from '../domain/freeze-order.ts';
import type { Problem } from '../domain/outcome.ts';
import type { UndoStep } from '../domain/undo-steps.ts';
import { type AttemptRow, attemptColumns } from './read-attempt.ts';
import type { DB } from './tables.generated.ts';

/** Somebody else has moved the attempt on: who meets this must not act for it any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(attemptId: string) {
    super(`Attempt ${attemptId} has been taken over`);
  }
}

export interface Changes {
  frozen?: FrozenOrder;
  paymentStatus?: string;
  /** The shopper's time to confirm begins now, by the database's clock. */
  action?: { url: string; expiresInMs: number };
  undoSteps?: readonly UndoStep[];
  problem?: Problem;
  placedOrder?: PlacedOrder;
}

/** Moves the attempt by one event, in one statement, if nobody else has moved it. */
export async function advance(
  db: Database<DB>,
  attempt: Attempt,
  event: AttemptEvent,
  changes: Changes = {},
): Promise<Attempt> {
  const state = stateAfter(attempt.state, event);
  const sets = [
    sql`state = ${state}`,
    sql`runs = 0`,
    sql`next_run_at = now()`,
    ...changedColumns(changes),
    ...(isClosed(state) ? [sql`closed_at = now()`, sql`lease_until = null`] : []),
  ];
  return compareAndSet(db, attempt, sets);
}

/**
 * Leaves the attempt alone for a while and gives its lease back. What was told about the payment
 * during this look (`wakes`) is looked at again at once.
 */
export async function postpone(
  db: Database<DB>,
  attempt: Attempt,
  o: { waitMs: number; paymentStatus?: string },
): Promise<Attempt> {
  const { waitMs, ...changes } = o;
  return compareAndSet(db, attempt, [
    sql`runs = runs + 1`,
    sql`lease_until = null`,
    sql`next_run_at = case
      when wakes > ${attempt.wakes} then now()
      when state = 'awaiting-shopper' then least(
        now() + ${waitMs}::integer * interval '1 millisecond',
        greatest(now(), action_expires_at)
      )
      else now() + ${waitMs}::integer * interval '1 millisecond'
    end`,
    ...changedColumns(changes),
  ]);
}

async function compareAndSet(
  db: Database<DB>,
  attempt: Attempt,
  sets: readonly RawBuilder<unknown>[],
): Promise<Attempt> {
  const { rows } = await sql<AttemptRow>`
    update checkout_attempt
    set
      version = version + 1,
      updated_at = now(),
      ${sql.join(sets)}
    where id = ${attempt.id}
    and version = ${attempt.version}
    returning ${attemptColumns}
  `.execute(db);
  const [moved] = rows;
  if (moved === undefined) throw new LeaseLost(attempt.id);
  return moved;
}

function changedColumns(changes: Changes): RawBuilder<unknown>[] {
  const sets: RawBuilder<unknown>[] = [];
  const { frozen, action, placedOrder } = changes;
  if (frozen !== undefined) {
    sets.push(
      sql`frozen = ${JSON.stringify(frozen)}::jsonb`,
      sql`currency = ${frozen.currency}`,
      sql`total_amount = ${frozen.totals.total.amount}`,
    );
  }
  if (changes.paymentStatus !== undefined)
    sets.push(sql`payment_status = ${changes.paymentStatus}`);
  if (action !== undefined) {
    sets.push(
      sql`action_url = ${action.url}`,
      sql`action_expires_at = now() + ${action.expiresInMs}::integer * interval '1 millisecond'`,
    );
  }
  if (changes.undoSteps !== undefined)
    sets.push(sql`undo_steps = ${[...changes.undoSteps]}::text[]`);
  if (changes.problem !== undefined)
    sets.push(sql`problem = ${JSON.stringify(changes.problem)}::jsonb`);
  if (placedOrder !== undefined) {
    sets.push(
      sql`placed_order = ${JSON.stringify(placedOrder)}::jsonb`,
      sql`order_id = ${placedOrder.id}`,
      sql`order_number = ${placedOrder.number}`,
    );
  }
  return sets;
}

/** Lets others take the attempt at once, after a failure that says nothing about it. */
export async function dropLease(db: Database<DB>, attempt: Attempt): Promise<void> {
  await sql`
    update checkout_attempt
    set lease_until = null
    where id = ${attempt.id}
    and version = ${attempt.version}
  `.execute(db);
}

/** Makes an attempt due that waits for its payment; whoever works on it keeps it. */
export async function wake(tx: Tx<DB>, attemptId: string): Promise<void> {
  await sql`
    update checkout_attempt
    set
      next_run_at = now(),
      wakes = wakes + 1
    where id = ${attemptId}
    and state in ('paying', 'awaiting-shopper', 'undoing')
  `.execute(tx);
}
