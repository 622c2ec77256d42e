import { ContractError } from '@cartwright/contract';
import type { PaymentTryState } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { findTry, stateOf } from '../store/tries.ts';
import { askAboutTry } from './ask-about-try.ts';

/** What is known of a try; `isRefreshed` asks the provider first while its end is open. */
export async function getTry(
  parts: PaymentsParts,
  o: { tryId: string; isRefreshed: boolean },
): Promise<PaymentTryState> {
  if (o.isRefreshed) await askAboutTry(parts, o.tryId);
  const found = await findTry(parts.db, o.tryId);
  if (found === undefined) throw new ContractError('not-found');
  return stateOf(found);
}
