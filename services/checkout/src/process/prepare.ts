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
import {
  type UndoStep,
  undoAfterFreeze,
  undoBeforePayment,
  undoStepOrder,
} from '../domain/undo-steps.ts';
import { pass } from '../fault-points.ts';
import { dropLease } from '../store/advance-attempt.ts';
import type { CheckoutParts, RequestSecrets } from './parts.ts';
import { lockCart, TurnedAway } from './steps/lock-cart.ts';
import { type PricedCart, priceLines, quote } from './steps/price-lines.ts';
import { CouponLost, reserveCoupons } from './steps/reserve-coupons.ts';
import { confirmStock, reserveStock } from './steps/reserve-stock.ts';
import { announcePayment } from './steps/take-payment.ts';

/**
 * From a recorded attempt to a written payment intent: locks the cart, holds stock and codes,
 * freezes the order. Nothing of it is written before the end, because whatever a crash leaves
 * behind is found by the attempt's id and taken back. An intent whose payment was never asked for
 * is taken back as well, so it is written while the holds are made to last.
 */
export async function prepare(
  parts: CheckoutParts,
  attempt: Attempt,
  request: RequestSecrets,
  context: CallContext,
): Promise<Attempt> {
  const held = new Set<UndoStep>(undoBeforePayment);
  let order: HeldOrder;
  try {
    await pass('checkout.after-attempt');
    const cart = await lockCart(parts, attempt, context);
    await pass('checkout.after-lock');
    order = await holdAll(parts, { attempt, cart, request, held }, context);
    checkPayment(order.frozen, request);
    if (isFree(order.frozen)) await order.keep();
  } catch (error) {
    return giveUp(parts, attempt, held, error);
  }
  const { frozen } = order;
  if (isFree(frozen)) return parts.attempts.advance(attempt, 'nothing-to-pay', { frozen });
  const [written, kept, announced] = await Promise.allSettled([
    parts.attempts.advance(attempt, 'intent-written', { frozen }),
    order.keep(),
    announcePayment(parts, attempt, { frozen, method: request.payment?.method }, context),
  ]);
  if (written.status === 'rejected') throw written.reason;
  if (announced.status === 'rejected') throw announced.reason;
  if (kept.status === 'rejected') return giveUpIntent(parts, written.value, kept.reason);
  await pass('checkout.before-authorise');
  return written.value;
}

const isFree = ({ totals }: FrozenOrder): boolean => totals.total.amount === 0;

interface HeldOrder {
  frozen: FrozenOrder;
  /** Makes the holds last until the attempt ends; they are needed before the payment is. */
  keep: () => Promise<void>;
}

interface Preparation {
  attempt: Attempt;
  cart: CartForCheckout;
  request: RequestSecrets;
  held: Set<UndoStep>;
}

type PricedPreparation = Preparation & {
  /** The stock is held for good already. */
  isConfirmed: boolean;
  pricedCart: PricedCart;
  terms: { shippingOptionId: string; customerKey: string; couponCodes: readonly string[] };
};

async function holdAll(
  parts: CheckoutParts,
  o: Preparation,
  context: CallContext,
): Promise<HeldOrder> {
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
  const isConfirmed = stock.status === 'fulfilled' && stock.value;
  const { variants } = pricedCart;
  const { expectedTotal } = request;
  const { locale } = attempt;
  const frozen = freezeOrder({ cart, variants, quote: pricedCart.quote, expectedTotal, locale });
  await pass('checkout.after-reserve');
  const keep = () => keepHolds(parts, { ...o, pricedCart, terms, isConfirmed }, frozen, context);
  return { frozen, keep };
}

async function keepHolds(
  parts: CheckoutParts,
  o: PricedPreparation,
  frozen: FrozenOrder,
  context: CallContext,
): Promise<void> {
  const { customerKey } = o.terms;
  const [coupons, confirmed] = await Promise.allSettled([
    reserveCoupons(parts, o.attempt, { codes: frozen.couponCodes, customerKey }, context),
    o.isConfirmed ? undefined : confirmStock(parts, o.attempt, context),
  ]);
  if (coupons.status === 'rejected' && coupons.reason instanceof CouponLost)
    throw await changedByCoupon(parts, o, coupons.reason, context);
  bothOf(confirmed, coupons);
  await pass('checkout.after-coupons');
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
  o: PricedPreparation,
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
  if (!isFree(frozen) && request.payment === undefined)
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

/** Takes back an attempt whose intent is written and whose payment was never asked for. */
async function giveUpIntent(
  parts: CheckoutParts,
  attempt: Attempt,
  error: unknown,
): Promise<Attempt> {
  try {
    return await giveUp(parts, attempt, new Set(undoAfterFreeze(attempt.frozen, 'settled')), error);
  } catch (failure) {
    // Whoever catches this knows the attempt as it was before its intent. The lease also ends by
    // itself.
    await dropLease(parts.db, attempt).catch(() => undefined);
    throw failure;
  }
}

function problemOf(parts: CheckoutParts, attempt: Attempt, error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (!isContractError(error)) throw error;
  parts.log.warn({ attemptId: attempt.id, code: error.code }, 'checkout could not be prepared');
  return fault('unavailable');
}
