import pg from 'pg';
import type { ProviderAuthorisation } from '../journeys/provider-books.ts';

/** What the databases of a whole shop say at one moment, next to the provider's books. */
export interface ShopBooks {
  orders: readonly BookedOrder[];
  attempts: readonly OpenAttempt[];
  stock: readonly BookedStock[];
  payments: readonly BookedPayment[];
  /** Authorisations of the provider's own books. */
  provider: readonly ProviderAuthorisation[];
}

export interface BookedOrder {
  id: string;
  number: string;
  email: string;
  totalMinor: number;
  capturedMinor: number;
  attemptId: string;
  paymentTryId: string;
  /** All of it, or what was not sent: what is left of its hold is given back. */
  isCancelled: boolean;
}

interface OpenAttempt {
  id: string;
  state: string;
  paymentTryId: string;
}

/** One variant: what stock says, and what ledger, promises and orders say of the same. */
export interface BookedStock {
  variantId: string;
  onHand: number;
  reserved: number;
  allocated: number;
  ledgerOnHand: number;
  ledgerReserved: number;
  ledgerAllocated: number;
  promisedReserved: number;
  promisedAllocated: number;
  /** Units of orders that are neither fulfilled nor cancelled. */
  ordered: number;
}

interface BookedPayment {
  tryId: string;
  status: string;
  amountMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  /** The provider has it in its books too. */
  wasMade: boolean;
}

/**
 * Reads the books of a shop whose services share one database, all at one moment: as superuser,
 * since no service may see another's tables.
 */
export async function readShopBooks(o: {
  adminUrl: string;
  provider: readonly ProviderAuthorisation[];
}): Promise<ShopBooks> {
  const client = new pg.Client({ connectionString: o.adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  const rowsOf = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> =>
    (await client.query<R>(text)).rows;
  try {
    await client.query('begin isolation level repeatable read read only');
    return {
      orders: await rowsOf<BookedOrder>(ordersText),
      attempts: await rowsOf<OpenAttempt>(attemptsText),
      stock: await rowsOf<BookedStock>(stockText),
      payments: await rowsOf<BookedPayment>(paymentsText),
      provider: o.provider,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

const ordersText = `
  select id,
         number,
         email,
         total_minor::float8 as "totalMinor",
         captured_minor::float8 as "capturedMinor",
         attempt_id as "attemptId",
         payment_try_id as "paymentTryId",
         exists (
           select
           from orders.order_line
           where order_id = orders.id
             and cancelled_quantity > 0
         ) as "isCancelled"
  from orders.orders`;

const attemptsText = `
  select id,
         state,
         payment_try_id as "paymentTryId"
  from checkout.checkout_attempt
  where state not in ('completed', 'refused', 'undone')`;

const stockText = `
  select mapping.variant_id as "variantId",
         held.on_hand::float8 as "onHand",
         held.reserved::float8 as reserved,
         held.allocated::float8 as allocated,
         ledger.on_hand::float8 as "ledgerOnHand",
         ledger.reserved::float8 as "ledgerReserved",
         ledger.allocated::float8 as "ledgerAllocated",
         promised.reserved::float8 as "promisedReserved",
         promised.allocated::float8 as "promisedAllocated",
         ordered.units::float8 as ordered
  from inventory.variant_stock as mapping
  cross join lateral (
    select coalesce(sum(on_hand), 0) as on_hand,
           coalesce(sum(reserved), 0) as reserved,
           coalesce(sum(allocated), 0) as allocated
    from inventory.stock
    where stock.stock_item_id = mapping.stock_item_id
  ) as held
  cross join lateral (
    select coalesce(sum(on_hand_delta), 0) as on_hand,
           coalesce(sum(reserved_delta), 0) as reserved,
           coalesce(sum(allocated_delta), 0) as allocated
    from inventory.stock_ledger
    where stock_ledger.stock_item_id = mapping.stock_item_id
  ) as ledger
  left join (
    select stock_item_id,
           sum(reserved) as reserved,
           sum(allocated) as allocated
    from inventory.promise
    group by stock_item_id
  ) as promise
    on promise.stock_item_id = mapping.stock_item_id
  cross join lateral (
    select coalesce(promise.reserved, 0) as reserved,
           coalesce(promise.allocated, 0) as allocated
  ) as promised
  left join (
    select variant_id,
           sum(quantity - fulfilled_quantity - cancelled_quantity) as units
    from orders.order_line
    group by variant_id
  ) as line
    on line.variant_id = mapping.variant_id
  cross join lateral (
    select coalesce(line.units, 0) as units
  ) as ordered`;

const paymentsText = `
  select try_id as "tryId",
         status,
         coalesce(amount_minor, 0)::float8 as "amountMinor",
         captured_minor::float8 as "capturedMinor",
         refunded_minor::float8 as "refundedMinor",
         payment_id is not null as "wasMade"
  from payments.payment_try`;
