import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type OpenedDatabase, openDatabase } from '@cartwright/database';
import { createTestDatabases, type TestDatabases } from '@cartwright/testing';
import { services } from '../../apps/server/src/services.ts';
import { fillShop } from '../../bench/fill/fill-shop.ts';
import { browseProducts } from '../../services/catalog/src/queries/browse-products.ts';
import { getProduct } from '../../services/catalog/src/queries/get-product.ts';
import {
  listAddressParts,
  listProductAddresses,
} from '../../services/catalog/src/queries/list-product-addresses.ts';
import { listStaffProducts } from '../../services/catalog/src/queries/list-staff-products.ts';
import { newestReaderIn } from '../../services/catalog/src/queries/newest-reader.ts';
import { createSearchMemory } from '../../services/catalog/src/queries/search-memory.ts';
import { suggest } from '../../services/catalog/src/queries/suggest.ts';
import { listAttempts } from '../../services/checkout/src/queries/list-attempts.ts';
import { listLedger } from '../../services/inventory/src/queries/ledger.ts';
import { listMails } from '../../services/notifications/src/queries/list-mails.ts';
import { listOrders, listShopperOrders } from '../../services/orders/src/queries/list-orders.ts';
import { listPayments } from '../../services/payments/src/queries/list-payments.ts';
import { listenToStatements, visitOf } from './visited-rows.ts';

/** Enough that reading a table from end to end is told from reading a page of it. */
const size = { products: 20_000, orders: 20_000, days: 365, nowMs: Date.now() };
const limit = 24;
/** A page's rows in each of the tables that it shows, and some to spare. */
const pageRowsMax = 12 * limit;
let databases: TestDatabases;
const opened = new Map<string, OpenedDatabase>();

before(
  async () => {
    listenToStatements();
    databases = await createTestDatabases(services.map(({ contract }) => contract.service));
    await fillShop({
      size,
      adminUrl: databases.adminUrl,
      addresses: databases.addresses,
      dataDir: '',
      hasPictures: false,
      hasProviderBooks: false,
      say: () => undefined,
    });
    for (const { contract, plans } of services) {
      const schema = contract.service;
      const url = databases.addresses[schema]?.url;
      if (url === undefined) throw new Error(`no database ${schema}`);
      const applicationName = `test-${schema}`;
      const own = plans === undefined ? {} : { plans };
      opened.set(schema, openDatabase({ url, schema, connectionsMax: 2, applicationName, ...own }));
    }
  },
  { timeout: 300_000 },
);
after(async () => {
  for (const { close } of opened.values()) await close();
  await databases.drop();
});

/** Refuses a call that reads a large table from end to end, or more rows than it should. */
async function mustVisitAtMost(
  rowsMax: number,
  service: string,
  // biome-ignore lint/suspicious/noExplicitAny: each service has tables of its own
  call: (db: any) => Promise<unknown>,
): Promise<void> {
  const database = opened.get(service);
  if (database === undefined) throw new Error(`no database ${service}`);
  const visit = await visitOf(database, () => call(database.db));
  assert.ok(visit.statements > 0, 'no statement was seen');
  assert.deepEqual(visit.scanned, [], 'a large table is read from end to end');
  assert.ok(visit.rows <= rowsMax, `${visit.rows} rows were read; at most ${rowsMax} are needed`);
}

type Browse = Parameters<typeof browseProducts>[1]['query'];
/** Without a memory: as the first search of a process. */
const browse =
  (query: Browse) =>
  (db: Parameters<typeof newestReaderIn>[0]): ReturnType<typeof browseProducts> => {
    const readNewest = newestReaderIn(db);
    return browseProducts(
      {
        db,
        memory: createSearchMemory(),
        readNewest: (page) => readNewest(page, Number.POSITIVE_INFINITY),
        inTurn: (work) => work(),
      },
      { query: { limit, ...query }, defaultCurrency: 'EUR' },
    );
  };

/** A cursor from the middle of the list. */
async function laterPage(query: Browse): Promise<Browse> {
  const database = opened.get('catalog');
  if (database === undefined) throw new Error('catalog is not open');
  let cursor: string | null = null;
  for (let page = 0; page < 20; page += 1) {
    const on: Browse = cursor === null ? {} : { cursor };
    const read = browse({ ...query, ...on, limit: 100 });
    const answer: { nextCursor: string | null } = await read(database.db);
    cursor = answer.nextCursor;
  }
  if (cursor === null) throw new Error('the list ended early');
  return { ...query, cursor };
}

describe('lists of products read no more than the page that they show', () => {
  const lists: Record<string, Browse> = {
    'newest first': {},
    'newest first, up to a price': { priceMax: 1_000_000_000 },
    'by title': { sort: 'title' },
    'by price': { sort: 'price' },
    'by price, dearest first': { sort: '-price' },
    'of a collection': { collection: 'collection-20' },
    'of a collection with others below': { collection: 'collection-3' },
  };
  for (const [name, query] of Object.entries(lists)) {
    // Those below a collection are read once for each of them.
    const rowsMax = name.endsWith('below') ? 12 * pageRowsMax : pageRowsMax;
    test(name, () => mustVisitAtMost(rowsMax, 'catalog', browse(query)));
    if (query.collection !== undefined) continue;
    test(`${name}, a later page`, async () => {
      const later = await laterPage(query);
      await mustVisitAtMost(pageRowsMax, 'catalog', browse(later));
    });
  }
  test('the page of one product', () =>
    mustVisitAtMost(40, 'catalog', (db) =>
      getProduct(db, { slug: 'product-777', currency: 'EUR' }),
    ));
  test('addresses for a sitemap', () =>
    mustVisitAtMost(1_100, 'catalog', (db) => listProductAddresses(db, { limit: 1_000 })));
  test('where the parts of a sitemap begin', () =>
    // Every entry of an index is passed once.
    mustVisitAtMost(size.products + 10, 'catalog', (db) => listAddressParts(db)));
  test('all products, for staff', () =>
    mustVisitAtMost(pageRowsMax, 'catalog', (db) => listStaffProducts(db, { limit })));
});

describe('search reads what it finds, and a bounded number of that', () => {
  /** What is counted is read once by its index and once as rows, and ranked the same way. */
  const searchRowsMax = 4 * 5_000;

  test('a rare word', async () => {
    const q = await longestWordOfATitle();
    const { items } = await browse({ q, limit: 100 })(catalogDb());
    await mustVisitAtMost(30 * items.length + pageRowsMax, 'catalog', browse({ q }));
  });
  test('a common word, with facets: a sample of what has it, and the newest', () =>
    // 1,200 of a sample at most, by its index and as rows; as much again for estimate and walk.
    mustVisitAtMost(4 * 1_200, 'catalog', browse({ q: 'cotton', facets: true })));
  test('a common word with filters and facets', () => {
    const query = { q: 'classic', facets: true, available: true, 'option.Colour': 'Blue' };
    return mustVisitAtMost(3 * searchRowsMax, 'catalog', browse(query));
  });
  test('what is typed so far', () =>
    mustVisitAtMost(2 * searchRowsMax, 'catalog', (db) => suggest(db, 'cott')));

  /** Made of syllables, as rare words are. */
  async function longestWordOfATitle(): Promise<string> {
    const { items } = await browse({ limit: 1, sort: 'title' })(catalogDb());
    const words = (items[0]?.title ?? '').toLowerCase().split(' ');
    return words.toSorted((a, b) => b.length - a.length)[0] ?? '';
  }

  function catalogDb() {
    const database = opened.get('catalog');
    if (database === undefined) throw new Error('catalog is not open');
    return database.db;
  }
});

describe('lists of orders and what belongs to them read the page that they show', () => {
  const orderLists: Record<string, Parameters<typeof listOrders>[1]> = {
    'newest first': {},
    'of a status that few have': { status: 'placed' },
    'cancelled ones': { status: 'cancelled' },
    'up to a day': { to: new Date(size.nowMs - 200 * 86_400_000).toISOString() },
    'of one mail address': { q: 'shopper77@example.com' },
  };
  for (const [name, filter] of Object.entries(orderLists))
    test(name, () =>
      mustVisitAtMost(pageRowsMax, 'orders', (db) => listOrders(db, { limit, ...filter })),
    );
  test('those with an open withdrawal', async () => {
    await opened.get('orders')?.pool.query(
      `update orders
      set withdrawal_open_since = now()
      where id in (select id from orders order by created_at limit 10)`,
    );
    await mustVisitAtMost(pageRowsMax, 'orders', async (db) =>
      mustShow(await listOrders(db, { limit, withdrawal: 'open' })),
    );
  });
  test('those of a shopper', async () => {
    // The fill has guests only.
    const shopper = { shopperId: randomUUID(), verifiedEmail: '' };
    const given = await opened.get('orders')?.pool.query(
      `update orders
      set shopper_id = $1
      where lower(email) = (select max(lower(email)) from orders)
      returning (select min(lower(email)) from orders) as email`,
      [shopper.shopperId],
    );
    shopper.verifiedEmail = String(given?.rows[0]?.email);
    await mustVisitAtMost(pageRowsMax, 'orders', async (db) =>
      mustShow(await listShopperOrders(db, shopper, { limit })),
    );
  });
  test('payments', () =>
    mustVisitAtMost(pageRowsMax, 'payments', (db) =>
      listPayments(db, { orderId: null, attemptId: null, limit, before: undefined }),
    ));
  test('mails', () =>
    mustVisitAtMost(pageRowsMax, 'notifications', (db) =>
      listMails(db, { limit, status: 'sent' }),
    ));
  for (const status of ['open', 'undone', 'refused', 'completed'] as const)
    test(`checkouts that are ${status}`, () =>
      mustVisitAtMost(pageRowsMax, 'checkout', (db) =>
        listAttempts(db, { query: { limit, status } }),
      ));
  test('the ledger of a variant', async () => {
    const stocked = await opened.get('inventory')?.pool.query(
      `select variant_id as id
      from variant_stock
      limit 1`,
    );
    // An id depends on the time of the fill.
    const variantId = String(stocked?.rows[0]?.id);
    await mustVisitAtMost(pageRowsMax, 'inventory', async (db) =>
      mustShow(await listLedger(db, { variantId, limit, cursor: undefined })),
    );
  });

  const mustShow = ({ items }: { items: readonly unknown[] }): void =>
    assert.ok(items.length > 0, 'nothing was found');
});

test('a list that reads its table from end to end is noticed', async () => {
  await assert.rejects(
    mustVisitAtMost(pageRowsMax, 'orders', (db) =>
      listOrders(db, { limit, q: 'nobody@nowhere.example', from: '2000-01-01T00:00:00.000Z' }).then(
        () => db.selectFrom('orders').select('id').where('locale', '=', 'xx').execute(),
      ),
    ),
    /end to end|rows were read/,
  );
});
