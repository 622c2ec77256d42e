import { isConnectionFault } from '@cartwright/database';
import type { PaymentsParts } from '../payments-parts.ts';

/**
 * Work on one of many that are due, which come together again: one that always fails is told and
 * does not keep the others from their turn. A database that is away ends the pass.
 */
export async function byItself(
  parts: PaymentsParts,
  ids: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isConnectionFault(error)) throw error;
    parts.log.error({ err: error, ...ids }, 'a payment could not be looked at');
  }
}
