import { faultPoint } from '@cartwright/config';
import type { PaymentProvider } from '../domain/provider.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { askAboutStaleIntents, claimTriesToAsk, findTry, type Try } from '../store/tries.ts';
import { byItself } from './by-itself.ts';
import { recordPayment, recordWithoutPayment } from './record-try.ts';

/** One pass asks about this many; more wait for the next, a second later. */
const BATCH_MAX = 50;
const PARALLEL = 5;

/** Asks the provider about every try whose time has come. */
export async function askAboutOpenTries(parts: PaymentsParts): Promise<void> {
  await askAboutStaleIntents(parts.db);
  const tryIds = await claimTriesToAsk(parts.db, BATCH_MAX);
  const next = async (): Promise<void> => {
    for (let tryId = tryIds.shift(); tryId !== undefined; tryId = tryIds.shift()) {
      const id = tryId;
      await byItself(parts, { tryId }, () => askAboutTry(parts, id));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, next));
}

/**
 * Finds out what became of a try by asking its provider under our key, and goes on with its void if
 * one is wanted. A try whose request may still be under way is not fenced.
 */
export async function askAboutTry(parts: PaymentsParts, tryId: string): Promise<void> {
  const found = await findTry(parts.db, tryId);
  const provider = found?.method == null ? undefined : parts.providers.get(found.method);
  if (found === undefined || provider === undefined) return;
  if (['declined', 'voided', 'never-seen'].includes(found.status)) return;
  if (found.status === 'voiding' && found.paymentId !== null) {
    await release(parts, provider, { ...found, paymentId: found.paymentId });
    return;
  }
  if (found.status === 'authorised') return;
  const seen = await provider.lookUp(tryId);
  if (seen.kind === 'payment') {
    await recordPayment(parts, { tryId, payment: seen.payment, cause: 'asked' });
    return;
  }
  const wasAnswered = found.status !== 'intent' && found.status !== 'unknown';
  if (seen.kind === 'no-answer' || wasAnswered) return;
  if (found.status === 'intent' && (!found.isGraceOver || parts.underWay.has(tryId))) return;
  const fenced = await provider.fence(tryId);
  if (fenced.kind === 'payment')
    await recordPayment(parts, { tryId, payment: fenced.payment, cause: 'asked' });
  if (fenced.kind === 'not-seen')
    await recordWithoutPayment(parts, { tryId, to: 'never-seen', cause: 'fenced' });
}

async function release(
  parts: PaymentsParts,
  provider: PaymentProvider,
  found: Try & { paymentId: string },
): Promise<void> {
  const { tryId, paymentId } = found;
  await faultPoint('payments.before-void');
  const answer = await provider.release({ paymentId, key: tryId });
  await faultPoint('payments.after-void');
  if (answer.kind === 'payment') {
    await recordPayment(parts, { tryId, payment: answer.payment, cause: 'void' });
    return;
  }
  if (answer.kind === 'no-answer') return;
  // It was decided at the provider before our void came, for example declined.
  const seen = await provider.lookUp(tryId);
  if (seen.kind === 'payment' && seen.payment.status !== 'authorised') {
    await recordPayment(parts, { tryId, payment: seen.payment, cause: 'asked' });
    return;
  }
  parts.log.error({ tryId, reason: answer.reason }, 'the provider refuses to void a payment');
}
