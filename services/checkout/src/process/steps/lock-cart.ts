import { type CallContext, isContractError } from '@cartwright/contract';
import type { Attempt } from '../../domain/attempt.ts';
import type { CartForCheckout } from '../../domain/freeze-order.ts';
import { Refusal } from '../../domain/outcome.ts';
import { loadAttempt } from '../../store/claim-attempts.ts';
import { orderReference } from '../order-reference.ts';
import type { CheckoutParts } from '../parts.ts';

/** Refusals after which the attempt holds nothing, so that nothing needs to be taken back. */
export class TurnedAway extends Refusal {}

/** Freezes the cart for the attempt and reads it. */
export async function lockCart(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<CartForCheckout> {
  try {
    return await askForLock(parts, attempt, context);
  } catch (error) {
    if (!isContractError(error, 'checkout-in-progress')) throw error;
    const holder = attemptIdIn(error.data);
    if (holder === undefined || !(await openStaleLock(parts, attempt, holder, context)))
      throw new TurnedAway('checkout-in-progress', { data: { attemptId: holder ?? attempt.id } });
  }
  return askForLock(parts, attempt, context);
}

async function askForLock(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<CartForCheckout> {
  try {
    const { body } = await parts.clients.cart.lockForCheckout(
      { params: { cartId: attempt.cartId }, body: { attemptId: attempt.id } },
      context,
    );
    return body;
  } catch (error) {
    if (isContractError(error, 'not-found') || isContractError(error, 'cart-empty'))
      throw new TurnedAway(error.code);
    if (isContractError(error, 'cart-already-ordered'))
      throw await alreadyOrdered(parts, attemptIdIn(error.data));
    throw error;
  }
}

async function alreadyOrdered(
  parts: CheckoutParts,
  attemptId: string | undefined,
): Promise<TurnedAway> {
  const ordered = attemptId && (await loadAttempt(parts.db, attemptId));
  const order = ordered ? orderReference(ordered) : undefined;
  return order === undefined
    ? new TurnedAway('not-found')
    : new TurnedAway('cart-already-ordered', { data: { order } });
}

/**
 * A lock call that was delayed until its attempt had been undone leaves a lock that nobody needs.
 * It is opened here, where it hurts; locks of attempts that we do not know are left alone.
 */
async function openStaleLock(
  parts: CheckoutParts,
  attempt: Attempt,
  holderId: string,
  context: CallContext,
): Promise<boolean> {
  const holder = await loadAttempt(parts.db, holderId);
  const isStale = holder?.state === 'refused' || holder?.state === 'undone';
  if (!isStale || holder.cartId !== attempt.cartId) return false;
  parts.log.warn({ attemptId: holderId }, 'opened the stale lock of a cart');
  await unlockCart(parts, holder, context);
  return true;
}

/** Opens the cart again; does nothing when the attempt does not hold it. */
export async function unlockCart(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<void> {
  try {
    await parts.clients.cart.unlock(
      { params: { cartId: attempt.cartId, attemptId: attempt.id } },
      context,
    );
  } catch (error) {
    // A cart that is gone cannot be locked.
    if (!isContractError(error, 'not-found')) throw error;
  }
}

const attemptIdIn = (data: Readonly<Record<string, unknown>>): string | undefined =>
  typeof data.attemptId === 'string' ? data.attemptId : undefined;
