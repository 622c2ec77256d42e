import { answerOf, isProblem } from '../api/problems.ts';
import type { Cart } from '../api/shapes.ts';
import { cartIdOf, forgetCart, leaveFlash, rememberCart, type Visit } from '../browser/cookies.ts';
import { type Fields, moneyOf, quantityIn, readForm } from '../browser/forms.ts';
import { localPath, seeOther } from '../browser/redirects.ts';
import { keyHeader, type NewLine, startCart } from './cart-of-visit.ts';
import { findPriceChanges, noteShownPrice } from './seen-prices.ts';

/** Of one line, as the API takes it. */
export const quantityMax = 999;

/** Does what a form of the cart or of a product asks for, and sends the browser on. */
export async function changeCart(visit: Visit): Promise<Response> {
  const fields = await readForm(visit.request);
  try {
    const cart = await run(visit, fields);
    if (cart === undefined) return seeOther('/cart');
    rememberCart(visit, cart);
    return seeOther(placeAfter(visit, fields, cart));
  } catch (error) {
    return refuse(visit, fields, error);
  }
}

/** Of a line in the page of the cart, or of a button beside its quantity. */
export const lineAnchor = (lineId: string, step?: string): string =>
  step === undefined ? `line-${lineId}` : `line-${lineId}-${step === '1' ? 'more' : 'fewer'}`;

/** The line that was changed; browsers focus its button. News stand at the top of the page. */
function placeAfter(visit: Visit, { action, line, step }: Fields, cart: Cart): string {
  const isInPlace = action === 'change' && findPriceChanges(visit, cart).length === 0;
  return isInPlace ? `/cart#${lineAnchor(encodeURIComponent(line ?? ''), step)}` : '/cart';
}

async function run(visit: Visit, fields: Fields): Promise<Cart | undefined> {
  if (fields.action === 'add') return add(visit, fields);
  const cartId = cartIdOf(visit);
  if (cartId === undefined) return undefined;
  const { api } = visit.locals.shop;
  const lineId = fields.line ?? '';
  const code = fields.code ?? '';
  switch (fields.action) {
    case 'change':
      return answerOf(
        api.PATCH('/api/v1/carts/{cartId}/lines/{lineId}', {
          params: { path: { cartId, lineId } },
          body: { quantity: quantityOf(fields) },
        }),
      );
    case 'remove':
      return answerOf(
        api.DELETE('/api/v1/carts/{cartId}/lines/{lineId}', {
          params: { path: { cartId, lineId } },
        }),
      );
    case 'apply-code':
      if (code === '') return undefined;
      return answerOf(
        api.PUT('/api/v1/carts/{cartId}/coupons/{code}', { params: { path: { cartId, code } } }),
      );
    case 'remove-code':
      return answerOf(
        api.DELETE('/api/v1/carts/{cartId}/coupons/{code}', { params: { path: { cartId, code } } }),
      );
    default:
      return undefined;
  }
}

/** What stands in the field, or one more or fewer by the buttons beside it. */
function quantityOf({ quantity, step }: Fields): number {
  const stands = quantityIn(quantity);
  if (step === '1') return Math.min(quantityMax, stands + 1);
  return step === '-1' ? Math.max(0, stands - 1) : stands;
}

async function add(visit: Visit, fields: Fields): Promise<Cart> {
  const line = { variantId: fields.variant ?? '', quantity: quantityIn(fields.quantity) };
  const cart = await addLines(visit, [line], fields.key);
  const shown = moneyOf(fields.shownPrice);
  if (shown !== undefined) noteShownPrice(visit, line.variantId, shown);
  return cart;
}

/**
 * Puts lines into the browser's cart, or into a new one where it has none that can take them. Sent
 * again under the same key, it adds nothing.
 */
export async function addLines(visit: Visit, lines: NewLine[], key?: string): Promise<Cart> {
  const cartId = cartIdOf(visit);
  if (cartId === undefined) return startCart(visit, { lines, key });
  try {
    return await answerOf(
      visit.locals.shop.api.POST('/api/v1/carts/{cartId}/lines', {
        params: { path: { cartId }, header: keyHeader(key) },
        body: { lines },
      }),
    );
  } catch (error) {
    // The old cart is gone, or is an order by now: shopping goes on with a new one.
    if (!isProblem(error, 'not-found', 'cart-already-ordered')) throw error;
    forgetCart(visit);
    leaveFlash(visit, {
      kind: 'notice',
      key: error.code === 'not-found' ? 'cart-gone' : error.code,
    });
    return startCart(visit, { lines, key });
  }
}

/** Codes that a shopper can do something about; all others are faults. */
const expected = [
  'not-for-sale',
  'too-many-lines',
  'too-many-coupons',
  'coupon-not-valid',
  'checkout-in-progress',
  'cart-already-ordered',
  'invalid-input',
  'not-found',
  'too-many-requests',
];

function refuse(visit: Visit, fields: Fields, error: unknown): Response {
  if (!isProblem(error, ...expected)) throw error;
  const reason = error.data.reason;
  const key = error.code === 'not-found' ? 'invalid-input' : error.code;
  leaveFlash(visit, {
    kind: 'problem',
    key,
    ...(typeof reason === 'string' ? { detail: reason } : {}),
  });
  return seeOther(fields.action === 'add' ? localPath(fields.back, '/cart') : '/cart');
}
