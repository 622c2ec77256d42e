import { accountsContract } from '@cartwright/accounts/contract';
import { subscribe } from '@cartwright/events';
import { sql } from 'kysely';

/** The cart that an erased shopper met on every device is nobody's. */
export const onShopperErased = subscribe(
  accountsContract.events.shopperErased,
  async (tx, { data }) => {
    const { rows } = await sql<{ cartId: string }>`
      delete from shopper_cart
      where shopper_id = ${data.shopperId}
      returning cart_id as "cartId"
    `.execute(tx);
    await sql`
      update cart
      set shopper_id = null
      where id = any (${rows.map(({ cartId }) => cartId)}::text[])
    `.execute(tx);
  },
);
