import { faultPoint } from '@cartwright/config';
import { ContractError, type RequestContext } from '@cartwright/contract';
import { remainingMs } from '@cartwright/http';
import { isSameMoney } from '@cartwright/money';
import type { AuthoriseBody, PaymentTryState } from '../../contract/index.ts';
import type { Approved } from '../domain/approved.ts';
import type { PaymentProvider, ProviderAnswer } from '../domain/provider.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { findTry, stateOf, type Try } from '../store/tries.ts';
import { beginIntent } from './intend.ts';
import { recordApproval, recordPayment, recordWithoutPayment } from './record-try.ts';

/** Kept of the caller's time for recording the answer and giving it back. */
const RECORDING_MS = 500;
/** Less time than this would make every payment unknown. */
const PROVIDER_MIN_MS = 1_000;

/**
 * Authorises once for a try id. The intent is committed before the provider is asked. A repeat
 * makes no second payment: it waits for the first, or sends the same request under the same key.
 */
export async function authorise(
  parts: PaymentsParts,
  o: { tryId: string; body: AuthoriseBody },
  context: RequestContext,
): Promise<PaymentTryState> {
  const provider = parts.providers.get(o.body.method);
  const isReturnable = /^https?:\/\//.test(o.body.returnUrl);
  if (provider === undefined || !isReturnable || o.body.amount.amount < 0)
    throw new ContractError('payment-method-unavailable');
  // Equal ids in this process share one request to the provider.
  const asking = parts.underWay.get(o.tryId) ?? begin(parts, provider, o, context);
  const approved = await asking;
  if (approved !== undefined && isSameRequest(approved.request, o.body)) return approved.state;
  const found = await findTry(parts.db, o.tryId);
  if (found === undefined) throw new Error(`the try ${o.tryId} is gone after its intent`);
  refuseOther(found, o.body);
  return stateOf(found);
}

function begin(
  parts: PaymentsParts,
  provider: PaymentProvider,
  o: { tryId: string; body: AuthoriseBody },
  context: RequestContext,
): Promise<Approved | undefined> {
  const asking = writeAndAsk(parts, provider, o, context).finally(() => {
    parts.underWay.delete(o.tryId);
  });
  parts.underWay.set(o.tryId, asking);
  return asking;
}

/** Undefined when the outcome stands in the try's row. */
async function writeAndAsk(
  parts: PaymentsParts,
  provider: PaymentProvider,
  o: { tryId: string; body: AuthoriseBody },
  context: RequestContext,
): Promise<Approved | undefined> {
  const { attemptId, amount, token, returnUrl } = o.body;
  const isNew = await beginIntent(parts, o, context.deadline);
  const found = isNew ? undefined : await findTry(parts.db, o.tryId);
  if (found !== undefined) {
    refuseOther(found, o.body);
    // Only an intent whose request ended with its process is sent again, and under its own key.
    if (found.status !== 'intent') return undefined;
  }
  await faultPoint('payments.after-intent');
  const timeoutMs = Math.min(
    parts.providerTimeoutMs,
    Math.max(PROVIDER_MIN_MS, remainingMs(context) - RECORDING_MS),
  );
  const answer = await provider.authorise({
    key: o.tryId,
    amount,
    token,
    reference: attemptId,
    returnUrl,
    timeoutMs,
  });
  await faultPoint('payments.after-provider');
  const approved = await record(parts, o, answer);
  await faultPoint('payments.after-record');
  return approved;
}

async function record(
  parts: PaymentsParts,
  o: { tryId: string; body: AuthoriseBody },
  answer: ProviderAnswer,
): Promise<Approved | undefined> {
  const { tryId } = o;
  const cause = 'answer';
  if (answer.kind === 'payment') {
    const { payment } = answer;
    if (await recordApproval(parts, { tryId, attemptId: o.body.attemptId, payment })) {
      const { paymentId, reason } = payment;
      const state = { tryId, paymentId, status: 'authorised', reason, action: null } as const;
      return { request: o.body, state };
    }
    await recordPayment(parts, { tryId, payment, cause });
  } else if (answer.kind === 'refused' && answer.reason === 'key-fenced') {
    await recordWithoutPayment(parts, { tryId, to: 'never-seen', cause });
  } else if (answer.kind === 'refused' && answer.reason !== 'key-reused') {
    await recordWithoutPayment(parts, { tryId, to: 'declined', cause, reason: answer.reason });
  } else {
    await recordWithoutPayment(parts, { tryId, to: 'unknown', cause: 'no-answer' });
  }
  return undefined;
}

const isSameRequest = (one: AuthoriseBody, other: AuthoriseBody): boolean =>
  one.attemptId === other.attemptId &&
  one.method === other.method &&
  isSameMoney(one.amount, other.amount);

/** A try that was refused before it was made has no request to compare. */
function refuseOther(found: Try, body: AuthoriseBody): void {
  if (found.attemptId === null) return;
  if (
    found.attemptId !== body.attemptId ||
    found.method !== body.method ||
    found.amountMinor !== body.amount.amount ||
    found.currency !== body.amount.currency
  )
    throw new ContractError('payment-id-reused');
}
