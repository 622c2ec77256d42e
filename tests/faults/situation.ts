import assert from 'node:assert/strict';
import { type TestShop, waitFor } from '@cartwright/testing';
import {
  type CheckoutAnswer,
  type CheckoutOptions,
  checkout,
  createCart,
  createProduct,
  decidedAttempt,
  shippingOptionOf,
  shopperOf,
  staffOf,
} from '../journeys/fixtures.ts';

/**
 * One shopper with one cart: the last pair of a product of its own, bought with a code that serves
 * once. Whatever is held twice or never given back shows at the next try.
 */
export interface Situation {
  name: string;
  cartId: string;
  variantId: string;
  email: string;
  shippingOptionId: string;
}

export async function createSituation(shop: TestShop, name: string): Promise<Situation> {
  const { variantIds } = await createProduct(shop, { title: `Last pair, ${name}`, stock: 1 });
  const [variantId = ''] = variantIds;
  const code = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const promotion = await staffOf(shop).POST('/api/v1/admin/promotions', {
    body: {
      code,
      title: `Once, ${name}`,
      effect: { kind: 'percentage', basisPoints: 1_000 },
      usesMax: 1,
    },
  });
  assert.ok(promotion.data, JSON.stringify(promotion.error));
  const cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const applied = await shopperOf(shop).PUT('/api/v1/carts/{cartId}/coupons/{code}', {
    params: { path: { cartId, code } },
  });
  assert.ok(applied.data, JSON.stringify(applied.error));
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  return { name, cartId, variantId, email: `${code.toLowerCase()}@example.com`, shippingOptionId };
}

export interface Answer {
  status: number;
  body: CheckoutAnswer;
}

/** Submits the situation's cart; undefined when the shop died before it could answer. */
export async function submit(
  shop: TestShop,
  situation: Situation,
  o: Pick<CheckoutOptions, 'token' | 'expectedTotal'> & { key: string },
): Promise<Answer | undefined> {
  const { cartId, email, shippingOptionId } = situation;
  try {
    return await checkout(shop, cartId, { email, shippingOptionId, ...o });
  } catch (error) {
    // `fetch failed` is all that a client sees of a server that is gone.
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a gateway says of a service that is gone: whether it did the work is not known. */
const isNoAnswer = ({ body }: Answer): boolean =>
  body.code === 'unavailable' || body.code === 'outcome-unknown';

/**
 * What a patient shopper does: sends the same key again and asks while it is not decided. Answers
 * the decided answer, which the key must then repeat.
 */
export async function repeatUntilDecided(
  shop: TestShop,
  situation: Situation,
  o: Parameters<typeof submit>[2] & { timeoutMs?: number },
): Promise<Answer> {
  const { timeoutMs = 60_000, ...request } = o;
  return waitFor(
    `${situation.name} to be decided`,
    async () => {
      const answer = await submit(shop, situation, request);
      if (answer === undefined || isNoAnswer(answer)) return undefined;
      if (answer.status !== 202) return answer;
      const { attempt } = answer.body;
      assert.ok(attempt, JSON.stringify(answer.body));
      await decidedAttempt(shop, attempt.id, situation.cartId);
      return undefined;
    },
    { timeoutMs },
  );
}

/** The cart as its owner sees it. */
export async function cartOf(shop: TestShop, { cartId }: Situation) {
  const { data, error } = await shopperOf(shop).GET('/api/v1/carts/{cartId}', {
    params: { path: { cartId } },
  });
  assert.ok(data, JSON.stringify(error));
  return data;
}
