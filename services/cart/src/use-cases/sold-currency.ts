import { type CallContext, isContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import type { CartParts } from '../cart-parts.ts';
import type { StoredCart } from '../domain/assemble-cart.ts';

/** The one that staff have set. Who shops in the storefront names one, so this is rarely asked. */
export async function defaultCurrency(
  clients: Pick<CartParts['clients'], 'pricing'>,
  context: CallContext,
): Promise<string> {
  const { body } = await clients.pricing.getDefaultCurrency({}, context);
  return body.currency;
}

/**
 * Prices a cart that is kept. The shop may have given up its currency since it was made: then it
 * goes on in the default one, or nobody could see it, empty it or buy what it holds.
 */
export async function inSoldCurrency<R>(
  { db, clients }: Pick<CartParts, 'db' | 'clients'>,
  { cart, context }: { cart: StoredCart; context: CallContext },
  price: (cart: StoredCart) => Promise<R>,
): Promise<R> {
  try {
    return await price(cart);
  } catch (error) {
    if (!isContractError(error, 'unknown-currency')) throw error;
    const currency = await defaultCurrency(clients, context);
    if (cart.currency === currency) throw error;
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
