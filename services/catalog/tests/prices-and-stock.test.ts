import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type OpenCatalog, openCatalog, variantId } from './open-catalog.ts';

let catalog: OpenCatalog;
before(async () => {
  catalog = await openCatalog();
});
after(() => catalog.close());

const twoSizes = {
  options: [{ name: 'Size', values: ['38', '39'] }],
  variants: [{ options: { Size: '38' } }, { options: { Size: '39' } }],
};

const itemOf = async (title: string, currency = 'EUR') => {
  const { body } = await catalog.client.listProducts(
    { query: { currency, limit: 100 } },
    catalog.shopper,
  );
  return body.items.find((item) => item.title === title);
};

test('shows the lowest price of a product in each currency, as pricing told it', async () => {
  const product = await catalog.publish({ title: 'Priced', ...twoSizes });
  await catalog.hearPrice(variantId(product, 0), 5000);
  await catalog.hearPrice(variantId(product, 1), 4000);
  assert.deepEqual((await itemOf('Priced'))?.price, { amount: 4000, currency: 'EUR' });
  assert.equal((await itemOf('Priced', 'USD'))?.price, null);
  await catalog.hearPrice(variantId(product, 1), 9000, 'USD');
  assert.deepEqual((await itemOf('Priced'))?.price, { amount: 5000, currency: 'EUR' });
  assert.deepEqual((await itemOf('Priced', 'USD'))?.price, { amount: 9000, currency: 'USD' });
});

test('is available only while a variant has both a price and stock', async () => {
  const product = await catalog.publish({ title: 'Stocked', ...twoSizes });
  await catalog.hearPrice(variantId(product, 0), 5000);
  await catalog.hearStock(variantId(product, 1), 'in-stock');
  assert.equal((await itemOf('Stocked'))?.available, false);
  await catalog.hearStock(variantId(product, 0), 'few-left');
  assert.equal((await itemOf('Stocked'))?.available, true);
  const { body } = await catalog.client.getProduct(
    { params: { slug: product.slug }, query: {} },
    catalog.shopper,
  );
  assert.deepEqual(
    body.variants.map(({ available, stockLevel }) => ({ available, stockLevel })),
    [
      { available: true, stockLevel: 'few-left' },
      { available: false, stockLevel: 'in-stock' },
    ],
  );
  await catalog.hearStock(variantId(product, 0), 'sold-out');
  assert.equal((await itemOf('Stocked'))?.available, false);
});

test('loses nothing when prices and stock of one product arrive at the same moment', async () => {
  const values = Array.from({ length: 20 }, (_, n) => `${n}`);
  const product = await catalog.publish({
    title: 'Crowded',
    options: [{ name: 'Size', values }],
    variants: values.map((value) => ({ options: { Size: value } })),
  });
  await Promise.all(
    product.variants.flatMap(({ id }, n) => [
      catalog.hearPrice(id, 1000 - n),
      catalog.hearStock(id, n === 7 ? 'in-stock' : 'sold-out'),
    ]),
  );
  const item = await itemOf('Crowded');
  assert.deepEqual([item?.price?.amount, item?.available], [981, true]);
});

test('forgets the price of a variant that was removed', async () => {
  const product = await catalog.publish({ title: 'Shrinking', ...twoSizes });
  await catalog.hearPrice(variantId(product, 0), 1000);
  await catalog.hearPrice(variantId(product, 1), 2000);
  await catalog.client.changeProduct(
    { params: { id: product.id }, body: { variants: [{ options: { Size: '39' } }] } },
    catalog.staff,
  );
  assert.equal((await itemOf('Shrinking'))?.price?.amount, 2000);
});

test('keeps what it hears of a variant that it does not know', async () => {
  const unknown = crypto.randomUUID();
  await catalog.hearPrice(unknown, 1000);
  await catalog.hearStock(unknown, 'in-stock');
});

test('tells caches of a new price once lists can show it', async () => {
  const product = await catalog.publish({ title: 'Cached' });
  await catalog.hearPrice(variantId(product), 1000);
  const told = await sql<{ what: string }>`
    select data->>'what' as what
    from event
    where subject = ${product.id}
      and type = 'catalog.product-changed.v1'
  `.execute(catalog.db);
  assert.deepEqual(told.rows, [{ what: 'price' }]);
});
