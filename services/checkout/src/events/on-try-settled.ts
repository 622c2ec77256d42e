import type { Tx } from '@cartwright/database';
import { subscribeInBatches } from '@cartwright/events';
import { paymentsContract } from '@cartwright/payments/contract';
import { wake } from '../store/advance-attempt.ts';
import type { DB } from '../store/tables.generated.ts';

/** Payments are decided: their attempts, if they still wait, are looked at at the next sweep. */
export const onTrySettled = subscribeInBatches(
  paymentsContract.events.trySettled,
  async (tx: Tx<DB>, events) => {
    await wake(
      tx,
      events.map(({ data }) => data.attemptId),
    );
  },
);
