import { type CallContext, ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { CART_COUPONS_MAX } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import { changeCart } from '../store/cart-outcome.ts';
import type { DB } from '../store/tables.generated.ts';
import { inSoldCurrency } from './sold-currency.ts';

/** Reasons that a fuller cart or another customer can change: such a code stays, and says why. */
const REASONS_THAT_MAY_PASS = new Set([
  'minimum-not-reached',
  'not-combinable',
  'customer-limit-reached',
]);

/** Keeps a code with the cart; throws `coupon-not-valid` with pricing's reason. */
export async function applyCoupon(
  parts: CartParts,
  request: { cartId: string; code: string },
  context: CallContext,
): Promise<void> {
  const { cartId, code } = request;
  const cart = await parts.readCart(cartId, context.deadline);
  const nothing = { lines: [], country: null, customerKey: null, shippingOptionId: null };
  const { body } = await inSoldCurrency(parts, { cart, context }, ({ currency }) =>
    parts.clients.pricing.quote({ body: { ...nothing, currency, couponCodes: [code] } }, context),
  );
  const reason = body.coupons[0]?.reason ?? null;
  if (reason !== null && !REASONS_THAT_MAY_PASS.has(reason)) {
    throw new ContractError('coupon-not-valid', { data: { code, reason } });
  }
  await changeCart(parts.db, sql`add_cart_coupon(${cartId}, ${code}, ${CART_COUPONS_MAX})`);
}

/** Removes a code; one that is not there counts as removed. */
export const removeCoupon = (
  db: Database<DB>,
  request: { cartId: string; code: string },
): Promise<void> => changeCart(db, sql`remove_cart_coupon(${request.cartId}, ${request.code})`);
