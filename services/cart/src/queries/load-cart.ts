import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { StoredCart } from '../domain/assemble-cart.ts';
import type { DB } from '../store/tables.generated.ts';

export interface LoadedCart extends StoredCart {
  shopperId: string | null;
  version: number;
}

/** The cart with its lines, oldest first; throws `not-found`. */
export const loadCart = (db: Database<DB>, cartId: string): Promise<LoadedCart> =>
  loadWhere(db, sql`c.id = ${cartId} and c.status <> 'merged'`);

/** The cart that the shopper meets on every device; throws `not-found` when there is none open. */
export const loadShopperCart = (db: Database<DB>, shopperId: string): Promise<LoadedCart> =>
  loadWhere(
    db,
    sql`
      c.status in ('open', 'checking-out')
      and c.id = (
        select cart_id
        from shopper_cart
        where shopper_id = ${shopperId}
      )
    `,
  );

async function loadWhere(db: Database<DB>, condition: RawBuilder<unknown>): Promise<LoadedCart> {
  const { rows } = await sql<LoadedCart>`
    select c.id,
           c.currency,
           c.status,
           c.shopper_id as "shopperId",
           c.order_id as "orderId",
           c.coupon_codes as "couponCodes",
           c.version,
           coalesce(
             (
               select jsonb_agg(
                        jsonb_build_object(
                          'id', l.id,
                          'variantId', l.variant_id,
                          'quantity', l.quantity
                        )
                        order by l.id
                      )
               from cart_line l
               where l.cart_id = c.id
             ),
             '[]'::jsonb
           ) as lines
    from cart c
    where ${condition}
    limit 1
  `.execute(db);
  const cart = rows[0];
  if (cart === undefined) throw new ContractError('not-found');
  return cart;
}
