import type { KeyObject } from 'node:crypto';
import type { Database } from '@cartwright/database';
import type { FactsReader } from './queries/pricing-facts.ts';
import type { couponHoldsIn } from './store/coupon-writes.ts';
import type { DB } from './store/tables.generated.ts';

/** What handlers and use cases of pricing are given. */
export interface PricingParts {
  db: Database<DB>;
  readFacts: FactsReader;
  holdUses: ReturnType<typeof couponHoldsIn>;
  /** Turns a customer's key into a hash, so that no address is kept beside a code's uses. */
  customerKey: KeyObject;
}
