import type { accountsContract } from '@cartwright/accounts/contract';
import type { Client } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { JobQueue } from '@cartwright/jobs';
import type { ordersContract } from '@cartwright/orders/contract';
import type { Logger } from '@cartwright/telemetry';
import type { Deliver } from './deliver/deliver.ts';
import type { MailStore } from './store/mail-rows.ts';
import type { DB } from './store/tables.generated.ts';
import type { Language } from './templates/words.ts';

/** What use cases, jobs and handlers of notifications are given. */
export interface NotificationsParts {
  db: Database<DB>;
  mails: MailStore;
  jobs: Pick<JobQueue, 'enqueue' | 'enqueueAll'>;
  orders: Pick<Client<typeof ordersContract>, 'getForMail'>;
  accounts: Pick<Client<typeof accountsContract>, 'getMail' | 'getErasure' | 'getShopper'>;
  log: Pick<Logger, 'warn'>;
  deliver: Deliver;
  shopName: string;
  /** Where the shop reads mails of its own; without it none is written to it. */
  shopEmail: string | undefined;
  /**
   * Of mails to the shop, and of those about accounts that were asked for in no language we have;
   * those about orders have the language of their order.
   */
  shopLanguage: Language;
  /** The right half of message ids. */
  messageHost: string;
}
