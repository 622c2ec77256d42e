import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startEmbedded } from '@cartwright/database';
import type { TestShop } from '@cartwright/testing';
import pg from 'pg';

/** Runs SQL in a service's schema, past every constraint and trigger that could keep it right. */
export type Change = (service: string, statement: string, values?: unknown[]) => Promise<unknown[]>;

/** Opens the databases of a shop that is stopped, for as long as somebody changes them. */
export async function changeBooks(
  shop: TestShop,
  run: (change: Change) => Promise<void>,
): Promise<void> {
  const server = await startEmbedded({ dataDir: shop.dataDir });
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await run(async (service, statement, values = []) => {
      await client.query(`set search_path to ${service}, extensions`);
      return (await client.query(statement, values)).rows;
    });
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Changes the books of the payment provider, which is stopped too. */
export function changeProviderBooks(shop: TestShop, run: (books: DatabaseSync) => void): void {
  const books = new DatabaseSync(join(shop.dataDir, 'test-payment-provider', 'books.sqlite'));
  try {
    books.exec('pragma foreign_keys = off');
    run(books);
  } finally {
    books.close();
  }
}

/** Units of an item promised to an attempt, in stock, ledger and promise alike. */
export async function promise(
  change: Change,
  o: { attemptId: string; variantId: string; reserved?: number; allocated?: number },
): Promise<void> {
  const { attemptId, variantId, reserved = 0, allocated = 0 } = o;
  const values = [attemptId, variantId, reserved, allocated];
  const known = await change(
    'inventory',
    `update promise
     set reserved = reserved + $3, allocated = allocated + $4
     where attempt_id = $1 and variant_id = $2
     returning attempt_id`,
    values,
  );
  if (known.length === 0)
    await change(
      'inventory',
      `insert into promise (
         attempt_id, variant_id, location_id, stock_item_id, units_per_variant, reserved, allocated
       )
       select $1::uuid, $2::uuid, id, $2::uuid, 1, $3::bigint, $4::bigint
       from location
       where code = 'main'`,
      values,
    );
  await moveStock(change, { variantId, reserved, allocated });
}

/** Stock and its ledger, changed alike. */
export async function moveStock(
  change: Change,
  o: { variantId: string; reserved: number; allocated: number },
): Promise<void> {
  const values = [o.variantId, o.reserved, o.allocated];
  await change(
    'inventory',
    `update stock
     set reserved = reserved + $2, allocated = allocated + $3
     where stock_item_id = $1`,
    values,
  );
  await change(
    'inventory',
    `insert into stock_ledger (
       stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason
     )
     select $1::uuid, id, 0, $2::bigint, $3::bigint, 'adjustment'
     from location
     where code = 'main'`,
    values,
  );
}

/** A reservation of an attempt that no other service knows. */
export async function reservation(
  change: Change,
  o: { attemptId: string; status: string; orderId?: string; isPast?: boolean },
): Promise<void> {
  await change(
    'inventory',
    `insert into reservation (attempt_id, status, expires_at, order_id, ended_at)
     values (
       $1, $2::text, now() + make_interval(mins => $3), $4,
       case when $2::text in ('released', 'expired') then now() end
     )`,
    [o.attemptId, o.status, o.isPast === true ? -10 : 10, o.orderId ?? null],
  );
}
