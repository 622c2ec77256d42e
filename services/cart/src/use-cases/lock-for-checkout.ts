import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { refuseUnlessDone } from '../store/cart-outcome.ts';
import type { CartWrites, FrozenCart } from '../store/cart-writes.ts';
import type { DB } from '../store/tables.generated.ts';

/** Freezes the cart for an attempt. What is read with it cannot change while it holds. */
export async function lockForCheckout(
  writes: CartWrites,
  request: { cartId: string; attemptId: string },
  deadline: number,
): Promise<FrozenCart> {
  const locked = await writes.lockForCheckout(request, deadline);
  refuseUnlessDone(locked);
  return locked;
}

/** The undo: opens the cart again if this attempt holds it. */
export async function unlock(
  db: Database<DB>,
  request: { cartId: string; attemptId: string },
): Promise<void> {
  await sql`
    update cart
    set status = 'open',
        attempt_id = null,
        updated_at = clock_timestamp()
    where id = ${request.cartId}
      and attempt_id = ${request.attemptId}
      and status = 'checking-out'
  `.execute(db);
}
