import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from './tables.generated.ts';

/** Takes the personal data out of an attempt that became an order: which cart it was stays. */
export const forgetAttempt = sql`
  email = null,
  shopper_id = null,
  shipping_address = null,
  billing_address = null,
  frozen = null,
  placed_order = null`;

/**
 * Takes them out of the attempt of an erased order. False when that is not written as completed
 * yet: then it needs them to be completed.
 */
export async function forgetOrdered(tx: Tx<DB>, attemptId: string): Promise<boolean> {
  const forgotten = await sql`
    update checkout_attempt
    set ${forgetAttempt}
    where id = ${attemptId}
      and state = 'completed'
  `.execute(tx);
  if (Number(forgotten.numAffectedRows ?? 0) > 0) return true;
  const { rows } = await sql`
    select
    from checkout_attempt
    where id = ${attemptId}
      and holds_cart
  `.execute(tx);
  return rows.length === 0;
}
