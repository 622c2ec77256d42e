import { done, isProblem } from '../api/problems.ts';
import type { Cart } from '../api/shapes.ts';
import {
  forgetCart,
  forgetSeenPrices,
  leaveFlash,
  rememberCart,
  rememberCurrency,
  type Visit,
} from '../browser/cookies.ts';
import { readForm } from '../browser/forms.ts';
import { localPath, seeOther } from '../browser/redirects.ts';
import { findCart, startCart } from './cart-of-visit.ts';

/** Codes that the shopper is told; all others are faults. */
const expected = [
  'checkout-in-progress',
  'cart-already-ordered',
  'not-for-sale',
  'too-many-requests',
];

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
    if (!isProblem(error, ...expected)) throw error;
    leaveFlash(visit, { kind: 'problem', key: error.code });
  }
  return seeOther(back);
}

async function moveCart(visit: Visit, currency: string): Promise<void> {
  const old = await findCart(visit);
  if (old === undefined) return;
  if (old.currency === currency || old.status !== 'open' || old.lines.length === 0) return;
  // One line that is not for sale any more would keep all others out of the new cart.
  const kept = old.lines.filter(({ problem }) => problem !== 'not-for-sale');
  const lines = kept.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const cart = await startCart(visit, { lines, currency });
  rememberCart(visit, await applyCodes(visit, cart, old));
  // Prices in another currency are what was asked for, and no change to be told.
  forgetSeenPrices(visit);
  if (kept.length < old.lines.length) leaveFlash(visit, { kind: 'problem', key: 'left-behind' });
  await empty(visit, old);
}

async function applyCodes({ locals }: Visit, made: Cart, old: Cart): Promise<Cart> {
  let cart = made;
  for (const { code } of old.coupons) {
    const params = { path: { cartId: cart.id, code } };
    const { data } = await locals.shop.api.PUT('/api/v1/carts/{cartId}/coupons/{code}', { params });
    // A code that does not count in this currency stays behind.
    cart = data ?? cart;
  }
  return cart;
}

/** Once the new cart holds the lines: a refusal before then leaves the old one as it was. */
async function empty(visit: Visit, old: Cart): Promise<void> {
  const { api } = visit.locals.shop;
  try {
    for (const { id } of old.lines) {
      const path = { cartId: old.id, lineId: id };
      await done(api.DELETE('/api/v1/carts/{cartId}/lines/{lineId}', { params: { path } }));
    }
  } catch (error) {
    // Another tab pays for it, or has done so: what it holds is not to be bought twice.
    if (isProblem(error, 'checkout-in-progress')) rememberCart(visit, old);
    if (isProblem(error, 'cart-already-ordered')) forgetCart(visit);
    throw error;
  }
}
