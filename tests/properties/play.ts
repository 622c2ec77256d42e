import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import type { TestShop } from '@cartwright/testing';
import {
  type CheckoutAnswer,
  checkout,
  createCart,
  createProduct,
  decidedAttempt,
  shippingOptionOf,
  staffOf,
} from '../journeys/fixtures.ts';
import { answerChallenge } from '../journeys/provider-books.ts';
import type { Action, OrderAction, Scenario, Token } from './actions.ts';
import { priceMinorOf, type Told } from './model.ts';

/** A scenario's own shelves, carts and code in a running shop, and what must be known of them. */
export interface Stage {
  shop: TestShop;
  code: string;
  variantIds: readonly string[];
  carts: StageCart[];
  shippingOptionId: string;
}

interface StageCart {
  id: string;
  email: string;
  /** Ids of its lines by the variant's place. */
  lineIds: Map<number, string>;
  last: { key: string; token: Token } | undefined;
  order: CheckoutAnswer['order'] | undefined;
}

let scenes = 0;

/** Everything is made anew, so that scenarios share a shop and nothing else. */
export async function setStage(shop: TestShop, scenario: Scenario): Promise<Stage> {
  scenes += 1;
  const variantIds: string[] = [];
  for (const [variant, units] of scenario.stock.entries()) {
    const { variantIds: made } = await createProduct(shop, {
      title: `Scene ${scenes}, shelf ${variant}`,
      stock: units,
      amount: priceMinorOf(variant),
    });
    variantIds.push(...made);
  }
  const code = `SCENE${scenes}`;
  const promotion = await staffOf(shop).POST('/api/v1/admin/promotions', {
    body: {
      code,
      title: `Scene ${scenes}`,
      effect: { kind: 'percentage', basisPoints: 1_000 },
      usesMax: scenario.codeUsesMax,
    },
  });
  assert.ok(promotion.data, JSON.stringify(promotion.error));
  const carts: StageCart[] = [];
  for (const [place, variant] of scenario.firstVariants.entries()) {
    const id = await createCart(shop, [{ variantId: variantIds[variant] ?? '', quantity: 1 }]);
    const { body } = await call(shop, 'GET', `/carts/${id}`);
    carts.push({
      id,
      email: `scene-${scenes}-${place}@example.com`,
      lineIds: lineIdsIn(body, variantIds),
      last: undefined,
      order: undefined,
    });
  }
  const [first] = carts;
  assert.ok(first);
  const shippingOptionId = await shippingOptionOf(shop, first.id);
  return { shop, code, variantIds, carts, shippingOptionId };
}

const lineIdsIn = ({ lines = [] }: Answer['body'], variantIds: readonly string[]) =>
  new Map(lines.map(({ id, variantId }) => [variantIds.indexOf(variantId), id]));

/** Does one action and answers what was told; undefined where there is nothing to do it to. */
export async function play(stage: Stage, action: Action): Promise<Told | undefined> {
  switch (action.kind) {
    case 'add':
    case 'change':
    case 'apply-code':
    case 'remove-code':
      return editCart(stage, action);
    case 'adjust':
    case 'count':
      return setStock(stage, action);
    case 'check-out':
      return checkOut(stage, action);
    default:
      return actOnOrder(stage, action);
  }
}

type Edit = Extract<Action, { kind: 'add' | 'change' | 'apply-code' | 'remove-code' }>;

async function editCart(stage: Stage, action: Edit): Promise<Told | undefined> {
  const { shop, variantIds } = stage;
  const cart = stageCart(stage, action.cart);
  const path = `/carts/${cart.id}`;
  let answer: Answer;
  if (action.kind === 'apply-code') {
    answer = await call(shop, 'PUT', `${path}/coupons/${stage.code}`);
  } else if (action.kind === 'remove-code') {
    answer = await call(shop, 'DELETE', `${path}/coupons/${stage.code}`);
  } else if (action.kind === 'add') {
    const lines = [{ variantId: variantIds[action.variant], quantity: action.quantity }];
    answer = await call(shop, 'POST', `${path}/lines`, { lines });
  } else {
    const lineId = cart.lineIds.get(action.variant);
    if (lineId === undefined) return undefined;
    answer = await call(shop, 'PATCH', `${path}/lines/${lineId}`, { quantity: action.quantity });
  }
  if (answer.status === 200) cart.lineIds = lineIdsIn(answer.body, variantIds);
  return told(action, answer);
}

async function setStock(
  { shop, variantIds }: Stage,
  action: Extract<Action, { kind: 'adjust' | 'count' }>,
): Promise<Told> {
  const figure = action.kind === 'count' ? { onHand: action.units } : { delta: action.units };
  const answer = await call(shop, 'POST', '/admin/stock-adjustments', {
    variantId: variantIds[action.variant],
    ...figure,
    reason: action.kind,
  });
  const { entry } = answer.body;
  return {
    ...told(action, answer),
    ...(entry === undefined ? {} : { delta: entry.onHandDelta }),
  };
}

async function checkOut(
  stage: Stage,
  action: Extract<Action, { kind: 'check-out' }>,
): Promise<Told> {
  const { shop, variantIds, shippingOptionId } = stage;
  const cart = stageCart(stage, action.cart);
  const sent =
    action.again && cart.last !== undefined
      ? cart.last
      : { key: newIdempotencyKey(), token: action.token };
  cart.last = sent;
  const isChallenged = sent.token === 'challenge-confirm' || sent.token === 'challenge-refuse';
  const first = await checkout(shop, cart.id, {
    ...sent,
    token: isChallenged ? 'challenge' : sent.token,
    email: cart.email,
    shippingOptionId,
  });
  const { attempt } = first.body;
  if (attempt?.action !== undefined)
    await answerChallenge(
      attempt.action.url,
      sent.token === 'challenge-confirm' ? 'confirm' : 'refuse',
    );
  const { status, body } =
    attempt === undefined ? first : await decidedAttempt(shop, attempt.id, cart.id);
  const order = status === 201 ? orderIn(body, variantIds) : undefined;
  if (status === 201) cart.order = body.order;
  return {
    action: { ...action, token: sent.token },
    status,
    code: body.code ?? '',
    key: sent.key,
    ...(order === undefined ? {} : { order }),
  };
}

function orderIn({ order }: CheckoutAnswer, variantIds: readonly string[]): Told['order'] {
  assert.ok(order);
  const lines = variantIds.map((variantId) =>
    order.lines
      .filter((line) => line.variantId === variantId)
      .reduce((sum, { quantity }) => sum + quantity, 0),
  );
  return { id: order.id, lines, totalMinor: order.totals.total.amount };
}

async function actOnOrder(stage: Stage, action: OrderAction): Promise<Told | undefined> {
  const { order } = stageCart(stage, action.cart);
  if (order === undefined) return undefined;
  const post = async (path: string, body: object, bearer?: string, done = action) => {
    const answer = await call(stage.shop, 'POST', path, body, bearer);
    const { refund, id, goods = null } = answer.body;
    return {
      ...told(done, answer),
      ...(refund === undefined ? {} : { amountMinor: refund.amount.amount }),
      ...(id === undefined || action.kind !== 'withdraw' ? {} : { receipt: { id, goods } }),
    };
  };
  const own = `/orders/${order.id}`;
  const path = `/admin${own}`;
  switch (action.kind) {
    case 'cancel-own':
      return post(`${own}/cancel`, {}, order.accessToken);
    case 'withdraw': {
      const goods = action.goods === null ? {} : { goods: action.goods };
      return post(`${own}/withdrawal`, { name: 'Ada', ...goods }, order.accessToken);
    }
    case 'cancel':
      return post(`${path}/cancel`, {});
    case 'fulfil':
      return post(`${path}/fulfilments`, {});
    case 'refund':
      return post(`${path}/refunds`, { amount: order.totals.total, reason: 'returned' });
    default: {
      const line = order.lines[action.variant % order.lines.length];
      assert.ok(line);
      const done = { ...action, variant: stage.variantIds.indexOf(line.variantId) };
      const lines = [{ lineId: line.lineId, quantity: action.quantity }];
      return action.kind === 'fulfil-some'
        ? post(`${path}/fulfilments`, { lines }, undefined, done)
        : post(`${path}/refunds`, { lines, reason: 'returned' }, undefined, done);
    }
  }
}

const told = (action: Action, { status, body }: Answer): Told => ({
  action,
  status,
  code: body.code ?? '',
});

function stageCart({ carts }: Stage, place: number): StageCart {
  const cart = carts[place];
  assert.ok(cart);
  return cart;
}

/** Members of any answer that are looked at here. */
interface Answer {
  status: number;
  body: {
    code?: string;
    lines?: { id: string; variantId: string }[];
    entry?: { onHandDelta: number };
    refund?: { amount: { amount: number } };
    id?: string;
    goods?: string | null;
  };
}

/** As staff, who may do what shoppers may, unless told; refusals are answers like others. */
async function call(
  shop: TestShop,
  method: string,
  path: string,
  body?: object,
  bearer = shop.apiKey,
): Promise<Answer> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      'idempotency-key': newIdempotencyKey(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
