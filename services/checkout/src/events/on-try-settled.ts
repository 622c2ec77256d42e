import type { Tx } from '@cartwright/database';
import { subscribe } from '@cartwright/events';
import { paymentsContract } from '@cartwright/payments/contract';
import { wake } from '../store/advance-attempt.ts';
import type { DB } from '../store/tables.generated.ts';

/** The payment is decided: the attempt is looked at again at the next sweep. */
export const onTrySettled = subscribe(
  paymentsContract.events.trySettled,
  async (tx: Tx<DB>, event) => {
    await wake(tx, event.data.attemptId);
  },
);
