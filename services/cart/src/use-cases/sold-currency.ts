import { isContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import type { CartParts } from '../cart-parts.ts';
import type { StoredCart } from '../domain/assemble-cart.ts';

/**
 * Prices a cart that is kept. The shop may have given up its currency since it was made: then it
 * goes on in the default one, or nobody could see it, empty it or buy what it holds.
 */
export async function inSoldCurrency<R>(
  parts: Pick<CartParts, 'db' | 'defaultCurrency'>,
  cart: StoredCart,
  price: (cart: StoredCart) => Promise<R>,
): Promise<R> {
  try {
    return await price(cart);
  } catch (error) {
    const { db, defaultCurrency: currency } = parts;
    if (!isContractError(error, 'unknown-currency') || cart.currency === currency) throw error;
    const priced = await price({ ...cart, currency });
    await sql`
      update cart
      set currency = ${currency},
          version = version + 1
      where id = ${cart.id}
        and currency = ${cart.currency}
    `.execute(db);
    return priced;
  }
}
