import { faultPoint } from '@cartwright/config';
import { type CallContext, isContractError } from '@cartwright/contract';
import type { Attempt } from '../domain/attempt.ts';
import {
  type CartForCheckout,
  type FrozenOrder,
  freezeOrder,
  priceChanged,
} from '../domain/freeze-order.ts';
import { fault, type Problem, Refusal, wrongInput } from '../domain/outcome.ts';
import { customerKeyOf } from '../domain/read-request.ts';
import { type UndoStep, undoBeforePayment, undoStepOrder } from '../domain/undo-steps.ts';
import type { FaultPoint } from '../fault-points.ts';
import type { CheckoutParts, RequestSecrets } from './parts.ts';
import { lockCart, TurnedAway } from './steps/lock-cart.ts';
import { type PricedCart, priceLines, quote } from './steps/price-lines.ts';
import { CouponLost, reserveCoupons } from './steps/reserve-coupons.ts';
import { confirmStock, reserveStock } from './steps/reserve-stock.ts';

const pass = (point: FaultPoint): Promise<void> => faultPoint(point);

/**
 * From a recorded attempt to a written payment intent: locks the cart, holds stock and codes,
 * freezes the order. Nothing of it is written before the end, because whatever a crash leaves
 * behind is found by the attempt's id and taken back.
 */
export async function prepare(
  parts: CheckoutParts,
  attempt: Attempt,
  request: RequestSecrets,
  context: CallContext,
): Promise<Attempt> {
  const held = new Set<UndoStep>(undoBeforePayment);
  let frozen: FrozenOrder;
  try {
    await pass('checkout.after-attempt');
    const cart = await lockCart(parts, attempt, context);
    await pass('checkout.after-lock');
    frozen = await holdAll(parts, { attempt, cart, request, held }, context);
    checkPayment(frozen, request);
  } catch (error) {
    return giveUp(parts, attempt, held, error);
  }
  const event = frozen.totals.total.amount > 0 ? 'intent-written' : 'nothing-to-pay';
  const prepared = await parts.attempts.advance(attempt, event, { frozen });
  await pass('checkout.before-authorise');
  return prepared;
}

interface Preparation {
  attempt: Attempt;
  cart: CartForCheckout;
  request: RequestSecrets;
  held: Set<UndoStep>;
}

async function holdAll(
  parts: CheckoutParts,
  o: Preparation,
  context: CallContext,
): Promise<FrozenOrder> {
  const { attempt, cart, request, held } = o;
  const { shopperId } = cart;
  const customerKey = customerKeyOf(
    { shopperId, email: attempt.email ?? '' },
    parts.secret('customer-key'),
  );
  const { shippingOptionId } = request;
  const terms = { shippingOptionId, customerKey, couponCodes: cart.couponCodes };
  // Stock depends on the lines alone, so it is asked for beside the price.
  const [stock, priced] = await Promise.allSettled([
    reserveStock(parts, attempt, cart, context),
    priceLines(parts, attempt, cart, terms, context),
  ]);
  if (cart.couponCodes.length === 0) held.delete('release-coupons');
  if (isRefused(stock)) held.delete('release-stock');
  const pricedCart = bothOf(stock, priced);
  const { variants } = pricedCart;
  const { expectedTotal } = request;
  const { locale } = attempt;
  const frozen = freezeOrder({ cart, variants, quote: pricedCart.quote, expectedTotal, locale });
  await pass('checkout.after-reserve');
  const [coupons, confirmed] = await Promise.allSettled([
    reserveCoupons(parts, attempt, { codes: frozen.couponCodes, customerKey }, context),
    confirmStock(parts, attempt, context),
  ]);
  if (coupons.status === 'rejected' && coupons.reason instanceof CouponLost)
    throw await changedByCoupon(parts, { ...o, pricedCart, terms }, coupons.reason, context);
  bothOf(confirmed, coupons);
  await pass('checkout.after-coupons');
  return frozen;
}

/** The value of the second. A failure of either is thrown, one that is no refusal first. */
function bothOf<T>(one: PromiseSettledResult<unknown>, other: PromiseSettledResult<T>): T {
  const failures = [one, other].flatMap((settled) =>
    settled.status === 'rejected' ? [settled.reason] : [],
  );
  const unexpected = failures.find((failure) => !isKnown(failure));
  if (unexpected !== undefined) throw unexpected;
  if (other.status === 'rejected' || failures.length > 0) throw failures[0];
  return other.value;
}

const isKnown = (error: unknown): boolean => error instanceof Refusal || isContractError(error);
const isRefused = (settled: PromiseSettledResult<unknown>): boolean =>
  settled.status === 'rejected' && settled.reason instanceof Refusal;

/** Without the code the same cart costs something else, and that is what the shopper must hear. */
async function changedByCoupon(
  parts: CheckoutParts,
  o: Preparation & {
    pricedCart: PricedCart;
    terms: { shippingOptionId: string; customerKey: string; couponCodes: readonly string[] };
  },
  lost: CouponLost,
  context: CallContext,
): Promise<Refusal> {
  const { variants, quote: old } = o.pricedCart;
  const couponCodes =
    lost.code === null ? [] : o.terms.couponCodes.filter((code) => code !== lost.code);
  const terms = { ...o.terms, couponCodes };
  const without = await quote(parts, o.attempt, { cart: o.cart, variants, terms }, context);
  return priceChanged(old.total, without.total);
}

function checkPayment(frozen: FrozenOrder, request: RequestSecrets): void {
  if (frozen.totals.total.amount > 0 && request.payment === undefined)
    throw wrongInput('/body/payment', 'This order must be paid');
}

/** Refusals and failed calls are taken back; anything else is left to whoever resumes. */
async function giveUp(
  parts: CheckoutParts,
  attempt: Attempt,
  held: ReadonlySet<UndoStep>,
  error: unknown,
): Promise<Attempt> {
  if (error instanceof TurnedAway) {
    const { problem } = error;
    return parts.attempts.advance(attempt, 'turned-away', { problem, undoSteps: [] });
  }
  const undoSteps = undoStepOrder.filter((step) => held.has(step));
  return parts.attempts.advance(attempt, 'undo-started', {
    problem: problemOf(parts, attempt, error),
    undoSteps,
  });
}

function problemOf(parts: CheckoutParts, attempt: Attempt, error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (!isContractError(error)) throw error;
  parts.log.warn({ attemptId: attempt.id, code: error.code }, 'checkout could not be prepared');
  return fault('unavailable');
}
