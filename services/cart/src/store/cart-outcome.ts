import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { LINE_QUANTITY_MAX } from '../../contract/index.ts';
import type { DB } from './tables.generated.ts';

export interface OutcomeRow {
  outcome: string;
  attempt_id: string | null;
  order_id: string | null;
  variant_id: string | null;
}

/**
 * Calls one of the cart functions, which decide under the cart's row lock, and turns a refusal into
 * its contract error. `pointerOf` finds the place in the input of a variant that is too many.
 */
export async function changeCart(
  db: Database<DB>,
  call: RawBuilder<unknown>,
  pointerOf?: (variantId: string) => string,
): Promise<void> {
  const { rows } = await sql<OutcomeRow>`
    select outcome, attempt_id, order_id, variant_id
    from ${call}
  `.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('a cart function gave no answer');
  refuseUnlessDone(row, pointerOf);
}

/** Throws the contract error of an outcome. */
export function refuseUnlessDone(
  row: OutcomeRow,
  pointerOf: (variantId: string) => string = () => '/body',
): void {
  const { outcome, attempt_id: attemptId, order_id: orderId, variant_id: variantId } = row;
  if (outcome === 'done') return;
  if (outcome === 'checking-out') {
    throw new ContractError('checkout-in-progress', { data: { attemptId } });
  }
  if (outcome === 'ordered') {
    throw new ContractError('cart-already-ordered', { data: { attemptId, orderId } });
  }
  if (outcome === 'quantity-too-large') {
    throw invalidInput(
      pointerOf(variantId ?? ''),
      `would be more than ${LINE_QUANTITY_MAX} with what is in the cart`,
    );
  }
  throw new ContractError(outcome);
}
