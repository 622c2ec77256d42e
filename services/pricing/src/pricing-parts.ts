import type { Database } from '@cartwright/database';
import type { DB } from './store/tables.generated.ts';

/** What handlers and use cases of pricing are given. */
export interface PricingParts {
  db: Database<DB>;
  /** Turns a customer's key into a hash, so that no address is kept beside a code's uses. */
  customerKey: Buffer;
}
