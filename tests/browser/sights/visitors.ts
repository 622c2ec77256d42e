import assert from 'node:assert/strict';
import { type TestShop, waitFor } from '@cartwright/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { address, createProduct, shopperOf, staffOf } from '../../journeys/fixtures.ts';
import { desktop, type Visit } from '../browser.ts';
import {
  fillCheckout,
  orderNumber,
  pressOrder,
  putInCart,
  register,
  turnOnSecondFactor,
  verifyAddress,
} from '../shopper.ts';
import { type Awkward, makeAwkward } from './awkward.ts';
import { emptyShop } from './empty-shop.ts';
import { makeOrders, type OrdersToSee } from './orders.ts';

/** What a browser keeps between two pages. */
export type Profile = Awaited<ReturnType<BrowserContext['storageState']>>;

const visitorNames = [
  'guest',
  'with a cart',
  'waiting',
  'challenged',
  'buyer',
  'shopper',
  'newcomer',
  'careful',
] as const;
/** Browsers by what was done in them before. */
export type VisitorName = (typeof visitorNames)[number];

/** What there is to see in one shop, made through its own pages as a shopper would. */
export interface Sights {
  profiles: Readonly<Record<VisitorName, Profile>>;
  /** Slugs. */
  collection: string;
  product: string;
  gone: string;
  /** A word that finds products. */
  word: string;
  /** Addresses without the shop's own part. */
  waitPath: string;
  challengePath: string;
  order: string;
  orders: OrdersToSee;
  mail: string;
  /** The whole address of the payment provider's page. */
  provider: string;
  /** Made when it is first asked for. */
  awkward: () => Promise<Awkward>;
  /** Takes everything out of the shop. */
  empty: () => Promise<void>;
}

/** Visits a shop that has products until there is something to see on every page. */
export async function prepareSights(o: { shop: TestShop; browser: Browser }): Promise<Sights> {
  const { shop } = o;
  const { collection, product, word } = await chooseProduct(shop);
  const inside = <R>(run: (visit: Visit) => Promise<R>) => visitAs(o, run);
  const buy = async (visit: Visit, token: string, email?: string): Promise<void> => {
    await putInCart(visit, { slug: product });
    if (email === undefined) await register(visit, 'grace.hopper@example.com');
    if (email === undefined) await visit.page.goto(`${shop.url}/cart`);
    await fillCheckout(visit, { token, ...(email === undefined ? {} : { email }) });
    await pressOrder(visit);
  };
  const guest = await inside(async () => undefined);
  const cart = await inside((visit) => putInCart(visit, { slug: product }));
  const waiting = await inside(async (visit) => {
    await buy(visit, 'slow', 'wait@example.com');
    await visit.page.waitForURL('**/checkout/wait?**');
    return pathIn(visit.page);
  });
  const challenged = await inside(async (visit) => {
    await buy(visit, 'challenge', 'challenge@example.com');
    const link = visit.page.getByRole('link', { name: 'Confirm the payment' });
    const provider = (await link.getAttribute('href')) ?? '';
    return { path: pathIn(visit.page), provider };
  });
  const buyer = await inside(async (visit) => {
    await buy(visit, 'approve', 'ada@example.com');
    await orderNumber(visit);
    return pathIn(visit.page);
  });
  const shopper = await inside(async (visit) => {
    await buy(visit, 'approve');
    await orderNumber(visit);
    for (const city of ['Berlin', 'Potsdam']) await saveAddress(visit, city);
    await putInCart(visit, { slug: product });
  });
  const verified = async (visit: Visit, email: string): Promise<void> => {
    await register(visit, email);
    await verifyAddress(visit, email);
  };
  const newcomer = await inside((visit) => verified(visit, 'newcomer@example.com'));
  const careful = await inside(async (visit) => {
    await verified(visit, 'careful@example.com');
    await turnOnSecondFactor(visit);
  });
  let awkward: Promise<Awkward> | undefined;
  return {
    profiles: {
      guest: guest.profile,
      'with a cart': cart.profile,
      waiting: waiting.profile,
      challenged: challenged.profile,
      buyer: buyer.profile,
      shopper: shopper.profile,
      newcomer: newcomer.profile,
      careful: careful.profile,
    },
    collection,
    product,
    word,
    gone: await makeGone(shop),
    waitPath: waiting.result,
    challengePath: challenged.result.path,
    provider: challenged.result.provider,
    order: buyer.result,
    orders: await makeOrders(shop, product),
    mail: await findMail(shop),
    awkward: () => {
      awkward ??= makeAwkward(shop);
      return awkward;
    },
    empty: () => emptyShop(shop),
  };
}

async function saveAddress({ page, shop }: Visit, city: string): Promise<void> {
  const data = { ...address, city };
  const answer = await page.request.post(`${shop.url}/api/v1/me/addresses`, { data });
  assert.equal(answer.status(), 201);
}

/** Runs in a browser profile of its own and answers what it keeps at the end. */
async function visitAs<R>(
  o: { shop: TestShop; browser: Browser },
  run: (visit: Visit) => Promise<R>,
): Promise<{ profile: Profile; result: R }> {
  const context = await o.browser.newContext({
    viewport: { width: desktop.width, height: desktop.height },
  });
  try {
    const page = await context.newPage();
    const result = await run({ shop: o.shop, page, device: desktop });
    return { profile: await context.storageState(), result };
  } finally {
    await context.close();
  }
}

const pathIn = (page: Page): string => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

/** A product of which every size is in stock, in the first collection that has one. */
async function chooseProduct(shop: TestShop) {
  const api = shopperOf(shop);
  const { data: collections } = await api.GET('/api/v1/collections');
  for (const { slug: collection } of collections?.items ?? []) {
    const { data } = await api.GET('/api/v1/products', {
      params: { query: { collection, available: true, limit: 24 } },
    });
    for (const { slug, title } of data?.items ?? []) {
      const found = await api.GET('/api/v1/products/{slug}', { params: { path: { slug } } });
      const variants = found.data?.variants ?? [];
      if (variants.length > 1 && variants.every(({ available }) => available))
        return { collection, product: slug, word: title.split(' ')[0] ?? title };
    }
  }
  throw new Error('the shop has no collection with a product of which every size is in stock');
}

async function makeGone(shop: TestShop): Promise<string> {
  const { slug, productId } = await createProduct(shop, { title: 'Gone with the wind', stock: 1 });
  const { response } = await staffOf(shop).DELETE('/api/v1/admin/products/{id}', {
    params: { path: { id: productId } },
  });
  assert.ok(response.ok, `deleting a product answered ${response.status}`);
  return slug;
}

const findMail = (shop: TestShop): Promise<string> =>
  waitFor('a mail', async () => {
    const list = await (await fetch(`${shop.url}/mailbox`)).text();
    return /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(list)?.[1];
  });
