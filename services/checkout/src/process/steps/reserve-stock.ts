import { type CallContext, isContractError } from '@cartwright/contract';
import type { Attempt } from '../../domain/attempt.ts';
import type { CartForCheckout } from '../../domain/freeze-order.ts';
import { Refusal } from '../../domain/outcome.ts';
import type { CheckoutParts } from '../parts.ts';

/**
 * Holds the stock of all lines or of none; refuses with what is left. Whatever becomes of the
 * attempt ends the hold, so it need not end by itself. Answers whether it lasts already.
 */
export async function reserveStock(
  parts: CheckoutParts,
  attempt: Attempt,
  cart: CartForCheckout,
  context: CallContext,
): Promise<boolean> {
  const lines = cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  try {
    const { body } = await parts.clients.inventory.reserve(
      { params: { attemptId: attempt.id }, body: { lines, isConfirmed: true } },
      context,
    );
    return body.isConfirmed === true;
  } catch (error) {
    if (!isContractError(error, 'out-of-stock')) throw error;
    throw new Refusal('out-of-stock', { data: { lines: linesLeft(error.data.lines, cart) } });
  }
}

/**
 * For a hold that does not last yet: from here on the stock does not free itself. One that is gone
 * ends the attempt.
 */
export async function confirmStock(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<void> {
  await parts.clients.inventory.confirmHold({ params: { attemptId: attempt.id } }, context);
}

/** Frees the stock, and refuses a reserve of this attempt that is still on its way. */
export async function releaseStock(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<void> {
  await parts.clients.inventory.release({ params: { attemptId: attempt.id } }, context);
}

/** Inventory speaks of variants; the shopper's page also needs the lines that want them. */
function linesLeft(lines: unknown, cart: CartForCheckout): Record<string, unknown>[] {
  // Inventory's contract gives each line a variant, a demand and what is left.
  const short = Array.isArray(lines) ? lines : [];
  return short.map((line: Record<string, unknown>) => ({
    variantId: line.variantId,
    lineIds: cart.lines
      .filter(({ variantId }) => variantId === line.variantId)
      .map(({ lineId }) => lineId),
    requested: line.requested,
    available: line.available,
  }));
}
