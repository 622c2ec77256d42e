import type { KeyObject } from 'node:crypto';
import type { catalogContract } from '@cartwright/catalog/contract';
import type { Client } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { inventoryContract } from '@cartwright/inventory/contract';
import type { pricingContract } from '@cartwright/pricing/contract';
import type { CartReader } from './queries/load-cart.ts';
import type { CartWrites } from './store/cart-writes.ts';
import type { DB } from './store/tables.generated.ts';

/** What the use cases work with. */
export interface CartParts {
  db: Database<DB>;
  writes: CartWrites;
  readCart: CartReader;
  clients: {
    catalog: Pick<Client<typeof catalogContract>, 'variants'>;
    pricing: Pick<
      Client<typeof pricingContract>,
      'quote' | 'shippingOptions' | 'getDefaultCurrency'
    >;
    inventory: Pick<Client<typeof inventoryContract>, 'availability'>;
  };
  /** Up to this many left, a line says how many. */
  fewLeftMax: number;
  /** Key of the hash that stands for a guest's address in the scope of idempotency keys. */
  guestKey: KeyObject;
}
