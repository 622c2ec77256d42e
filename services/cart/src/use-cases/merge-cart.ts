import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { CART_COUPONS_MAX, CART_LINES_MAX, LINE_QUANTITY_MAX } from '../../contract/index.ts';
import { changeCart } from '../store/cart-outcome.ts';
import type { DB } from '../store/tables.generated.ts';

/** Makes a cart the shopper's own, or adds it to the one the shopper has. A repeat does nothing. */
export const mergeCart = (
  db: Database<DB>,
  request: { cartId: string; shopperId: string },
): Promise<void> =>
  changeCart(
    db,
    sql`merge_cart(
      ${request.cartId},
      ${request.shopperId},
      ${LINE_QUANTITY_MAX},
      ${CART_LINES_MAX},
      ${CART_COUPONS_MAX}
    )`,
  );
