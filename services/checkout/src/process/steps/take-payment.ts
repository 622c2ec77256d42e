import { type CallContext, isContractError } from '@cartwright/contract';
import type { PaymentTryState } from '@cartwright/payments/contract';
import type { Attempt } from '../../domain/attempt.ts';
import type { FrozenOrder } from '../../domain/freeze-order.ts';
import { wrongInput } from '../../domain/outcome.ts';
import type { CheckoutParts } from '../parts.ts';

/** What is known of a payment after asking; `unheard` when payments itself gave no answer. */
export type PaymentAnswer = PaymentTryState | 'unheard';

/**
 * Has payments write its intent beside ours; no money is asked for. It only saves time: whatever is
 * wrong is told by `authorise`. Not with codes, because one that is used up meanwhile would leave
 * an intent behind that takes payments a while to end.
 */
export async function announcePayment(
  parts: CheckoutParts,
  attempt: Attempt,
  o: { frozen: FrozenOrder; method: string | undefined },
  context: CallContext,
): Promise<void> {
  const { method } = o;
  if (method === undefined || o.frozen.couponCodes.length > 0) return;
  try {
    await parts.clients.payments.intend(
      {
        params: { tryId: attempt.paymentTryId },
        body: { attemptId: attempt.id, amount: o.frozen.totals.total, method },
      },
      context,
    );
  } catch (error) {
    if (!isContractError(error)) throw error;
    parts.log.info({ attemptId: attempt.id, code: error.code }, 'the payment was not announced');
  }
}

/**
 * Asks the provider for the frozen total. Called once in the life of an attempt, by the request
 * that wrote the intent: afterwards nobody has the token, and the try is only asked about.
 */
export async function authorise(
  parts: CheckoutParts,
  attempt: Attempt,
  o: { frozen: FrozenOrder; payment: { method: string; token: string } },
  context: CallContext,
): Promise<PaymentAnswer> {
  try {
    const { body } = await parts.clients.payments.authorise(
      {
        params: { tryId: attempt.paymentTryId },
        body: {
          attemptId: attempt.id,
          amount: o.frozen.totals.total,
          method: o.payment.method,
          token: o.payment.token,
          returnUrl: `${parts.publicUrl}/checkout/attempts/${attempt.id}`,
        },
      },
      context,
    );
    return body;
  } catch (error) {
    // Both are said before a try is written down, so there is nothing to ask about.
    if (isContractError(error, 'payment-method-unavailable'))
      throw wrongInput('/body/payment/method', 'The shop does not offer this payment method');
    if (isContractError(error, 'invalid-input'))
      throw wrongInput('/body/payment', 'The payment method does not accept this');
    return unheard(parts, attempt, error);
  }
}

/** Asks the provider, by the key of the try, what became of it. */
export async function askForPayment(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<PaymentAnswer> {
  try {
    const { body } = await parts.clients.payments.getTry(
      { params: { tryId: attempt.paymentTryId }, query: { refresh: true } },
      context,
    );
    return body;
  } catch (error) {
    // The intent was written and payments was never asked: giving the try up keeps a request that
    // is still on its way from being carried out.
    if (isContractError(error, 'not-found')) return askForVoid(parts, attempt, context);
    return unheard(parts, attempt, error);
  }
}

/**
 * Gives the payment up. True once the provider's word is that no money is held; until then the
 * stock stays reserved.
 */
export async function voidPayment(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<boolean> {
  const answer = await askForVoid(parts, attempt, context);
  return answer !== 'unheard' && isWithoutMoney(answer.status);
}

const isWithoutMoney = (status: PaymentTryState['status']): boolean =>
  status === 'voided' || status === 'declined' || status === 'never-seen';

async function askForVoid(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<PaymentAnswer> {
  try {
    const { body } = await parts.clients.payments.voidTry(
      { params: { tryId: attempt.paymentTryId } },
      context,
    );
    return body;
  } catch (error) {
    return unheard(parts, attempt, error);
  }
}

/** A payment that nobody answered for is unknown, whatever went wrong. */
function unheard(parts: CheckoutParts, attempt: Attempt, error: unknown): 'unheard' {
  if (!isContractError(error)) throw error;
  const { id: attemptId, paymentTryId } = attempt;
  parts.log.warn({ attemptId, paymentTryId, code: error.code }, 'payments gave no answer');
  return 'unheard';
}
