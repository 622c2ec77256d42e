import { type CallContext, commonErrors, isContractError } from '@cartwright/contract';
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
    if (isContractError(error) && isForGood(error.code))
      throw new OrderRefused(error.code, { cause: error });
    throw error;
  }
}

const retryable: ReadonlySet<string> = new Set([
  ...Object.entries(commonErrors)
    .filter(([, definition]) => definition.retryable)
    .map(([code]) => code),
  // These say that the deployment is wrong, which is put right without the shopper.
  'sign-in-required',
  'not-allowed',
]);
const isForGood = (code: string): boolean => !retryable.has(code);

function withoutPersonalData(order: PlacedOrder): PlacedOrder {
  const { id, number, status, createdAt, currency, lines, shipping, totals, accessToken } = order;
  return { id, number, status, createdAt, currency, lines, shipping, totals, accessToken };
}
