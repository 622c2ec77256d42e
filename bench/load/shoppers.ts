import { welcomeCode } from '../shop/catalogue.ts';
import type { Answer, Connection } from './connection.ts';
import type { FetchWork, Page, Work } from './protocol.ts';
import type { Recorder } from './recorder.ts';
import { checkoutRequest, getRequest, jsonRequest, pageRequest, putRequest } from './requests.ts';

/** What one shopper does again and again; false ends the window, since nothing is left to do. */
type Shopper = (connection: Connection) => Promise<boolean>;

/** Carts made ahead, for windows that measure the last call alone. */
interface PreparedCart {
  cartId: string;
  shippingOptionId: string;
}

export interface Shop {
  host: string;
  /** By the name of their pool: added to by `prepare`, taken from by `place`. */
  prepared: Map<string, PreparedCart[]>;
}

/** A shopper for the asked work. */
export function shopperOf(work: Work, shop: Shop, recorder: Recorder): Shopper {
  switch (work.kind) {
    case 'fetch':
      return fetcher(work, shop, recorder);
    case 'cart':
      return cartMaker(work.variantIds, shop, recorder);
    case 'checkout':
      return buyer(work.variantIds, shop, recorder);
    case 'prepare':
      return preparer(work, shop, recorder);
    case 'place':
      return placer(work.pool, shop, recorder);
    case 'mixed':
      return visitor(work, shop, recorder);
  }
}

/** Counts over the life of the generator, so that no address and no shopper is ever repeated. */
let serial = 0;
const next = (): number => {
  serial += 1;
  return serial;
};

const pick = <T>(from: readonly T[]): T => {
  const found = from[Math.floor(Math.random() * from.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
};

function fetcher(work: FetchWork, shop: Shop, recorder: Recorder): Shopper {
  const requestFor = work.asBrowser === true ? pageRequest : getRequest;
  const prepared = work.pages.map((page) => ({
    ...page,
    request: requestFor(page.path, shop.host),
  }));
  let turn = 0;
  return async (connection) => {
    turn += 1;
    const page = work.order === 'random' ? pick(prepared) : prepared[turn % prepared.length];
    if (page === undefined) return false;
    const request =
      work.vary === undefined ? page.request : requestFor(varied(page.path, work.vary), shop.host);
    const since = performance.now();
    const answer = await connection.send(request);
    if (!recorder.expect(answer, 200)) return true;
    recorder.done(since);
    if (page.group !== undefined) recorder.latency(since, page.group);
    if (page.holds !== undefined) recorder.look(answer, page.holds);
    return true;
  };
}

/** An address that no cache has seen, with the same answer as the given one. */
function varied(path: string, how: NonNullable<FetchWork['vary']>): string {
  const number = next();
  // Pages do not read it; their addresses differ all the same.
  if (how === 'address') return `${path}${path.includes('?') ? '&' : '?'}visit=${number}`;
  // No product is as dear as this filter allows, so it takes nothing away.
  if (how === 'price-limit')
    return `${path}${path.includes('?') ? '&' : '?'}priceMax=${1_000_000_000 + number}`;
  return path.replace(/(?<=[?&]q=)[^&]+/, (text) => spelled(text, number));
}

/** Spaces before and behind, up to this many, and capitals: search does not tell them apart. */
const spacesMax = 40;

/** Short words have few spellings by capitals alone, so spaces come first. */
function spelled(text: string, number: number): string {
  const kinds = spacesMax + 1;
  const before = '%20'.repeat(number % kinds);
  const behind = '%20'.repeat(Math.floor(number / kinds) % kinds);
  let bits = Math.floor(number / kinds ** 2);
  const letters = text.replaceAll(/%[0-9A-F]{2}|[a-z]/gi, (letter) => {
    if (letter.startsWith('%')) return letter;
    const isCapital = bits % 2 === 1;
    bits = Math.floor(bits / 2);
    return isCapital ? letter.toUpperCase() : letter.toLowerCase();
  });
  return before + letters + behind;
}

/** Different variants, so that no cart joins its lines. */
function someLines(variantIds: readonly string[], count: number) {
  const first = Math.floor(Math.random() * variantIds.length);
  return Array.from({ length: count }, (_, index) => ({
    variantId: variantIds[(first + index * 7) % variantIds.length],
    quantity: 1 + index,
  }));
}

const createCart = (connection: Connection, host: string, body: object): Promise<Answer> =>
  connection.send(jsonRequest({ method: 'POST', path: '/api/v1/carts', host, body }));

function cartMaker(variantIds: readonly string[], shop: Shop, recorder: Recorder): Shopper {
  return async (connection) => {
    const since = performance.now();
    const lines = someLines(variantIds, 1);
    const answer = await createCart(connection, shop.host, { currency: 'EUR', lines });
    if (recorder.expect(answer, 201)) recorder.done(since);
    return true;
  };
}

/** Everything that a front end must ask for one guest's order of two lines. */
function buyer(variantIds: readonly string[], shop: Shop, recorder: Recorder): Shopper {
  return async (connection) => {
    const since = performance.now();
    if (await buy(connection, { variantIds, shop, recorder })) recorder.done(since);
    return true;
  };
}

async function buy(
  connection: Connection,
  o: { variantIds: readonly string[]; shop: Shop; recorder: Recorder },
): Promise<boolean> {
  const { recorder, shop } = o;
  const { host } = shop;
  const cart = await createCart(connection, host, { currency: 'EUR' });
  if (!recorder.expect(cart, 201)) return false;
  const cartId = idIn(cart);
  const body = { lines: someLines(o.variantIds, 2) };
  const path = `/api/v1/carts/${cartId}/lines`;
  const filled = await connection.send(jsonRequest({ method: 'POST', path, host, body }));
  if (!recorder.expect(filled, 200)) return false;
  if (!(await applyCodeToSome(connection, { cartId, host, recorder }))) return false;
  const shippingOptionId = await firstShippingOption(connection, { cartId, host, recorder });
  if (shippingOptionId === undefined) return false;
  return place(connection, { cartId, shippingOptionId }, o);
}

/** One cart in so many carries the shop's code: orders with a discount are measured too. */
const cartsPerCode = 10;
let cartsFilled = 0;

async function applyCodeToSome(
  connection: Connection,
  o: { cartId: string; host: string; recorder: Recorder },
): Promise<boolean> {
  cartsFilled += 1;
  if (cartsFilled % cartsPerCode !== 0) return true;
  const path = `/api/v1/carts/${o.cartId}/coupons/${welcomeCode}`;
  return o.recorder.expect(await connection.send(putRequest(path, o.host)), 200);
}

async function firstShippingOption(
  connection: Connection,
  o: { cartId: string; host: string; recorder: Recorder },
): Promise<string | undefined> {
  const path = `/api/v1/carts/${o.cartId}/shipping-options?country=DE`;
  const options = await connection.send(getRequest(path, o.host));
  return o.recorder.expect(options, 200) ? idIn(options) : undefined;
}

async function place(
  connection: Connection,
  cart: PreparedCart,
  o: { shop: Shop; recorder: Recorder },
): Promise<boolean> {
  const shopper = `shopper-${process.pid}-${next()}`;
  const request = checkoutRequest({ host: o.shop.host, shopper, ...cart });
  const since = performance.now();
  const answer = await connection.send(request);
  if (!o.recorder.expect(answer, 201)) return false;
  o.recorder.latency(since, 'place-order');
  o.recorder.ordered(idIn(answer));
  return true;
}

function preparer(
  work: Extract<Work, { kind: 'prepare' }>,
  shop: Shop,
  recorder: Recorder,
): Shopper {
  const pool = shop.prepared.get(work.pool) ?? [];
  shop.prepared.set(work.pool, pool);
  let begun = 0;
  let shippingOptionId: string | undefined;
  return async (connection) => {
    if (begun >= work.carts) return false;
    begun += 1;
    const since = performance.now();
    const lines = someLines(work.variantIds, work.lines);
    const cart = await createCart(connection, shop.host, { currency: 'EUR', lines });
    if (!recorder.expect(cart, 201)) return true;
    const cartId = idIn(cart);
    const about = { cartId, host: shop.host, recorder };
    if (!(await applyCodeToSome(connection, about))) return true;
    // The same for every cart of these prices and this country.
    shippingOptionId ??= await firstShippingOption(connection, about);
    if (shippingOptionId === undefined) return false;
    pool.push({ cartId, shippingOptionId });
    recorder.done(since);
    return true;
  };
}

function placer(pool: string, shop: Shop, recorder: Recorder): Shopper {
  return async (connection) => {
    const cart = shop.prepared.get(pool)?.pop();
    if (cart === undefined) return false;
    const since = performance.now();
    if (await place(connection, cart, { shop, recorder })) recorder.done(since);
    return true;
  };
}

/** An order takes four requests or five, so one visit in 37 makes a tenth of all requests. */
const visitsPerOrder = 37;

function visitor(work: Extract<Work, { kind: 'mixed' }>, shop: Shop, recorder: Recorder): Shopper {
  const browse = work.browse.map((page: Page) => ({
    ...page,
    request: getRequest(page.path, shop.host),
  }));
  return async (connection) => {
    const since = performance.now();
    if (next() % visitsPerOrder === 0) {
      if (await buy(connection, { variantIds: work.variantIds, shop, recorder }))
        recorder.done(since, 'whole checkout');
      return true;
    }
    const page = pick(browse);
    const answer = await connection.send(page.request);
    if (!recorder.expect(answer, 200)) return true;
    recorder.done(since, page.group ?? 'all');
    if (page.holds !== undefined) recorder.look(answer, page.holds);
    return true;
  };
}

/** The first id of an answer: the cart's, the first option's or the order's. */
function idIn(answer: Answer): string {
  const body = answer.body();
  const start = body.indexOf('"id":"') + 6;
  return body.slice(start, body.indexOf('"', start));
}
