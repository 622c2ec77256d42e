import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import type { CollectionChanges, CollectionInput } from '../contract/index.ts';
import { type OpenCatalog, openCatalog } from './open-catalog.ts';

let catalog: OpenCatalog;
before(async () => {
  catalog = await openCatalog();
});
after(() => catalog.close());

const refusal = (code: string) => (error: unknown) => isContractError(error, code);
const create = async (body: CollectionInput) =>
  (await catalog.client.createCollection({ body }, catalog.staff)).body;
const change = async (id: string, body: CollectionChanges) =>
  (await catalog.client.changeCollection({ params: { id }, body }, catalog.staff)).body;

test('shows collections as a tree, and one with its way from the top', async () => {
  const top = await create({ title: 'Clothes' });
  const middle = await create({ title: 'Shirts', parentId: top.id });
  await create({ title: 'Polo <b>shirts</b>', slug: 'polo', parentId: middle.id });
  const tree = await catalog.client.listCollections({}, catalog.shopper);
  const clothes = tree.body.items.find(({ slug }) => slug === 'clothes');
  assert.equal(clothes?.children[0]?.children[0]?.title, 'Polo <b>shirts</b>');
  const one = await catalog.client.getCollection({ params: { slug: 'polo' } }, catalog.shopper);
  assert.deepEqual(
    one.body.path.map(({ slug }) => slug),
    ['clothes', 'shirts'],
  );
});

test('refuses to move a collection below itself, too deep, or below nothing', async () => {
  const chain = [await create({ title: 'Level 1' })];
  for (const level of [2, 3, 4])
    chain.push(await create({ title: `Level ${level}`, parentId: chain.at(-1)?.id ?? null }));
  const [first, , , fourth] = chain;
  assert.ok(first && fourth);
  await assert.rejects(change(first.id, { parentId: fourth.id }), refusal('invalid-input'));
  await assert.rejects(change(first.id, { parentId: first.id }), refusal('invalid-input'));
  await assert.rejects(create({ title: 'Deep', parentId: fourth.id }), refusal('invalid-input'));
  await assert.rejects(
    create({ title: 'Orphan', parentId: crypto.randomUUID() }),
    refusal('invalid-input'),
  );
});

test('makes no circle of two moves at the same moment', async () => {
  const [a, b] = [await create({ title: 'Move A' }), await create({ title: 'Move B' })];
  const moves = await Promise.allSettled([
    change(a.id, { parentId: b.id }),
    change(b.id, { parentId: a.id }),
  ]);
  assert.deepEqual(moves.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('refuses a slug that is taken, and to remove a collection with children', async () => {
  const parent = await create({ title: 'Parent' });
  const child = await create({ title: 'Child', parentId: parent.id });
  await assert.rejects(create({ title: 'Parent' }), refusal('slug-taken'));
  const remove = (id: string) => catalog.client.deleteCollection({ params: { id } }, catalog.staff);
  await assert.rejects(remove(parent.id), refusal('collection-has-children'));
  await remove(child.id);
  await remove(parent.id);
  await assert.rejects(remove(parent.id), refusal('not-found'));
});

test('lists the products of a renamed collection also under its former slug', async () => {
  const collection = await create({ title: 'Renamed', slug: 'once' });
  await catalog.publish({ title: 'Member', collections: ['once'] });
  await change(collection.id, { slug: 'now' });
  const titles = async (slug: string) => {
    const query = { collection: slug };
    const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
    return body.items.map(({ title }) => title);
  };
  assert.deepEqual(await titles('once'), ['Member']);
  await create({ title: 'Another', slug: 'once' });
  assert.deepEqual(await titles('once'), []);
  assert.deepEqual(await titles('now'), ['Member']);
});

test('tells by every address that a collection was removed, until the address is used again', async () => {
  const read = (slug: string) =>
    catalog.client.getCollection({ params: { slug } }, catalog.shopper);
  const collection = await create({ title: 'Summer' });
  await change(collection.id, { slug: 'summer-sale' });
  await catalog.client.deleteCollection({ params: { id: collection.id } }, catalog.staff);
  for (const slug of ['summer', 'summer-sale'])
    await assert.rejects(read(slug), refusal('collection-gone'));
  await assert.rejects(read('never-was'), refusal('not-found'));
  const again = await create({ title: 'Summer' });
  assert.equal((await read('summer')).body.id, again.id);
});

test('shows members in the order that staff gave them', async () => {
  const collection = await create({ title: 'Ordered' });
  const products = [];
  for (const title of ['P1', 'P2', 'P3'])
    products.push(await catalog.publish({ title, collections: ['ordered'] }));
  const [first, second, third] = products.map(({ id }) => id);
  assert.ok(first && second && third);
  const shown = async () => {
    const query = { collection: 'ordered' };
    const { body } = await catalog.client.listProducts({ query }, catalog.shopper);
    return body.items.map(({ title }) => title);
  };
  assert.deepEqual(await shown(), ['P1', 'P2', 'P3']);
  await change(collection.id, { firstProductIds: [third, second] });
  assert.deepEqual(await shown(), ['P3', 'P2', 'P1']);
  await change(collection.id, { removeProductIds: [second] });
  assert.deepEqual(await shown(), ['P3', 'P1']);
  const back = await change(collection.id, { addProductIds: [second] });
  assert.equal(back.productCount, 3);
  assert.deepEqual(await shown(), ['P3', 'P1', 'P2']);
  await catalog.client.deleteCollection({ params: { id: collection.id } }, catalog.staff);
  await assert.rejects(shown(), refusal('not-found'));
});
