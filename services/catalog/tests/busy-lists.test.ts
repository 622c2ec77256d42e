import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isOverload } from '@cartwright/http';
import { waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { type OpenCatalog, openCatalog, variantId } from './open-catalog.ts';

/** Three, as the service has, and one that holds the table of lists. */
const connectionsMax = 4;
let catalog: OpenCatalog;

before(async () => {
  catalog = await openCatalog({ connectionsMax });
});
after(() => catalog.close());

test('lists that read the whole shop leave connections to carts and checkouts', async () => {
  const { client, clientOf, db, publish, shopper } = catalog;
  const shoes = await client.createCollection({ body: { title: 'Shoes' } }, catalog.staff);
  const { slug: collection } = shoes.body;
  const product = await publish({ title: 'Sold out', variants: [{}], collections: [collection] });
  const queries = [
    { sort: 'title', available: false },
    { sort: '-price', available: false },
    { sort: 'title', q: 'sold' },
    { sort: 'title', collection },
    { q: 'sold', available: false },
    { q: 'sold', 'option.Size': 'S' },
    { available: false },
  ] as const;
  const body = { variantIds: [variantId(product)] };
  const lists = await db.transaction().execute(async (tx) => {
    await sql`lock table product_list`.execute(tx);
    const asked = Promise.all(
      queries.map((query) => client.listProducts({ query: { ...query } }, shopper)),
    );
    // They fail together with what is awaited below, which is told instead.
    asked.catch(() => undefined);
    await waitFor('a list to be under way', async () => {
      const { rows } = await sql`select from pg_locks where not granted`.execute(tx);
      return rows.length > 0;
    });
    const inTime = { ...shopper, deadline: Date.now() + 2_000 };
    const found = await clientOf('cart').variants({ body }, inTime);
    assert.equal(found.body.items.length, 1);
    return { asked };
  });
  const titles = (await lists.asked).map(({ body }) => body.items.map(({ title }) => title));
  const one = ['Sold out'];
  assert.deepEqual(titles, [one, one, one, one, one, [], one]);
});

test('a list that is refused is no fault', async () => {
  const { client, faults, shopper } = catalog;
  const soonOver = { ...shopper, deadline: Date.now() + 900 };
  await assert.rejects(client.listProducts({ query: { available: false } }, soonOver), isOverload);
  assert.deepEqual(faults, []);
});
