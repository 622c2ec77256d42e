import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CallContext, isContractError } from '@cartwright/contract';
import type { ProductSort } from '../contract/index.ts';
import { keptAddressParts } from '../src/queries/list-product-addresses.ts';
import { type OpenCatalog, openCatalog, variantId } from './open-catalog.ts';

let catalog: OpenCatalog;
let shopper: CallContext;
/** Titles of all published products. */
const titles = new Set<string>();

type Query = Parameters<OpenCatalog['client']['listProducts']>[0]['query'] &
  Record<`option.${string}`, string | string[]>;

const list = async (query: Query) => (await catalog.client.listProducts({ query }, shopper)).body;
const titlesOf = async (query: Query) => (await list(query)).items.map(({ title }) => title);

async function product(o: {
  title: string;
  colors?: string[];
  tags?: string[];
  description?: string;
  collections?: string[];
  price?: number;
  sold?: boolean;
}) {
  const colors = o.colors ?? [];
  const created = await catalog.publish({
    title: o.title,
    tags: o.tags ?? [],
    description: o.description ?? '',
    collections: o.collections ?? [],
    options: colors.length === 0 ? [] : [{ name: 'Color', values: colors }],
    variants: colors.map((color) => ({ options: { Color: color } })),
  });
  titles.add(o.title);
  if (o.price !== undefined) await catalog.hearPrice(variantId(created), o.price);
  if (o.sold !== true) await catalog.hearStock(variantId(created), 'in-stock');
  return created;
}

before(async () => {
  catalog = await openCatalog();
  shopper = catalog.shopper;
  const { client, staff } = catalog;
  const shoes = await client.createCollection({ body: { title: 'Shoes' } }, staff);
  await client.createCollection(
    { body: { title: 'Running shoes', slug: 'running', parentId: shoes.body.id } },
    staff,
  );
  await product({
    title: 'Trail Sneaker',
    colors: ['Red', 'Blue'],
    price: 9900,
    tags: ['outdoor'],
  });
  await product({ title: 'City Sneaker', colors: ['Red'], price: 5900, collections: ['shoes'] });
  await product({
    title: 'Rain Jacket',
    colors: ['Blue'],
    price: 12900,
    description: '<p>Not a sneaker</p>',
  });
  await product({ title: 'Racer', colors: ['Green'], price: 5900, collections: ['running'] });
  await product({ title: 'Sold Out Boot', price: 5900, sold: true, collections: ['shoes'] });
  await product({ title: 'Crème Brûlée Candle' });
  await product({ title: 'Equal' });
  await product({ title: 'Equal' });
  for (let n = 0; n < 12; n += 1) await product({ title: `Sock ${n % 3}`, price: 500 });
  await catalog.client.createProduct({ body: { title: 'Hidden Sneaker' } }, staff);
});
after(() => catalog.close());

test('pages by key cover every product exactly once in every order, also with ties', async () => {
  const all = 20;
  const sorts: (ProductSort | undefined)[] = [
    undefined,
    'relevance',
    'price',
    '-price',
    'newest',
    'title',
  ];
  for (const sort of sorts)
    for (const limit of [1, 3, 20, 100]) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await list({
          limit,
          ...(sort === undefined ? {} : { sort }),
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      assert.equal(seen.length, all, `${sort} by ${limit}`);
      assert.equal(new Set(seen).size, all, `${sort} by ${limit}`);
    }
});

test('pages of a search and of a collection cover their products exactly once', async () => {
  for (const query of [{ q: 'sock' }, { collection: 'shoes' }, { q: 'sneeker' }]) {
    const whole = (await list({ ...query, limit: 100 })).items.map(({ id }) => id);
    assert.ok(whole.length >= 2);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ ...query, limit: 1, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.deepEqual(seen, whole);
  }
});

test('goes on after the longest titles', async () => {
  const other = await openCatalog();
  try {
    // A control character takes six bytes in a cursor: nothing takes more.
    const titles = ['漢', '\u0001', '😀'].flatMap((sign) =>
      [1, 2].map((n) => `a${sign.repeat(199)}${n}`),
    );
    for (const title of titles) await other.publish({ title, variants: [{}] });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { sort: 'title' as const, limit: 1, ...(cursor ? { cursor } : {}) };
      const { body } = await other.client.listProducts({ query }, other.shopper);
      seen.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor;
    } while (cursor !== null);
    assert.deepEqual(seen.toSorted(), titles.toSorted());
  } finally {
    await other.close();
  }
});

test('sorts by price, and shows products without a price last', async () => {
  const up = (await list({ sort: 'price', limit: 100 })).items.map(({ price }) => price?.amount);
  const priced = up.filter((amount) => amount !== undefined);
  assert.deepEqual(
    priced,
    priced.toSorted((a, b) => a - b),
  );
  assert.deepEqual(up.slice(priced.length), [undefined, undefined, undefined]);
  const down = await list({ sort: '-price', limit: 1 });
  assert.equal(down.items[0]?.title, 'Rain Jacket');
});

test('finds mistyped words, beginnings of words, and words without their accents', async () => {
  assert.deepEqual((await titlesOf({ q: 'sneekers' })).toSorted(), [
    'City Sneaker',
    'Rain Jacket',
    'Trail Sneaker',
  ]);
  assert.deepEqual(await titlesOf({ q: 'jaket' }), ['Rain Jacket']);
  assert.deepEqual(await titlesOf({ q: 'jack' }), ['Rain Jacket']);
  assert.deepEqual(await titlesOf({ q: 'creme brulee' }), ['Crème Brûlée Candle']);
  assert.deepEqual(await titlesOf({ q: 'xylophone' }), []);
});

test('ranks a word of the title above one of the description', async () => {
  assert.equal((await titlesOf({ q: 'sneaker' })).at(-1), 'Rain Jacket');
});

test('takes search text of every kind without a fault', async () => {
  for (const q of [`O'Brien`, `' & | ! ( :*`, '%', '', '   ', '!!!', 'the', '靴', 'a'.repeat(200)])
    await list({ q });
  assert.deepEqual(await titlesOf({ q: '!!!' }), []);
});

test('filters by option values, prices, availability and collections', async () => {
  const cases: [Query, string[]][] = [
    [{ 'option.Color': 'Green' }, ['Racer']],
    [{ 'option.color': ['green', 'BLUE'], priceMin: 9900 }, ['Rain Jacket', 'Trail Sneaker']],
    [{ 'option.Color': 'Red', priceMax: 5900 }, ['City Sneaker']],
    [{ 'option.Color': 'Red', 'option.Size': '38' }, []],
    [{ collection: 'running' }, ['Racer']],
    [{ collection: 'shoes', available: true }, ['City Sneaker', 'Racer']],
    [{ collection: 'shoes', available: false }, ['Sold Out Boot']],
    [{ available: true, currency: 'USD' }, []],
  ];
  for (const [query, expected] of cases)
    assert.deepEqual((await titlesOf(query)).toSorted(), expected, JSON.stringify(query));
});

test('counts for each facet what its choices would show', async () => {
  const { facets } = await list({
    facets: true,
    'option.Color': 'Red',
    available: true,
    priceMax: 10_000,
  });
  assert.deepEqual(facets, {
    total: 2,
    totalIsEstimate: false,
    estimated: false,
    // Without the filter on color itself: both sneakers and the racer, but not the dear jacket.
    options: [
      {
        name: 'Color',
        values: [
          { value: 'Blue', count: 1 },
          { value: 'Green', count: 1 },
          { value: 'Red', count: 2 },
        ],
      },
    ],
    price: { min: { amount: 5900, currency: 'EUR' }, max: { amount: 9900, currency: 'EUR' } },
    availability: { available: 2, soldOut: 0 },
  });
  for (const value of ['Blue', 'Green', 'Red']) {
    const shown = await list({ 'option.Color': value, available: true, priceMax: 10_000 });
    const counted: number | undefined = facets?.options[0]?.values.find(
      (entry) => entry.value === value,
    )?.count;
    assert.equal(shown.items.length, counted);
  }
});

test('never shows a product that is not published', async () => {
  assert.equal((await titlesOf({ q: 'hidden' })).length, 0);
  assert.ok(!(await titlesOf({ limit: 100 })).includes('Hidden Sneaker'));
  const { body } = await catalog.client.suggest({ query: { q: 'hidd' } }, shopper);
  assert.deepEqual(body.items, []);
  const { body: staffList } = await catalog.client.listStaffProducts(
    { query: { q: 'hidden' } },
    catalog.staff,
  );
  assert.deepEqual(
    staffList.items.map(({ title, status }) => ({ title, status })),
    [{ title: 'Hidden Sneaker', status: 'draft' }],
  );
});

test('suggests products and collections while a word is typed', async () => {
  const { body } = await catalog.client.suggest({ query: { q: 'runn' } }, shopper);
  assert.deepEqual(
    body.items.map(({ kind, title }) => ({ kind, title })),
    [{ kind: 'collection', title: 'Running shoes' }],
  );
  const typed = await catalog.client.suggest({ query: { q: 'trail sne' } }, shopper);
  assert.equal(typed.body.items[0]?.title, 'Trail Sneaker');
});

test('refuses cursors that are garbage, of another order, or out of range', async () => {
  const write = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const id = crypto.randomUUID();
  const garbage = [
    'x',
    '%%%',
    write(['newest']),
    write(['newest', 'yesterday', id]),
    write(['newest', '0000-01-01T00:00:00.000Z', id]),
    write(['newest', '2026-02-31T00:00:00.000Z', id]),
    write(['title', 'a', id]),
    write(['price', 1, id]),
    write(['toString', 1, id]),
    write({ order: 'newest' }),
    write(['newest', '2026-01-01T00:00:00.000Z', `${id}' or true`]),
  ];
  for (const cursor of garbage)
    await assert.rejects(list({ cursor }), (e) => isContractError(e, 'invalid-input'), cursor);
  const priced = [
    write(['price', 1e300, id]),
    write(['price', '1', id]),
    write(['price', 1.5, id]),
  ];
  for (const cursor of priced)
    await assert.rejects(list({ cursor, sort: 'price' }), (e) =>
      isContractError(e, 'invalid-input'),
    );
  await list({ cursor: write(['price', Number.MAX_SAFE_INTEGER, id]), sort: 'price' });
  await list({ cursor: write(['position', Number.MAX_SAFE_INTEGER, id]), collection: 'shoes' });
});

test('refuses queries that are wrong, and unknown collections', async () => {
  const wrong: Record<string, unknown>[] = [
    { sort: 'cheapest' },
    { limit: 101 },
    { limit: 0 },
    { priceMin: -1 },
    { priceMin: 5, priceMax: 4 },
    { unknown: '1' },
    { 'option.': 'x' },
    { 'option.Color': '' },
    { 'option.Color': 'nul\0' },
    { currency: 'euro' },
  ];
  for (const query of wrong)
    await assert.rejects(
      list(query as Query),
      (e) => isContractError(e, 'invalid-input'),
      JSON.stringify(query),
    );
  await assert.rejects(list({ collection: 'none' }), (e) => isContractError(e, 'not-found'));
});

test('a product that is older than all published ones is found within a known part', async () => {
  const young = await openCatalog();
  try {
    const { client, staff } = young;
    const slugs = async (cursor: string) => {
      const { body } = await client.listProductAddresses({ query: { cursor } }, shopper);
      return body.items.map(({ slug }) => slug);
    };
    const draft = await client.createProduct({ body: { title: 'Draft' } }, staff);
    await young.publish({ title: 'First of all' });
    const { body } = await client.listProductAddressParts({}, shopper);
    assert.equal(body.items.length, 1);
    const cursor = body.items[0]?.cursor ?? '';
    assert.deepEqual(await slugs(cursor), ['first-of-all']);
    const params = { id: draft.body.id };
    await client.changeProduct({ params, body: { status: 'published' } }, staff);
    assert.deepEqual(await slugs(cursor), ['draft', 'first-of-all']);
  } finally {
    await young.close();
  }
});

test('looks once a minute for where the parts of all addresses begin', async () => {
  const parts = keptAddressParts(catalog.db);
  const found = parts();
  assert.equal(parts(), found);
  assert.equal((await found).length, 1);
});
