import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountsContract } from '@cartwright/accounts/contract';
import { cartContract } from '@cartwright/cart/contract';
import { catalogContract } from '@cartwright/catalog/contract';
import { checkoutContract } from '@cartwright/checkout/contract';
import type { ContractDefinition, RouteDefinition } from '@cartwright/contract';
import { inventoryContract } from '@cartwright/inventory/contract';
import { notificationsContract } from '@cartwright/notifications/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { paymentsContract } from '@cartwright/payments/contract';
import { pricingContract } from '@cartwright/pricing/contract';

const contracts: readonly ContractDefinition[] = [
  accountsContract,
  cartContract,
  catalogContract,
  checkoutContract,
  inventoryContract,
  notificationsContract,
  ordersContract,
  paymentsContract,
  pricingContract,
];
const routes = contracts.flatMap((contract) =>
  Object.entries(contract.routes).map(
    ([name, route]): { name: string; route: RouteDefinition; contract: ContractDefinition } => ({
      name: `${contract.service}.${name}`,
      route,
      contract,
    }),
  ),
);

test('what is kept is what anyone may read and caches may share, and only that', () => {
  for (const { name, route } of routes) {
    const isForAnyone = route.access.kind === 'public' && route.access.who === 'anyone';
    const isShared = isForAnyone && route.cacheControl?.startsWith('public') === true;
    assert.equal(route.cacheTags !== undefined, isShared, name);
    if (route.cacheTags !== undefined) assert.equal(route.method, 'GET', name);
  }
  assert.ok(routes.filter(({ route }) => route.cacheTags !== undefined).length >= 6);
});

test('a contract with kept answers says what ends them', () => {
  for (const { name, route, contract } of routes)
    if (route.cacheTags !== undefined) assert.ok(contract.endedBy, name);
});

const slug = 'räder & söhne, "1"';
const productId = '018f0000-0000-7000-8000-000000000001';
const asked = { params: { slug }, query: {}, body: { id: productId, slug } };
const shownBy = {
  list: catalogContract.routes.listProducts.cacheTags({ ...asked }),
  listOfCollection: catalogContract.routes.listProducts.cacheTags({
    ...asked,
    query: { collection: 'boots' },
  }),
  product: catalogContract.routes.getProduct.cacheTags(asked),
  collections: catalogContract.routes.listCollections.cacheTags(),
  collection: catalogContract.routes.getCollection.cacheTags(),
  suggestions: catalogContract.routes.suggest.cacheTags(),
};

const endedBy = (type: string, data: object): string[] => {
  const tags = catalogContract.endedBy({ type, data });
  return Object.entries(shownBy)
    .filter(([, shown]) => shown.some((tag: string) => tags.includes(tag)))
    .map(([name]) => name);
};

test('every event of a product ends its page and all lists, and no page of another product', () => {
  const { productCreated, productChanged, productDeleted } = catalogContract.events;
  for (const { type } of [productCreated, productChanged, productDeleted]) {
    const lists = ['list', 'listOfCollection', 'suggestions'];
    const ended = endedBy(type, { productId, slug }).sort();
    assert.deepEqual(ended, [...lists, 'product'].sort(), type);
    const ofOther = { productId: '018f0000-0000-7000-8000-000000000002', slug: 'other' };
    assert.deepEqual(endedBy(type, ofOther).sort(), lists.sort(), type);
  }
});

test('a product at a former address ends with it, and the address with whoever takes it', () => {
  const { type } = catalogContract.events.productChanged;
  assert.ok(endedBy(type, { productId, slug: 'present' }).includes('product'));
  const taker = { productId: '018f0000-0000-7000-8000-000000000002', slug };
  assert.ok(endedBy(type, taker).includes('product'));
});

test('a change of a collection ends everything that names one', () => {
  const { type } = catalogContract.events.collectionChanged;
  const ended = endedBy(type, { collectionId: productId, slug: 'boots' });
  assert.deepEqual(
    ended.sort(),
    Object.keys(shownBy)
      .filter((name) => name !== 'list')
      .sort(),
  );
});

test('every event of catalog ends something, except the record of who did it', () => {
  for (const { type } of Object.values(catalogContract.events)) {
    const ended = catalogContract.endedBy({ type, data: { productId, slug } });
    assert.equal(ended.length === 0, type === catalogContract.events.staffActed.type, type);
  }
});

test('the store ends with its own settings and with where is shipped to', () => {
  const { type } = pricingContract.events.staffActed;
  const ends = (action: string) => pricingContract.endedBy({ type, data: { action } }).length > 0;
  for (const action of ['store-set', 'shipping-zone-set', 'shipping-zone-deleted'])
    assert.ok(ends(action), action);
  for (const action of ['prices-set', 'promotion-created', 'tax-rates-set'])
    assert.ok(!ends(action), action);
});

test('tags can stand in a header', () => {
  for (const tag of Object.values(shownBy).flat()) assert.match(tag, /^[\x21-\x7e]+$/);
  for (const tag of Object.values(shownBy).flat()) assert.doesNotMatch(tag, /,/);
});
