import type { KeyObject } from 'node:crypto';
import type { accountsContract } from '@cartwright/accounts/contract';
import type { Client } from '@cartwright/contract';
import type { Batch, Database } from '@cartwright/database';
import type { JobQueue } from '@cartwright/jobs';
import type { paymentsContract } from '@cartwright/payments/contract';
import type { OrderReader } from './queries/read-order.ts';
import type { PlacedOrder, PlaceMember } from './store/insert-orders.ts';
import type { DB } from './store/tables.generated.ts';

/** What use cases, jobs and handlers of orders are given. */
export interface OrdersParts {
  db: Database<DB>;
  readOrder: OrderReader;
  place: Batch<PlaceMember, PlacedOrder>;
  jobs: Pick<JobQueue, 'enqueue'>;
  accounts: Pick<Client<typeof accountsContract>, 'getShopper' | 'getErasure'>;
  payments: Pick<Client<typeof paymentsContract>, 'capture' | 'refund' | 'voidPayment'>;
  /** Makes and checks access tokens. */
  accessKey: KeyObject;
  publicUrl: string;
  /** How long personal data of an order outlive the wish of its shopper to be forgotten. */
  eraseAfterDays: number;
}
