import { done, isProblem } from '../api/problems.ts';
import {
  cartIdOf,
  forgetSeenPrices,
  leaveFlash,
  rememberCart,
  rememberCurrency,
  type Visit,
} from '../browser/cookies.ts';
import { readForm } from '../browser/forms.ts';
import { localPath, seeOther } from '../browser/redirects.ts';
import { findCart, startCart } from './cart-of-visit.ts';

/** Chooses the currency of prices. A cart keeps its currency, so its lines move to a new one. */
export async function changeCurrency(visit: Visit): Promise<Response> {
  const fields = await readForm(visit.request);
  const store = await visit.locals.shop.store();
  const currency = store.currencies.find(({ code }) => code === fields.currency)?.code;
  const back = localPath(fields.back, '/');
  if (currency === undefined) return seeOther(back);
  rememberCurrency(visit, currency);
  try {
    await moveCart(visit, currency);
  } catch (error) {
    if (!isProblem(error, 'checkout-in-progress', 'not-for-sale')) throw error;
    leaveFlash(visit, { kind: 'problem', key: error.code });
  }
  return seeOther(back);
}

async function moveCart(visit: Visit, currency: string): Promise<void> {
  const oldId = cartIdOf(visit);
  const old = await findCart(visit);
  if (old === undefined || oldId === undefined) return;
  if (old.currency === currency || old.status !== 'open' || old.lines.length === 0) return;
  const { api } = visit.locals.shop;
  const lines = old.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  // Emptied first: for a signed-in shopper the API may answer with the very same cart.
  for (const { id } of old.lines)
    await done(
      api.DELETE('/api/v1/carts/{cartId}/lines/{lineId}', {
        params: { path: { cartId: oldId, lineId: id } },
      }),
    );
  let cart = await startCart(visit, { lines, currency });
  for (const { code } of old.coupons) {
    const path = { cartId: cart.id, code };
    const applied = await api.PUT('/api/v1/carts/{cartId}/coupons/{code}', { params: { path } });
    // A code that does not count in this currency stays behind.
    cart = applied.data ?? cart;
  }
  rememberCart(visit, cart);
  // Prices in another currency are what was asked for, and no change to be told.
  forgetSeenPrices(visit);
}
