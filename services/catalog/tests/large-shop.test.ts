import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import { writeCursor } from '../src/domain/cursor.ts';
import { type OpenCatalog, openCatalog } from './open-catalog.ts';

const products = 12_000;
let catalog: OpenCatalog;

/** Rows as `refreshListing` writes them, but all at once. */
before(async () => {
  catalog = await openCatalog();
  const { db } = catalog;
  await sql`
    insert into product (slug, title, status, tax_category, published_at)
    select 'p-' || n, 'Product ' || n, 'published', 'standard', clock_timestamp()
    from generate_series(1, ${products}::integer) as n
  `.execute(db);
  await sql`
    insert into product_search (product_id, document)
    select id, to_tsvector('catalog_words', lower(title))
    from product
  `.execute(db);
  await sql`
    insert into product_list (
      product_id, slug, title, title_key, published_at, option_terms, collection_ids
    )
    select id, slug, title, lower(title), published_at,
           array['size' || chr(31) || case when slug like '%1' then 's' else 'm' end], '{}'
    from product
  `.execute(db);
  await sql`
    insert into option_label (term, name, value)
    values ('size' || chr(31) || 's', 'Size', 'S'),
           ('size' || chr(31) || 'm', 'Size', 'M')
  `.execute(db);
});
after(() => catalog.close());

test('estimates the facets of a large shop from a sample, and says so', async () => {
  const { body } = await catalog.client.listProducts(
    { query: { facets: true, limit: 1 } },
    catalog.shopper,
  );
  const { facets } = body;
  assert.ok(facets);
  assert.equal(facets.estimated, true);
  assert.equal(facets.totalIsEstimate, true);
  // The sample is chosen by chance: one product in 32, so four times its usual error.
  const isNear = (count: number, expected: number) =>
    Math.abs(count - expected) < 4 * Math.sqrt(expected * 31);
  assert.ok(isNear(facets.total, products), `total ${facets.total}`);
  const counts = Object.fromEntries(
    facets.options[0]?.values.map(({ value, count }) => [value, count]) ?? [],
  );
  assert.ok(isNear(counts.S ?? 0, products / 10), `S ${counts.S}`);
  assert.ok(isNear(counts.M ?? 0, (products * 9) / 10), `M ${counts.M}`);
});

test('counts exactly what few products meet, also where choices are estimated', async () => {
  const query = { q: 'product', 'option.Size': 'S', facets: true, limit: 1 };
  const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
  const { facets } = body;
  assert.ok(facets);
  assert.deepEqual(
    { total: facets.total, totalIsEstimate: facets.totalIsEstimate, estimated: facets.estimated },
    { total: products / 10, totalIsEstimate: false, estimated: true },
  );
});

test('refuses a cursor that would have it rank what a great many products have', async () => {
  const cursor = writeCursor('score', [2_147_483_647, 'ffffffff-ffff-ffff-ffff-ffffffffffff']);
  const query = { q: 'product', cursor };
  await assert.rejects(catalog.client.listProducts({ query }, catalog.shopper), (error) =>
    isContractError(error, 'invalid-input'),
  );
});

test('shows what a great many products have newest first, page after page', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 5; page += 1) {
    const query: { q: string; limit: number; cursor?: string } = {
      q: 'product',
      limit: 30,
      ...(cursor === null ? {} : { cursor }),
    };
    const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
    seen.push(...body.items.map(({ slug }) => slug));
    cursor = body.nextCursor;
  }
  const { rows } = await sql<{ slug: string }>`
    select slug
    from product_list
    order by published_at desc,
             product_id desc
    limit 150
  `.execute(catalog.db);
  assert.deepEqual(
    seen,
    rows.map(({ slug }) => slug),
  );
});

test('reads no more rows for a late page than for the first', async () => {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain (analyze, costs off, timing off, summary off)
    select product_id
    from product_list
    where (title_key, product_id) > ('product 9', '00000000-0000-0000-0000-000000000000'::uuid)
    order by title_key,
             product_id
    limit 25
  `.execute(catalog.db);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  assert.match(plan, /Index.* Scan using product_list_title/);
  assert.doesNotMatch(plan, /Sort/);
});

test('lists every address once, part by part, whatever is published meanwhile', async () => {
  const { client, shopper } = catalog;
  const { body: index } = await client.listProductAddressParts({}, shopper);
  assert.equal(index.items.length, 2);
  await catalog.publish({ title: 'Late comer' });
  const seen: string[] = [];
  for (const part of index.items) {
    let cursor: string | null = part.cursor;
    while (cursor !== null) {
      const query: { cursor: string; limit: number } = { cursor, limit: 1_000 };
      const { body } = await client.listProductAddresses({ query }, shopper);
      assert.ok(body.items.length <= 1_000);
      seen.push(...body.items.map(({ slug }) => slug));
      cursor = body.nextCursor;
    }
  }
  assert.equal(seen.length, products + 1, 'the last part grows at its end');
  assert.equal(new Set(seen).size, seen.length);
});

test('finds the few that meet a price behind a great many newer ones that do not', async () => {
  await sql`
    insert into product_price (product_id, currency, price_from, price_max, available)
    select product_id, 'EUR', 500, 500, true
    from product_list
    where slug in ('p-5', 'p-17')
  `.execute(catalog.db);
  const slugs = async (query: { priceMax?: number; available?: boolean; limit: number }) => {
    const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
    return body.items.map(({ slug }) => slug);
  };
  assert.deepEqual(await slugs({ priceMax: 500, limit: 24 }), ['p-17', 'p-5']);
  assert.deepEqual(await slugs({ available: true, limit: 1 }), ['p-17']);
  assert.equal((await slugs({ available: false, limit: 24 })).length, 24);
});

test('lists that are asked for at the same moment each get their own page', async () => {
  const page = async (query: { limit: number; currency?: string; cursor?: string }) =>
    (await catalog.client.listProducts({ query }, catalog.shopper)).body;
  const whole = (await page({ limit: 100 })).items.map(({ slug }) => slug);
  const { nextCursor } = await page({ limit: 10 });
  const cursor = nextCursor ?? '';
  const limits = Array.from({ length: 50 }, (_, index) => index + 1);
  const answers = await Promise.all(
    limits.flatMap((limit) => [
      page({ limit }),
      page({ limit, cursor }),
      page({ limit, currency: 'USD' }),
    ]),
  );
  const slugs = answers.map(({ items }) => items.map(({ slug }) => slug));
  const expected = limits.flatMap((limit) => {
    const first = whole.slice(0, limit);
    return [first, whole.slice(10, 10 + limit), first];
  });
  assert.deepEqual(slugs, expected);
});

test('shows a new product at once, also where counts were estimated a moment ago', async () => {
  const query = { q: 'product', facets: true, limit: 1 };
  const search = async () => (await catalog.client.listProducts({ query }, catalog.shopper)).body;
  // From now on "product" is a known word: before, it was looked for as a beginning.
  await catalog.publish({ title: 'Product that is known' });
  const before = await search();
  assert.equal(before.facets?.estimated, true);
  await catalog.publish({ title: 'Product that is new' });
  const after = await search();
  assert.equal(after.items[0]?.title, 'Product that is new');
});

test('a word that products have got a moment ago is found whole, and then without asking', async () => {
  const search = async () => {
    const query = { q: 'zanzibar', facets: true };
    const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
    return { titles: body.items.map(({ title }) => title), total: body.facets?.total };
  };
  assert.deepEqual(await search(), { titles: [], total: 0 });
  for (const title of ['Zanzibar one', 'Zanzibar two']) {
    await catalog.publish({ title });
    const { titles, total } = await search();
    assert.ok(titles.includes(title));
    assert.equal(total, titles.length);
  }
});
