import { ContractError } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { sql } from 'kysely';
import type { PaymentTryState, VoidState } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { findTry, insertRefused, lockTry, stateOf, type Try } from '../store/tries.ts';
import { askAboutTry } from './ask-about-try.ts';
import { moveTry } from './record-try.ts';

/**
 * Gives a try up. The wish is committed first and carried out until the provider agrees. A try
 * without an answer is asked for before anything is voided; one that nobody ever asked for is
 * refused from now on.
 */
export async function voidTry(parts: PaymentsParts, tryId: string): Promise<PaymentTryState> {
  await transaction(parts.db, async (tx) => {
    if (await insertRefused(tx, tryId)) return;
    const found = await lockTry(tx, tryId);
    if (found === undefined) throw new Error(`the try ${tryId} is gone`);
    if (found.capturedMinor + found.capturingMinor > 0)
      throw new ContractError('payment-already-captured');
    await requestVoid(tx, found);
  });
  await askAboutTry(parts, tryId);
  const found = await findTry(parts.db, tryId);
  if (found === undefined) throw new Error(`the try ${tryId} is gone`);
  return stateOf(found);
}

/** Releases the rest of an order's payment; what was captured stays and can be refunded. */
export async function voidPayment(parts: PaymentsParts, tryId: string): Promise<VoidState> {
  const decided = await transaction(parts.db, async (tx): Promise<VoidState | undefined> => {
    const found = await lockTry(tx, tryId);
    if (found === undefined) throw new ContractError('not-found');
    if (['voided', 'declined', 'never-seen'].includes(found.status))
      return { status: 'voided', reason: found.reason };
    // A capture on its way decides how much there is to release; the caller asks again.
    if (found.capturingMinor > 0) return { status: 'pending', reason: 'capture-under-way' };
    const isAllCaptured = found.amountMinor !== 0 && found.capturedMinor === found.amountMinor;
    if (isAllCaptured) return { status: 'failed', reason: 'already-captured' };
    await requestVoid(tx, found);
    return undefined;
  });
  if (decided !== undefined) return decided;
  await askAboutTry(parts, tryId);
  const found = await findTry(parts.db, tryId);
  const isDone = found !== undefined && ['voided', 'declined', 'never-seen'].includes(found.status);
  return { status: isDone ? 'voided' : 'pending', reason: null };
}

async function requestVoid(tx: Tx, found: Try): Promise<void> {
  await sql`
    update payment_try
    set void_requested = true,
        -- Since when it is wanted, also if it is wished again.
        updated_at = case when void_requested then updated_at else clock_timestamp() end
    where try_id = ${found.tryId}
  `.execute(tx);
  const isAnswered = found.status !== 'intent' && found.status !== 'unknown';
  if (isAnswered) await moveTry(tx, found, { to: 'voiding', cause: 'void' });
}
