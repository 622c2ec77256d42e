import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { runAnew, runKept } from '../src/queries/run-kept.ts';
import { type OpenCatalog, openCatalog } from './open-catalog.ts';

let catalog: OpenCatalog;

before(async () => {
  catalog = await openCatalog();
});
after(() => catalog.close());

const list = async () =>
  (await catalog.client.listProducts({ query: {} }, catalog.shopper)).body.items;

/** Rows of prices that indexes gave so far, as this connection tells. */
async function pricesRead(): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(catalog.db);
  const { rows } = await sql<{ read: number }>`
    select sum(idx_tup_read)::bigint as read
    from pg_stat_user_indexes
    where relname = 'product_price'
  `.execute(catalog.db);
  return rows[0]?.read ?? Number.NaN;
}

test('a plan that was kept when the shop was empty reads a page of it when it is full', async () => {
  // Sooner or later PostgreSQL keeps one plan for all values.
  for (let time = 0; time < 10; time += 1) assert.deepEqual(await list(), []);
  await sql`
    insert into product (slug, title, status, tax_category, published_at)
    select 'p-' || n, 'Product ' || n, 'published', 'standard', clock_timestamp()
    from generate_series(1, 2000) as n
  `.execute(catalog.db);
  await sql`
    insert into product_list (
      product_id, slug, title, title_key, published_at, option_terms, collection_ids
    )
    select id, slug, title, lower(title), published_at, '{}', '{}'
    from product
  `.execute(catalog.db);
  await sql`
    insert into product_price (product_id, currency, price_from, price_max, available)
    select id, 'EUR', 500, 500, true
    from product
  `.execute(catalog.db);
  const before = await pricesRead();
  const items = await list();
  assert.equal(items.length, 24);
  assert.equal(items[0]?.price?.amount, 500);
  const read = (await pricesRead()) - before;
  assert.ok(read >= 24 && read <= 30, `${read} prices were read`);
});

test('no connection keeps plans for more than a hundred ways to combine filters', async () => {
  const { db } = catalog;
  const numbers = Array.from({ length: 150 }, (_, index) => index);
  for (const number of numbers) {
    const [row] = await runKept(db, sql<{ n: number }>`select ${sql.lit(number)}::integer as n`);
    assert.equal(row?.n, number);
  }
  const [prepared] = await runAnew(
    db,
    sql<{ count: number }>`select count(*)::integer as count from pg_prepared_statements`,
  );
  const count = prepared?.count ?? Number.NaN;
  assert.ok(count > 10 && count <= 110, `${count} plans are kept`);
});
