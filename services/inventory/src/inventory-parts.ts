import type { Batch, Database } from '@cartwright/database';
import type { VariantAvailability } from '../contract/index.ts';
import type { ReservationRules, StockWrites } from './store/stock-writes.ts';
import type { DB } from './store/tables.generated.ts';

/** What the use cases work with. */
export interface InventoryParts {
  db: Database<DB>;
  writes: StockWrites;
  /** Read together with what is asked for at the same moment. */
  availabilityOf: Batch<string, VariantAvailability>;
  rules: ReservationRules;
}
