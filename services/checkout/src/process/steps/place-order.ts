import { type CallContext, isContractError } from '@cartwright/contract';
import type { PlacedOrder } from '../../../contract/index.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { CheckoutParts } from '../parts.ts';

/** Refused, for good: the same order will be refused again. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';
}

/**
 * Places the order, unique by the attempt: a repeat gives the same one. It has no undo, because
 * the attempt is complete with it; what comes afterwards is the order's cancelling.
 */
export async function placeOrder(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<PlacedOrder> {
  const { frozen, email, shippingAddress, billingAddress, paymentTryId, locale } = attempt;
  if (frozen === null || email === null || shippingAddress === null)
    throw new Error(`Attempt ${attempt.id} is placed and has no frozen order`);
  const personal = { email, shippingAddress, billingAddress };
  try {
    const { body } = await parts.clients.orders.place(
      {
        params: { attemptId: attempt.id },
        body: { ...frozen, ...personal, paymentTryId, locale },
      },
      context,
    );
    return withoutPersonalData(body.order);
  } catch (error) {
    if (isContractError(error) && forGood.has(error.code))
      throw new OrderRefused(error.code, { cause: error });
    throw error;
  }
}

/**
 * Whether a run that died has placed the order. It may be cancelled by now, and a payment that was
 * given back with it looks like one that came to nothing.
 */
export async function isPlaced(
  parts: CheckoutParts,
  { id: attemptId }: Attempt,
  context: CallContext,
): Promise<boolean | 'unheard'> {
  try {
    const { body } = await parts.clients.orders.findPlaced({ params: { attemptId } }, context);
    return body.orderId !== null;
  } catch (error) {
    if (!isContractError(error)) throw error;
    parts.log.warn({ attemptId, code: error.code }, 'orders did not say whether it has an order');
    return 'unheard';
  }
}

/**
 * Only what is said of the order itself ends it. Anything else, such as a 404 of an older version,
 * can be put right, and the order may have been placed by a call whose answer was lost.
 */
const forGood: ReadonlySet<string> = new Set(['totals-mismatch', 'invalid-input', 'too-large']);

function withoutPersonalData(order: PlacedOrder): PlacedOrder {
  const { id, number, status, createdAt, currency, lines, shipping, totals, accessToken } = order;
  return { id, number, status, createdAt, currency, lines, shipping, totals, accessToken };
}
