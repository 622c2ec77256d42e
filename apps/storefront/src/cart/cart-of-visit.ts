import { answerOf, orNothing } from '../api/problems.ts';
import type { Cart } from '../api/shapes.ts';
import { cartIdOf, forgetCart, rememberCart, type Visit } from '../browser/cookies.ts';
import { currencyOf } from '../catalog/shell.ts';

/** The browser's cart, priced now; undefined when it has none or the one it had is gone. */
export async function findCart(visit: Visit, country?: string): Promise<Cart | undefined> {
  const cartId = cartIdOf(visit);
  if (cartId === undefined) return undefined;
  const params = {
    path: { cartId },
    query: country === undefined ? {} : { country },
  };
  const cart = await orNothing(
    answerOf(visit.locals.shop.api.GET('/api/v1/carts/{cartId}', { params })),
    'not-found',
  );
  if (cart === undefined) {
    forgetCart(visit);
    return undefined;
  }
  rememberCart(visit, cart);
  // Nothing of it can be changed, and what is missing may be what it holds itself.
  if (cart.status !== 'checking-out') return cart;
  return { ...cart, lines: cart.lines.map((line) => ({ ...line, problem: null })) };
}

export interface NewLine {
  variantId: string;
  quantity: number;
}

export const keyHeader = (key: string | undefined): { 'idempotency-key'?: string } =>
  key ? { 'idempotency-key': key } : {};

/** A new cart in the currency that pages show, which this browser keeps from now on. */
export async function startCart(
  visit: Visit,
  o: { lines: NewLine[]; currency?: string | undefined; key?: string | undefined },
): Promise<Cart> {
  const currency = o.currency ?? currencyOf(visit, await visit.locals.shop.store());
  const cart = await answerOf(
    visit.locals.shop.api.POST('/api/v1/carts', {
      params: { header: keyHeader(o.key) },
      body: { lines: o.lines, currency },
    }),
  );
  rememberCart(visit, cart);
  return cart;
}
