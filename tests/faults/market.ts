import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import type { ShopAddress } from '@cartwright/testing';
import {
  createCart,
  createProduct,
  openForBusiness,
  shippingOptionOf,
} from '../journeys/fixtures.ts';

/** What a crowd finds in a shop: a few variants of which everybody wants the first. */
export interface Market {
  variantIds: readonly [string, ...string[]];
  shippingOptionId: string;
  /** Units that staff have put on the shelf so far, by variant: what can be sold at most. */
  supplied: Map<string, number>;
}

/** Opens the shop with some variants at the same price and stock. */
export async function openMarket(
  shop: ShopAddress,
  o: { variants: number; stockEach: number },
): Promise<Market> {
  await openForBusiness(shop);
  const sizes = Array.from({ length: o.variants }, (_, index) => `${36 + index}`);
  const { variantIds } = await createProduct(shop, { title: 'Runner', stock: o.stockEach, sizes });
  const [hot, ...rest] = variantIds;
  assert.ok(hot);
  const cart = await createCart(shop, [{ variantId: hot, quantity: 1 }]);
  return {
    variantIds: [hot, ...rest],
    shippingOptionId: await shippingOptionOf(shop, cart),
    supplied: new Map(variantIds.map((variantId) => [variantId, o.stockEach])),
  };
}

/**
 * Puts units on the shelf and repeats under one key until it is acknowledged, so that the figure in
 * `supplied` is exact whatever dies meanwhile.
 */
export async function supply(
  shop: ShopAddress,
  market: Market,
  o: { variantId: string; units: number; timeoutMs: number },
): Promise<void> {
  const key = newIdempotencyKey();
  const giveUpAt = Date.now() + o.timeoutMs;
  const body = { variantId: o.variantId, delta: o.units, reason: 'delivery' };
  for (;;) {
    const status = await adjust(shop, key, body);
    if (status === 201) break;
    if (status !== undefined && status < 500)
      throw new Error(`a stock adjustment was refused: ${status}`);
    if (Date.now() > giveUpAt) throw new Error('a stock adjustment was never acknowledged');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  market.supplied.set(o.variantId, (market.supplied.get(o.variantId) ?? 0) + o.units);
}

/** Undefined when the connection ended without an answer. */
async function adjust(shop: ShopAddress, key: string, body: object): Promise<number | undefined> {
  try {
    const response = await fetch(`${shop.url}/api/v1/admin/stock-adjustments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    // Refused, cut or timed out: whether it was done is unknown, and the key makes that harmless.
    return undefined;
  }
}
