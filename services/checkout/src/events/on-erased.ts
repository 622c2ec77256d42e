import { accountsContract } from '@cartwright/accounts/contract';
import type { Tx } from '@cartwright/database';
import { subscribe } from '@cartwright/events';
import type { JobQueue } from '@cartwright/jobs';
import { ordersContract } from '@cartwright/orders/contract';
import { forgetOrWait } from '../jobs/forget-order.ts';
import type { DB } from '../store/tables.generated.ts';

/** An order has lost its personal data: its attempt loses them too, before its time. */
export const onOrderErased = (jobs: Pick<JobQueue, 'enqueue'>) =>
  subscribe(ordersContract.events.personalDataErased, (tx: Tx<DB>, { data: { attemptId } }) =>
    forgetOrWait(jobs, tx, { attemptId, waits: 0 }),
  );

/** Longer than the request of somebody who was signed in at the erasure can wait for its turn. */
const lateMs = 120_000;

export const onShopperErased = (jobs: Pick<JobQueue, 'enqueue'>) =>
  subscribe(accountsContract.events.shopperErased, async (tx, { data: { shopperId } }) => {
    await jobs.enqueue(tx, 'forget-shopper', { shopperId }, { key: shopperId });
    const late = { key: `${shopperId} late`, runAt: new Date(Date.now() + lateMs) };
    // The first look has told of open checkouts: this one counts on, and does not tell again.
    await jobs.enqueue(tx, 'forget-shopper', { shopperId, waits: 1 }, late);
  });
