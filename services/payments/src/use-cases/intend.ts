import { faultPoint } from '@cartwright/config';
import { ContractError } from '@cartwright/contract';
import type { IntendBody } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import type { Intent } from '../store/try-writes.ts';

/** A checkout asks for the payment some milliseconds after; later its row is looked at again. */
const knownMs = 2_000;
/** Many times what is under way at once: forgetting them costs a look at their rows. */
const knownMax = 1_000;

/**
 * Writes the intent while the checkout writes its own, so that `authorise` need not. An intent that
 * nobody authorises is asked about like one whose request died, and ends as never seen.
 */
export async function intend(
  parts: PaymentsParts,
  o: { tryId: string; body: IntendBody },
  deadline: number,
): Promise<void> {
  if (!parts.providers.has(o.body.method) || o.body.amount.amount < 0)
    throw new ContractError('payment-method-unavailable');
  const intent = intentOf(o);
  if (!(await writeIntent(parts, intent, deadline))) return;
  if (parts.intended.size >= knownMax) parts.intended.clear();
  parts.intended.set(o.tryId, { intent, until: Date.now() + knownMs });
}

/** Whether the intent is new: written now, or just before by `intend` and not asked about yet. */
export async function beginIntent(
  parts: PaymentsParts,
  o: { tryId: string; body: IntendBody },
  deadline: number,
): Promise<boolean> {
  const intent = intentOf(o);
  const ahead = parts.intended.get(o.tryId);
  parts.intended.delete(o.tryId);
  const isKnown =
    ahead !== undefined && Date.now() < ahead.until && isSameIntent(ahead.intent, intent);
  return isKnown || writeIntent(parts, intent, deadline);
}

async function writeIntent(
  parts: PaymentsParts,
  intent: Intent,
  deadline: number,
): Promise<boolean> {
  await faultPoint('payments.before-intent');
  return parts.writes.intend(intent, deadline);
}

const intentOf = (o: { tryId: string; body: IntendBody }): Intent => {
  const { attemptId, method, amount } = o.body;
  return {
    tryId: o.tryId,
    attemptId,
    method,
    amountMinor: amount.amount,
    currency: amount.currency,
  };
};

const isSameIntent = (one: Intent, other: Intent): boolean =>
  one.attemptId === other.attemptId &&
  one.method === other.method &&
  one.amountMinor === other.amountMinor &&
  one.currency === other.currency;
