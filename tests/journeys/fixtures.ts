import assert from 'node:assert/strict';
import { type CartwrightClient, createClient, newIdempotencyKey } from '@cartwright/sdk';
import { type ShopAddress, waitFor } from '@cartwright/testing';

/** The client of a shopper: no key, no session. */
export const shopperOf = (shop: ShopAddress): CartwrightClient =>
  createClient({ baseUrl: shop.url });

/** The client of a program with every staff scope. */
export const staffOf = (shop: ShopAddress): CartwrightClient =>
  createClient({ baseUrl: shop.url, apiKey: shop.apiKey });

export const address = {
  firstName: 'Ada',
  lastName: "O'Brien",
  line1: '1 Test Street',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

export interface TestProduct {
  slug: string;
  productId: string;
  variantIds: string[];
}

/** What a shop needs before it can sell: a currency, tax, and shipping to Germany. */
export async function openForBusiness(shop: ShopAddress): Promise<void> {
  const staff = staffOf(shop);
  const store = await staff.PUT('/api/v1/admin/store', {
    body: {
      currencies: [{ code: 'EUR', pricesIncludeTax: true }],
      defaultCurrency: 'EUR',
      homeCountry: 'DE',
    },
  });
  assert.ok(store.data, JSON.stringify(store.error));
  const tax = await staff.PUT('/api/v1/admin/tax-rates', {
    body: {
      rates: [
        { country: 'DE', category: 'standard', rateBasisPoints: 1900 },
        { country: 'DE', category: 'shipping', rateBasisPoints: 1900 },
      ],
    },
  });
  assert.ok(tax.data, JSON.stringify(tax.error));
  const shipping = await staff.PUT('/api/v1/admin/shipping-rates/{zone}', {
    params: { path: { zone: 'home' } },
    body: {
      name: 'Germany',
      countries: ['DE'],
      rates: [
        {
          code: 'standard',
          name: 'Standard',
          currency: 'EUR',
          basis: 'order-value',
          bands: [{ from: 0, below: null, price: 490 }],
        },
      ],
    },
  });
  assert.ok(shipping.data, JSON.stringify(shipping.error));
}

/** A published product whose variants (by size) have a price and a stock each. */
export async function createProduct(
  shop: ShopAddress,
  o: { title: string; stock: number; sizes?: string[]; amount?: number },
): Promise<TestProduct> {
  const staff = staffOf(shop);
  const sizes = o.sizes ?? ['42'];
  const created = await staff.POST('/api/v1/admin/products', {
    body: {
      title: o.title,
      status: 'published',
      options: [{ name: 'Size', values: sizes }],
      variants: sizes.map((size) => ({ options: { Size: size }, weightGrams: 500 })),
    },
  });
  assert.ok(created.data, JSON.stringify(created.error));
  const variantIds = created.data.variants.map(({ id }) => id);
  const priced = await staff.PUT('/api/v1/admin/prices', {
    body: {
      prices: variantIds.map((variantId) => ({
        variantId,
        price: { amount: o.amount ?? 5000, currency: 'EUR' },
      })),
    },
  });
  assert.equal(priced.response.status, 200, JSON.stringify(priced.error));
  for (const variantId of variantIds) await setStock(shop, variantId, o.stock);
  return { slug: created.data.slug, productId: created.data.id, variantIds };
}

export async function setStock(
  shop: ShopAddress,
  variantId: string,
  onHand: number,
): Promise<void> {
  const adjusted = await staffOf(shop).POST('/api/v1/admin/stock-adjustments', {
    params: { header: { 'idempotency-key': newIdempotencyKey() } },
    body: { variantId, onHand, reason: 'counted' },
  });
  assert.ok(adjusted.response.ok, JSON.stringify(adjusted.error));
}

export async function createCart(
  shop: ShopAddress,
  lines: { variantId: string; quantity: number }[],
): Promise<string> {
  const created = await shopperOf(shop).POST('/api/v1/carts', { body: { currency: 'EUR', lines } });
  assert.ok(created.data, JSON.stringify(created.error));
  return created.data.id;
}

/** The one shipping option that the test shop offers to Germany. */
export async function shippingOptionOf(shop: ShopAddress, cartId: string): Promise<string> {
  const options = await shopperOf(shop).GET('/api/v1/carts/{cartId}/shipping-options', {
    params: { path: { cartId }, query: { country: 'DE' } },
  });
  const id = options.data?.items[0]?.id;
  assert.ok(id, JSON.stringify(options));
  return id;
}

export interface CheckoutOptions {
  token?: string;
  key?: string;
  email?: string;
  shippingOptionId: string;
  expectedTotal?: { amount: number; currency: string };
}

/** Submits a checkout and answers the status with the body, whatever it is. */
export async function checkout(shop: ShopAddress, cartId: string, o: CheckoutOptions) {
  const response = await fetch(`${shop.url}/api/v1/carts/${cartId}/checkout`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': o.key ?? newIdempotencyKey(),
    },
    body: JSON.stringify({
      email: o.email ?? 'ada@example.com',
      shippingAddress: address,
      shippingOptionId: o.shippingOptionId,
      payment: { method: 'test', token: o.token ?? 'approve' },
      ...(o.expectedTotal === undefined ? {} : { expectedTotal: o.expectedTotal }),
    }),
  });
  const body: CheckoutAnswer = await response.json();
  return { status: response.status, body };
}

export interface CheckoutAnswer {
  code?: string;
  order?: {
    id: string;
    number: string;
    status: string;
    accessToken: string;
    totals: { total: { amount: number; currency: string } };
    lines: { lineId: string; variantId: string; quantity: number; total: { amount: number } }[];
  };
  attempt?: { id: string; status: string; action?: { url: string }; retryAfterSeconds?: number };
  [member: string]: unknown;
}

/** Asks until the attempt is decided; the cart's id is the right to ask. */
export async function decidedAttempt(shop: ShopAddress, attemptId: string, cartId: string) {
  return waitFor(
    `attempt ${attemptId} to be decided`,
    async () => {
      const response = await fetch(`${shop.url}/api/v1/checkouts/${attemptId}`, {
        headers: { authorization: `Bearer ${cartId}` },
      });
      const body: CheckoutAnswer = await response.json();
      return response.status === 202 ? undefined : { status: response.status, body };
    },
    { timeoutMs: 60_000 },
  );
}

interface StockFigures {
  onHand: number;
  reserved: number;
  allocated: number;
  available: number;
}

/** The stock of one variant, summed over locations. */
export async function stockOf(shop: ShopAddress, variantId: string): Promise<StockFigures> {
  const { data, error } = await staffOf(shop).GET('/api/v1/admin/stock', {
    params: { query: { variantId: [variantId] } },
  });
  assert.ok(data, JSON.stringify(error));
  const sum: StockFigures = { onHand: 0, reserved: 0, allocated: 0, available: 0 };
  for (const item of data.items)
    for (const location of item.locations) {
      sum.onHand += location.onHand;
      sum.reserved += location.reserved;
      sum.allocated += location.allocated;
      sum.available += location.available;
    }
  return sum;
}

/** The stock once so many units are allocated: inventory hears of an order a moment after it. */
export async function stockOnceAllocated(
  shop: ShopAddress,
  variantId: string,
  units: number,
): Promise<StockFigures> {
  return waitFor(`${units} units to be allocated`, async () => {
    const stock = await stockOf(shop, variantId);
    return stock.allocated === units ? stock : undefined;
  });
}
