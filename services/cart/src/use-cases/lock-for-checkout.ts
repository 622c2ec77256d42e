import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { type LoadedCart, loadCart } from '../queries/load-cart.ts';
import { changeCart } from '../store/cart-outcome.ts';
import type { DB } from '../store/tables.generated.ts';

/** Freezes the cart for an attempt. What is read afterwards cannot change while it holds. */
export async function lockForCheckout(
  db: Database<DB>,
  request: { cartId: string; attemptId: string },
): Promise<LoadedCart> {
  await changeCart(db, sql`lock_cart_for_checkout(${request.cartId}, ${request.attemptId})`);
  return loadCart(db, request.cartId);
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
