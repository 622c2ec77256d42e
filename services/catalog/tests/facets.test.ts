import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { sql } from 'kysely';
import type { Facets } from '../contract/index.ts';
import { optionTerm } from '../src/domain/option-term.ts';
import { optionKey } from '../src/domain/product-briefs.ts';
import { productFacets } from '../src/queries/product-facets.ts';
import { createSearchMemory } from '../src/queries/search-memory.ts';
import { type OpenCatalog, openCatalog } from './open-catalog.ts';

interface Made {
  options: Record<string, string[]>;
  prices: Record<string, { amount: number; available: boolean }>;
}

const colours = ['Red', 'Blue', 'Grün', '青'];
const sizes = ['S', 'M', 'L', 'XL', '10', '9'];

/** Every kind of product: some without options, some without a price, some sold out. */
const made: Made[] = Array.from({ length: 400 }, (_, n) => ({
  options: {
    ...(n % 7 === 0 ? {} : { Colour: [colours[n % 4] ?? ''] }),
    ...(n % 5 === 0 ? {} : { Größe: [sizes[n % 6] ?? '', sizes[(n + 1 + (n % 3)) % 6] ?? ''] }),
  },
  prices: {
    ...(n % 11 === 0 ? {} : { EUR: { amount: 1_000 + ((n * 37) % 500), available: n % 3 !== 0 } }),
    ...(n % 2 === 0 ? { USD: { amount: 2 ** 40 + n, available: n % 13 !== 0 } } : {}),
  },
}));

let catalog: OpenCatalog;

const termsOf = ({ options }: Made): { term: string; name: string; value: string }[] =>
  Object.entries(options).flatMap(([name, values]) =>
    values.map((value) => ({ term: optionTerm(name, value), name, value })),
  );

before(async () => {
  catalog = await openCatalog();
  const { db } = catalog;
  for (const [n, product] of made.entries()) {
    // Many are as relevant, and as new, as others.
    const title = `Lamp${' lamp'.repeat(n % 3)}${' shade'.repeat(n % 4)}`;
    const terms = termsOf(product);
    const { rows } = await sql<{ id: string }>`
      insert into product (slug, title, status, tax_category, published_at)
      values (
        ${`p-${n}`}, ${title}, 'published', 'standard',
        '2026-01-01'::timestamptz + ${n % 50} * interval '1 ms'
      )
      returning id
    `.execute(db);
    const [{ id } = { id: '' }] = rows;
    await sql`
      insert into product_search (product_id, document)
      values (${id}, to_tsvector('catalog_words', ${title}))
    `.execute(db);
    await sql`
      insert into product_list (
        product_id, slug, title, title_key, published_at, option_terms, collection_ids
      )
      select id, slug, title, lower(title), published_at,
             ${terms.map(({ term }) => term)}::text[], '{}'
      from product
      where id = ${id}
    `.execute(db);
    for (const { term, name, value } of terms)
      await sql`
        insert into option_label (term, name, value)
        values (${term}, ${name}, ${value})
        on conflict do nothing
      `.execute(db);
    for (const [currency, { amount, available }] of Object.entries(product.prices))
      await sql`
        insert into product_price (product_id, currency, price_from, price_max, available)
        values (${id}, ${currency}, ${amount}, ${amount}, ${available})
      `.execute(db);
  }
});
after(() => catalog.close());

interface Chosen {
  currency: string;
  Colour?: string[];
  Größe?: string[];
  available?: boolean;
  priceMin?: number;
  priceMax?: number;
}

type Facet = 'Colour' | 'Größe' | 'price' | 'available';

/** Whether a product meets what is chosen, but for the choice in one facet. */
function meets(product: Made, chosen: Chosen, but?: Facet): boolean {
  const price = product.prices[chosen.currency];
  const isOf = (name: 'Colour' | 'Größe') =>
    but === name ||
    chosen[name] === undefined ||
    (product.options[name] ?? []).some((value) => chosen[name]?.includes(value));
  const isPriced =
    but === 'price' ||
    ((chosen.priceMin === undefined || (price?.amount ?? -1) >= chosen.priceMin) &&
      (chosen.priceMax === undefined || (price?.amount ?? Infinity) <= chosen.priceMax));
  const isAvailable =
    but === 'available' ||
    chosen.available === undefined ||
    (price?.available ?? false) === chosen.available;
  return isOf('Colour') && isOf('Größe') && isPriced && isAvailable;
}

function expected(chosen: Chosen): Facets {
  const but = (facet: Facet) => made.filter((product) => meets(product, chosen, facet));
  const amounts = but('price').flatMap(({ prices }) => prices[chosen.currency]?.amount ?? []);
  const money = (amount: number) => ({ amount, currency: chosen.currency });
  const judged = but('available');
  const available = judged.filter(({ prices }) => prices[chosen.currency]?.available === true);
  const options = (['Colour', 'Größe'] as const).map((name) => {
    const given = but(name).flatMap(({ options }) => options[name] ?? []);
    const values = [...new Set(given)].map((value) => ({
      value,
      count: given.filter((other) => other === value).length,
    }));
    return { name, values };
  });
  return {
    total: made.filter((product) => meets(product, chosen)).length,
    totalIsEstimate: false,
    estimated: false,
    options: options.filter(({ values }) => values.length > 0),
    price:
      amounts.length === 0
        ? null
        : { min: money(Math.min(...amounts)), max: money(Math.max(...amounts)) },
    availability: { available: available.length, soldOut: judged.length - available.length },
  };
}

/** The order of names and of equal counts is not what is asked here. */
const sorted = (facets: Facets | null | undefined) => ({
  ...facets,
  options: (facets?.options ?? [])
    .map(({ name, values }) => ({
      name,
      values: values.toSorted((a, b) => (a.value < b.value ? -1 : 1)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
});

const queries: Chosen[] = [
  { currency: 'EUR' },
  { currency: 'USD' },
  { currency: 'GBP' },
  { currency: 'EUR', Colour: ['Red'] },
  { currency: 'EUR', Colour: ['Grün', '青'], available: true },
  { currency: 'EUR', Colour: ['Blue'], Größe: ['M', '10'] },
  { currency: 'USD', Größe: ['XL'], priceMin: 2 ** 40 + 100 },
  { currency: 'EUR', priceMin: 1_100, priceMax: 1_200, available: false },
  { currency: 'EUR', Colour: ['Red'], Größe: ['9'], priceMax: 1_400, available: true },
  { currency: 'EUR', Colour: ['Pink'] },
  { currency: 'EUR', priceMin: 5_000_000 },
];

for (const chosen of queries) {
  const { Colour, Größe, ...rest } = chosen;
  const query = {
    ...rest,
    ...(Colour === undefined ? {} : { 'option.Colour': Colour }),
    ...(Größe === undefined ? {} : { 'option.Größe': Größe }),
    q: 'lamp',
    limit: 30,
  };
  test(`counts as by hand: ${JSON.stringify(chosen)}`, async () => {
    const { client, shopper } = catalog;
    const withFacets = { ...query, facets: true };
    const { body } = await client.listProducts({ query: withFacets }, shopper);
    assert.deepEqual(sorted(body.facets), sorted(expected(chosen)));
    const { body: list } = await client.listProducts({ query }, shopper);
    assert.deepEqual(body.items, list.items, 'the page that is found by counting is another one');
    assert.equal(body.nextCursor, list.nextCursor);
  });
}

test('the database and the process know an option term by the same key', async () => {
  const terms = ['colour\u001fred', 'größe\u001fxl', '色\u001f青', '', '😀'.repeat(200)];
  for (const term of terms) {
    const { rows } = await sql<{ key: Buffer }>`select option_key(${term}) as key`.execute(
      catalog.db,
    );
    assert.equal(rows[0]?.key.readUIntBE(0, 6), optionKey(term), term);
  }
});

test('a brief follows its product: a new price, another option, out of the list', async () => {
  const { client, db, shopper } = catalog;
  const red = { q: 'lamp', 'option.Colour': 'Red', facets: true, currency: 'EUR' };
  const read = async () => (await client.listProducts({ query: red }, shopper)).body.facets;
  const before = await read();
  await sql`
    update product_price
    set price_from = 7
    where currency = 'EUR'
      and product_id = (select id from product where slug = 'p-4')
  `.execute(db);
  assert.equal((await read())?.price?.min.amount, 7);
  await sql`
    update product_list
    set option_terms = array[${optionTerm('Colour', 'Blue')}]
    where slug = 'p-4'
  `.execute(db);
  const without = await read();
  assert.equal(without?.total, (before?.total ?? 0) - 1);
  await sql`delete from product_list where slug = 'p-8'`.execute(db);
  assert.equal((await read())?.total, (before?.total ?? 0) - 2);
});

test('asks how terms are spelled only of those that most products have', async () => {
  const { db } = catalog;
  // Each has 600 engravings that no other has, and all are red.
  await sql`
    with made as (
      insert into product (slug, title, status, tax_category, published_at)
      select 'ring-' || n, 'Ring', 'published', 'standard', now()
      from generate_series(1, 5) as n
      returning id, slug, title, published_at
    ), found as (
      insert into product_search (product_id, document)
      select id, to_tsvector('catalog_words', title)
      from made
      returning product_id
    )
    insert into product_list (
      product_id, slug, title, title_key, published_at, option_terms, collection_ids
    )
    select id, slug, title, lower(title), published_at,
           array(
             select 'engraving' || chr(31) || slug || '-' || n
             from generate_series(1, 600) as n
           ) || array[${optionTerm('Colour', 'Red')}],
           '{}'
    from made
    join found on found.product_id = made.id
  `.execute(db);
  await sql`
    insert into option_label (term, name, value)
    select term, 'Engraving', split_part(term, chr(31), 2)
    from product_list
    cross join unnest(option_terms) as term
    where slug like 'ring-%'
    on conflict do nothing
  `.execute(db);
  const memory = createSearchMemory();
  const asked = mock.method(memory.labels, 'set');
  const filters = {
    currency: 'EUR',
    search: 'ring',
    collectionIds: undefined,
    options: [],
    priceMin: undefined,
    priceMax: undefined,
    available: undefined,
  };
  const estimates = { all: 5, chosen: 5 };
  const { facets } = await productFacets({ db, memory }, filters, { estimates, top: undefined });
  assert.deepEqual(
    facets.options.map(({ name, values }) => ({ name, values: values.length })),
    [
      { name: 'Colour', values: 1 },
      { name: 'Engraving', values: 100 },
    ],
  );
  assert.equal(facets.options[0]?.values[0]?.count, 5);
  assert.equal(asked.mock.callCount(), 1_000);
});
