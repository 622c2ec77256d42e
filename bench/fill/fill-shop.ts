import pg from 'pg';
import { cartRows } from './cart-rows.ts';
import { catalogRows } from './catalog-rows.ts';
import { checkoutRows } from './checkout-rows.ts';
import { fillPictures, PICTURES } from './fill-pictures.ts';
import type { ServiceRows } from './fill-step.ts';
import { inventoryRows } from './inventory-rows.ts';
import { loadRows } from './load-rows.ts';
import { notificationsRows } from './notifications-rows.ts';
import { ordersRows } from './orders-rows.ts';
import { paymentsRows } from './payments-rows.ts';
import { pricingRows } from './pricing-rows.ts';
import { fillProviderBooks } from './provider-rows.ts';
import type { ShopSize } from './shop-size.ts';
import { placeSubscribers } from './subscriptions.ts';
import { withTemporaryRights } from './temporary-rights.ts';

interface FillOptions {
  size: ShopSize;
  /** A role that may grant rights. */
  adminUrl: string;
  /** As the owner of each service's schema, already migrated. */
  addresses: Readonly<Record<string, { url: string; ownerUrl: string }>>;
  dataDir: string;
  mediaDir?: string | undefined;
  /** Without them products have no picture; tests save the time. */
  hasPictures: boolean;
  /** Without them the test payment provider knows no payment of the filled orders. */
  hasProviderBooks: boolean;
  say: (line: string) => void;
}

/** As many services at a time as a small machine has cores. */
const AT_ONCE = 2;

/**
 * Fills an empty, migrated shop that is not running. Each service's rows are made by themselves
 * from the same numbers; `<service>-rows.ts` shows which rows those are.
 * @throws Error when the shop has products or orders already.
 */
export async function fillShop(o: FillOptions): Promise<void> {
  const ownerUrlOf = (service: string): string => addressOf(o, service).ownerUrl;
  await refuseFilled(ownerUrlOf('catalog'), 'catalog.product');
  await refuseFilled(ownerUrlOf('orders'), 'orders.orders');
  if (o.hasPictures) {
    const { url } = addressOf(o, 'catalog');
    await fillPictures({ url, mediaDir: o.mediaDir, dataDir: o.dataDir });
  }
  // The longest first, so that none is left alone at the end.
  const waiting: ServiceRows[] = [
    catalogRows(o.size, o.hasPictures ? PICTURES : 0),
    inventoryRows(o.size),
    ordersRows(o.size),
    paymentsRows(o.size),
    notificationsRows(o.size),
    checkoutRows(o.size),
    pricingRows(o.size),
    cartRows(o.size),
  ];
  const work = async (): Promise<void> => {
    for (let rows = waiting.shift(); rows !== undefined; rows = waiting.shift())
      await loadRows({ rows, size: o.size, ownerUrl: ownerUrlOf(rows.service), say: o.say });
  };
  const ownerUrls = Object.values(o.addresses).map((address) => address.ownerUrl);
  await withTemporaryRights(o.adminUrl, ownerUrls, () =>
    Promise.all(Array.from({ length: AT_ONCE }, work)),
  );
  await placeSubscribers(ownerUrlOf);
  if (o.hasProviderBooks)
    await fillProviderBooks({
      dataDir: o.dataDir,
      paymentsUrl: ownerUrlOf('payments'),
      say: o.say,
    });
}

function addressOf(o: FillOptions, service: string) {
  const address = o.addresses[service];
  if (address === undefined) throw new Error(`no database was given for ${service}`);
  return address;
}

async function refuseFilled(url: string, table: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount !== 0)
      throw new Error(`${table} has rows: fill an empty database, in a DATA_DIR of its own`);
  } finally {
    await client.end();
  }
}
