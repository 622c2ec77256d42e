import { ContractError } from '@cartwright/contract';
import { createBatch, type Database, runStatement, statement } from '@cartwright/database';
import type { StoredCart } from '../domain/assemble-cart.ts';
import type { DB } from '../store/tables.generated.ts';

export interface LoadedCart extends StoredCart {
  shopperId: string | null;
  version: number;
}

/** Reads carts by their ids; carts that are asked for at the same moment are read together. */
export type CartReader = (cartId: string, deadline: number) => Promise<LoadedCart>;

/** The cart with its lines, oldest first; throws `not-found`. */
export function cartReaderIn(db: Database<DB>): CartReader {
  const read = createBatch({
    name: 'cart.read',
    kind: 'read',
    keyOf: (cartId: string) => cartId,
    run: async (cartIds) => {
      const rows = await runStatement(db, loadAll, [cartIds]);
      const found = new Map(rows.map((cart) => [cart.id, cart]));
      return new Map(cartIds.map((cartId) => [cartId, found.get(cartId) ?? null]));
    },
  });
  return async (cartId, deadline) => {
    const found = await read(cartId, deadline);
    if (found === null) throw new ContractError('not-found');
    return found;
  };
}

const cartColumns = `
  c.id,
  c.currency,
  c.status,
  c.shopper_id as "shopperId",
  c.order_id as "orderId",
  c.coupon_codes as "couponCodes",
  c.version,
  coalesce(
    (
      select jsonb_agg(
               jsonb_build_object('id', l.id, 'variantId', l.variant_id, 'quantity', l.quantity)
               order by l.id
             )
      from cart_line l
      where l.cart_id = c.id
    ),
    '[]'::jsonb
  ) as lines
`;

const loadAll = statement<LoadedCart>(`
  select ${cartColumns}
  from cart c
  where c.id = any ($1::text[])
    and c.status <> 'merged'
`);

/** The cart that the shopper meets on every device; throws `not-found` when there is none open. */
export async function loadShopperCart(db: Database<DB>, shopperId: string): Promise<LoadedCart> {
  const [cart] = await runStatement(db, loadOfShopper, [shopperId]);
  if (cart === undefined) throw new ContractError('not-found');
  return cart;
}

const loadOfShopper = statement<LoadedCart>(`
  select ${cartColumns}
  from cart c
  where c.status in ('open', 'checking-out')
    and c.id = (
      select cart_id
      from shopper_cart
      where shopper_id = $1
    )
`);
