import { ContractError } from '@cartwright/contract';
import type { PaymentsParts } from '../payments-parts.ts';
import { isTryId } from '../store/tries.ts';
import { recordPayment } from './record-try.ts';

/** Takes what a provider tells; it is believed only with a fresh and right signature. */
export async function receiveWebhook(
  parts: PaymentsParts,
  o: { provider: string; rawBody: string; headers: Readonly<Record<string, string>> },
): Promise<void> {
  const provider = parts.providers.get(o.provider);
  if (provider === undefined) throw new ContractError('not-found');
  const { rawBody, headers } = o;
  const reading = provider.readWebhook({ rawBody, headers, nowMs: Date.now() });
  if (reading.kind === 'signature-wrong') throw new ContractError('webhook-signature-wrong');
  if (reading.kind === 'stale') throw new ContractError('webhook-stale');
  if (reading.kind === 'malformed') throw new ContractError('webhook-malformed');
  const { payment } = reading;
  // A key that is not one of ours is accepted, so that it is not sent again; reconciliation tells.
  if (!isTryId(payment.key)) return;
  await recordPayment(parts, { tryId: payment.key, payment, cause: 'webhook' });
}
