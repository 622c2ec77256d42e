import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';
import {
  checkout,
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
} from '../journeys/fixtures.ts';
import { growTable } from './grow-tables.ts';
import { endSessions, readsOf } from './table-reads.ts';

/**
 * All that an order reads or writes by row; the rest of the shop stays as small as it was. Logs of
 * events are left out: they are read from a position on, and copies cannot have positions.
 */
const grown = [
  'cart.cart',
  'cart.cart_line',
  'catalog.product',
  'catalog.variant',
  'checkout.checkout_attempt',
  'inventory.promise',
  'inventory.reservation',
  'inventory.stock',
  'inventory.stock_ledger',
  'inventory.variant_stock',
  'notifications.mail',
  'orders.order_line',
  'orders.orders',
  'payments.ledger_entry',
  'payments.order_payment',
  'payments.payment_try',
  'pricing.price',
];
/** Of a table that was counted while it was small. */
const countedRows = 50;
/** Reading one of them from end to end once for each order is then told from looking up rows. */
const rowsMin = 4_000;
/** Of any one table, for an order of two lines with all that follows from it. */
const readsMax = 100;
const oneByOne = 10;
const together = 50;

let shop: TestShop;
let admin: pg.Client;
let variantIds: string[];
let shippingOptionId: string;

async function openShop(): Promise<void> {
  shop = await startTestShop();
  const { adminUrl } = (await findRunningShop(shop.dataDir)) ?? {};
  assert.ok(adminUrl);
  admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  // It would have plans made anew, some time after a table has grown.
  await admin.query('alter system set autovacuum = off');
  await admin.query('select pg_reload_conf()');
  await openForBusiness(shop);
  ({ variantIds } = await createProduct(shop, {
    title: 'Kept plan',
    stock: 10_000,
    sizes: ['41', '42'],
  }));
  shippingOptionId = await shippingOptionOf(shop, await cart());
}

async function closeShop(): Promise<void> {
  await admin?.end();
  await shop?.stop();
}

const cart = () =>
  createCart(
    shop,
    variantIds.map((variantId) => ({ variantId, quantity: 1 })),
  );

async function order(): Promise<void> {
  const { status, body } = await checkout(shop, await cart(), { shippingOptionId });
  assert.equal(status, 201, JSON.stringify(body));
}

/** One by one and many at once: batches of one and of many are other statements' values. */
async function orderAll(): Promise<void> {
  for (let count = 0; count < oneByOne; count += 1) await order();
  await Promise.all(Array.from({ length: together }, order));
  await waitFor('all to be done that follows from the orders', isSettled, { timeoutMs: 30_000 });
}

/** Everyone has heard of the orders, and no mail waits. */
async function isSettled(): Promise<boolean> {
  const hearers = ['cart', 'inventory', 'notifications', 'payments', 'pricing'];
  const { rows } = await admin.query<{ is_settled: boolean }>(
    `select bool_and(position = (select head from orders.event_log))
       and not exists (select from notifications.mail where status = 'queued') as is_settled
    from (
      ${hearers
        .map((name) => `select position from ${name}.subscription where publisher = 'orders'`)
        .join(' union all ')}
    ) as heard`,
  );
  return rows[0]?.is_settled === true;
}

/** Tables of which more rows or entries were read than orders need. */
function tooMuchRead(before: Map<string, number>, now: Map<string, number>): string[] {
  return [...now].flatMap(([table, reads]) => {
    const an = (reads - (before.get(table) ?? 0)) / (oneByOne + together);
    return an > readsMax ? [`${table}: ${Math.round(an)} an order`] : [];
  });
}

/** What a table may have met while it was small, before the plans were made that are kept. */
const pasts = [
  { name: 'tables that nobody counted while they were small', vacuumed: [] },
  // Many changes to few rows are a reason to vacuum, which counts them.
  { name: 'tables that were vacuumed while they were small', vacuumed: grown },
];

for (const { name, vacuumed } of pasts)
  describe(name, () => {
    before(openShop, { timeout: 180_000 });
    after(closeShop);

    test('orders read no more when they have grown than when the plans were made', async () => {
      await orderAll();
      await countRows();
      for (const table of vacuumed) {
        const counted = await admin.query(`select from ${table} limit $1`, [countedRows]);
        if (counted.rowCount !== countedRows) await growTable(admin, table, countedRows);
        await admin.query(`vacuum ${table}`);
      }
      await orderAll();
      assert.deepEqual(await filledByOrders(), [], 'orders fill tables that are not grown here');
      for (const table of grown) await growTable(admin, table, rowsMin);
      const before = await readsOf(admin);

      // An order that waits too long for such a statement fails: tell what was read.
      const failure = await orderAll().catch((error: unknown) => error);
      await endSessions(admin);
      const after = await readsOf(admin);
      assert.deepEqual(tooMuchRead(before, after), []);
      assert.ifError(failure);
    });

    test('a statement that reads all orders for each of them is noticed', async () => {
      const before = await readsOf(admin);
      for (let count = 0; count < oneByOne + together; count += 1)
        await admin.query("select from orders.orders where locale = 'xx'");
      await admin.query('select pg_stat_force_next_flush()');
      const noticed = tooMuchRead(before, await readsOf(admin));
      assert.match(noticed.join(), /^orders\.orders: \d+ an order$/);
    });
  });

/** What autovacuum does to tables that have come to its threshold: then plans are made anew. */
async function countRows(): Promise<void> {
  for (const table of grown) {
    const { rows } = await admin.query<{ is_due: boolean }>(
      `select (select count(*) from ${table}) > coalesce(
         (
           select option_value::integer
           from pg_options_to_table(reloptions)
           where option_name = 'autovacuum_analyze_threshold'
         ),
         current_setting('autovacuum_analyze_threshold')::integer
       ) as is_due
      from pg_class
      where oid = $1::regclass`,
      [table],
    );
    if (rows[0]?.is_due === true) await admin.query(`vacuum (analyze) ${table}`);
  }
}

/** Tables with a row for each order that are neither grown nor logs. */
async function filledByOrders(): Promise<string[]> {
  const { rows } = await admin.query<{ table: string }>(
    `select schemaname || '.' || tablename as table
    from pg_tables
    where schemaname = any ($1)
      and tablename not in ('event', 'schema_migration')`,
    [[...new Set(grown.map((table) => table.split('.')[0]))]],
  );
  const filled: string[] = [];
  for (const { table } of rows.filter((row) => !grown.includes(row.table))) {
    const counted = await admin.query(`select from ${table} limit $1`, [oneByOne + together]);
    if (counted.rowCount === oneByOne + together) filled.push(table);
  }
  return filled;
}
