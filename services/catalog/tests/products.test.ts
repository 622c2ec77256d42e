import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { sql } from 'kysely';
import { upsertProducts } from '../src/use-cases/upsert-product.ts';
import { type OpenCatalog, openCatalog, variantId } from './open-catalog.ts';

let catalog: OpenCatalog;
before(async () => {
  catalog = await openCatalog();
});
after(() => catalog.close());

const refusal = (code: string) => (error: unknown) => isContractError(error, code);

const sizes = { name: 'Size', values: ['38', '39'] };

test('creates a product with its variants and shows it once it is published', async () => {
  const { client, staff, shopper } = catalog;
  const created = await client.createProduct(
    {
      body: {
        title: 'Runner One',
        options: [sizes],
        variants: [{ sku: 'R1-38', options: { Size: '38' } }, { options: { Size: '39' } }],
      },
    },
    staff,
  );
  assert.equal(created.status, 201);
  assert.equal(created.body.slug, 'runner-one');
  assert.equal(created.body.variants.length, 2);
  const asked = { params: { slug: 'runner-one' }, query: {} };
  await assert.rejects(client.getProduct(asked, shopper), refusal('not-found'));

  await client.changeProduct(
    { params: { id: created.body.id }, body: { status: 'published' } },
    staff,
  );
  const shown = await client.getProduct(asked, shopper);
  assert.deepEqual(
    shown.body.variants.map(({ sku, options, available }) => ({ sku, options, available })),
    [
      { sku: 'R1-38', options: { Size: '38' }, available: false },
      { sku: null, options: { Size: '39' }, available: false },
    ],
  );
});

test('gives a product without options one variant', async () => {
  const product = await catalog.publish({ title: 'Gift Box' });
  assert.equal(product.variants.length, 1);
  assert.deepEqual(product.variants[0]?.options, {});
});

test('makes free slugs from equal titles and refuses a given slug that is taken', async () => {
  const first = await catalog.publish({ title: 'Same Title' });
  const second = await catalog.publish({ title: 'Same Title' });
  assert.deepEqual([first.slug, second.slug], ['same-title', 'same-title-2']);
  await assert.rejects(
    catalog.publish({ title: 'Other', slug: 'same-title' }),
    refusal('slug-taken'),
  );
});

test('refuses a SKU that another variant has, and tells which', async () => {
  await catalog.publish({ title: 'Has SKU', variants: [{ sku: 'TAKEN-1' }] });
  await assert.rejects(
    catalog.publish({ title: 'Wants SKU', variants: [{ sku: 'TAKEN-1' }] }),
    (error) => isContractError(error, 'sku-taken') && error.data.sku === 'TAKEN-1',
  );
  await assert.rejects(
    catalog.publish({
      title: 'Twice the same',
      options: [sizes],
      variants: [
        { sku: 'TWICE', options: { Size: '38' } },
        { sku: 'TWICE', options: { Size: '39' } },
      ],
    }),
    refusal('sku-taken'),
  );
});

test('gives one of two simultaneous creations the slug and refuses the other', async () => {
  const results = await Promise.allSettled(
    [1, 2].map((n) => catalog.publish({ title: `Race ${n}`, slug: 'race' })),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  assert.equal(refused.length, 1);
  assert.ok(isContractError(refused[0]?.reason, 'slug-taken'));
});

test('refuses two variants of one combination and unknown option values', async () => {
  const wrong = [
    [{ options: { Size: '38' } }, { options: { Size: '38' } }],
    [{ options: { Size: '47' } }],
    [{ options: {} }],
    [{ options: { Size: '38', Color: 'Red' } }],
    [],
  ];
  for (const variants of wrong)
    await assert.rejects(
      catalog.publish({ title: 'Wrong', options: [sizes], variants }),
      refusal('invalid-input'),
    );
});

test('keeps the ids of variants that stay when the list is replaced', async () => {
  const { client, staff } = catalog;
  const product = await catalog.publish({
    title: 'Changing',
    options: [sizes],
    variants: [
      { sku: 'C-38', options: { Size: '38' } },
      { sku: 'C-39', options: { Size: '39' } },
    ],
  });
  const changed = await client.changeProduct(
    {
      params: { id: product.id },
      body: {
        options: [{ name: 'Size', values: ['39', '40'] }],
        variants: [
          { sku: 'C-40', options: { Size: '40' } },
          { sku: 'C-39b', options: { Size: '39' } },
        ],
      },
    },
    staff,
  );
  assert.equal(variantId(changed.body, 1), variantId(product, 1));
  assert.notEqual(variantId(changed.body, 0), variantId(product, 0));
  assert.deepEqual(
    changed.body.variants.map(({ sku }) => sku),
    ['C-40', 'C-39b'],
  );
});

test('lets two variants swap their SKUs and options', async () => {
  const { client, staff } = catalog;
  const product = await catalog.publish({
    title: 'Swapping',
    options: [sizes],
    variants: [
      { sku: 'S-1', options: { Size: '38' } },
      { sku: 'S-2', options: { Size: '39' } },
    ],
  });
  const [first, second] = [variantId(product, 0), variantId(product, 1)];
  const swapped = await client.changeProduct(
    {
      params: { id: product.id },
      body: {
        variants: [
          { id: first, sku: 'S-2', options: { Size: '39' } },
          { id: second, sku: 'S-1', options: { Size: '38' } },
        ],
      },
    },
    staff,
  );
  assert.deepEqual(
    swapped.body.variants.map(({ id, sku }) => [id, sku]),
    [
      [first, 'S-2'],
      [second, 'S-1'],
    ],
  );
});

test('answers a former slug with the product, and 410 once it is deleted', async () => {
  const { client, staff, shopper } = catalog;
  const product = await catalog.publish({ title: 'Old Name' });
  await client.changeProduct({ params: { id: product.id }, body: { slug: 'new-name' } }, staff);
  const moved = await client.getProduct({ params: { slug: 'old-name' }, query: {} }, shopper);
  assert.equal(moved.body.slug, 'new-name');
  const gone = await client.deleteProduct({ params: { id: product.id } }, staff);
  assert.equal(gone.status, 204);
  for (const slug of ['old-name', 'new-name'])
    await assert.rejects(
      client.getProduct({ params: { slug }, query: {} }, shopper),
      refusal('product-gone'),
    );
  await assert.rejects(
    client.deleteProduct({ params: { id: product.id } }, staff),
    refusal('not-found'),
  );
  const again = await catalog.publish({ title: 'Newer', slug: 'new-name' });
  const shown = await client.getProduct({ params: { slug: 'new-name' }, query: {} }, shopper);
  assert.equal(shown.body.id, again.id);
});

test('creates once for one idempotency key and refuses the key for another body', async () => {
  const { client } = catalog;
  const staff = { ...catalog.staff, idempotencyKey: 'create-1' };
  const body = { title: 'Only once' };
  const [first, second] = await Promise.all([
    client.createProduct({ body }, staff),
    client.createProduct({ body }, staff),
  ]);
  assert.equal(first.body.id, second.body.id);
  await assert.rejects(
    client.createProduct({ body: { title: 'Another' } }, staff),
    refusal('idempotency-key-reused'),
  );
});

test('stores every text as typed, and makes the description safe as HTML', async () => {
  const nasty = `O'Brien "x"; drop table product; -- <script>alert(1)</script> \\ % _ \u2028 😀`;
  const product = await catalog.publish({
    title: nasty,
    description: `<p onclick="x()">Hi</p><script>alert(1)</script><a href="javascript:x">y</a>`,
    vendor: nasty,
    type: nasty,
    tags: [nasty],
    options: [{ name: '__proto__', values: [nasty] }],
    variants: [{ sku: nasty, options: Object.fromEntries([['__proto__', nasty]]) }],
    seoTitle: nasty,
  });
  const { body } = await catalog.client.getProduct(
    { params: { slug: product.slug }, query: {} },
    catalog.shopper,
  );
  assert.equal(body.title, nasty);
  assert.deepEqual(body.tags, [nasty]);
  assert.equal(body.variants[0]?.sku, nasty);
  assert.equal(body.options[0]?.values[0], nasty);
  assert.match(body.description, /<script>/);
  assert.equal(body.descriptionHtml, '<p>Hi</p><a rel="nofollow noopener">y</a>');
});

test('takes half a surrogate pair without a fault', async () => {
  const product = await catalog.publish({
    title: 'Half \ud83d',
    options: [{ name: 'A\udc00', values: ['\ud800'] }],
    variants: [{ options: { 'A\udc00': '\ud800' } }],
  });
  assert.equal(product.title, 'Half \ufffd');
});

test('tells others of each change, and the audit log who made it', async () => {
  const product = await catalog.publish({ title: 'Watched' });
  const events = await sql<{ type: string; data: Record<string, unknown> }>`
    select type, data
    from event
    where subject = ${product.id}
    order by seq
  `.execute(catalog.db);
  assert.deepEqual(
    events.rows.map(({ type }) => type),
    ['catalog.product-created.v1', 'catalog.staff-acted.v1'],
  );
  assert.equal(events.rows[1]?.data.actorId, 'staff-1');
});

test('tells carts the details of variants, and leaves out unknown ids', async () => {
  const product = await catalog.publish({ title: 'In a cart', taxCategory: 'books' });
  const id = variantId(product);
  const { body } = await catalog
    .clientOf('cart')
    .variants({ body: { variantIds: [id, crypto.randomUUID()] } }, catalog.shopper);
  assert.deepEqual(
    body.items.map(({ variantId, taxCategory, sellable }) => ({
      variantId,
      taxCategory,
      sellable,
    })),
    [{ variantId: id, taxCategory: 'books', sellable: true }],
  );
});

test('upserts many products by slug without HTTP; a refused one costs no other', async () => {
  const actor = { kind: 'system' } as const;
  const inputs = [
    { slug: 'up-1', title: 'Up 1', variants: [{ sku: 'UP-1' }] },
    { slug: 'up-2', title: 'Up 2', variants: [{ sku: 'UP-1' }] },
    { slug: 'up-3', title: 'Up 3' },
  ];
  const first = await upsertProducts(catalog.db, { inputs, actor });
  assert.deepEqual(
    first.map(({ outcome }) => outcome),
    ['created', 'refused', 'created'],
  );
  const second = await upsertProducts(catalog.db, { inputs: inputs.slice(0, 1), actor });
  assert.equal(second[0]?.outcome, 'updated');
  assert.deepEqual(
    first.flatMap((o) => ('variantIds' in o ? o.variantIds : [])).slice(0, 1),
    second.flatMap((o) => ('variantIds' in o ? o.variantIds : [])),
  );
});

test('bounds a product to 2,000 variants by a constraint, too', async () => {
  const product = await catalog.publish({ title: 'Many' });
  const insert = transaction(catalog.db, (tx) =>
    sql`
      insert into variant (product_id, position, options)
      values (${product.id}, 2000, '{"a": "b"}')
    `.execute(tx),
  );
  await assert.rejects(insert, /variant_position_check/);
});
