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
import { type Action, cartCount, type Scenario } from './actions.ts';
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
  last: { key: string; token: string } | undefined;
  orderId: string | undefined;
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
  for (let place = 0; place < cartCount; place += 1)
    carts.push({
      id: await createCart(shop, [{ variantId: variantIds[0] ?? '', quantity: 1 }]),
      email: `scene-${scenes}-${place}@example.com`,
      lineIds: new Map(),
      last: undefined,
      orderId: undefined,
    });
  const [first] = carts;
  assert.ok(first);
  const shippingOptionId = await shippingOptionOf(shop, first.id);
  for (const cart of carts) await emptyCart(shop, cart);
  return { shop, code, variantIds, carts, shippingOptionId };
}

/** Carts are made with a line, since only a full one is offered a way to be sent. */
async function emptyCart(shop: TestShop, cart: StageCart): Promise<void> {
  const { body } = await call(shop, 'GET', `/carts/${cart.id}`);
  for (const { id } of body.lines ?? [])
    assert.equal((await call(shop, 'DELETE', `/carts/${cart.id}/lines/${id}`)).status, 200);
}

/** Does one action and answers what was told; undefined where there is nothing to do it to. */
export async function play(stage: Stage, action: Action): Promise<Told | undefined> {
  switch (action.kind) {
    case 'add':
    case 'change':
    case 'apply-code':
      return editCart(stage, action);
    case 'deliver':
      return deliver(stage, action);
    case 'check-out':
      return checkOut(stage, action);
    default:
      return actOnOrder(stage, action);
  }
}

type Edit = Extract<Action, { kind: 'add' | 'change' | 'apply-code' }>;

async function editCart(stage: Stage, action: Edit): Promise<Told | undefined> {
  const { shop, variantIds } = stage;
  const cart = stageCart(stage, action.cart);
  const path = `/carts/${cart.id}`;
  let answer: Answer;
  if (action.kind === 'apply-code') {
    answer = await call(shop, 'PUT', `${path}/coupons/${stage.code}`);
  } else if (action.kind === 'add') {
    const lines = [{ variantId: variantIds[action.variant], quantity: action.quantity }];
    answer = await call(shop, 'POST', `${path}/lines`, { lines });
  } else {
    const lineId = cart.lineIds.get(action.variant);
    if (lineId === undefined) return undefined;
    answer = await call(shop, 'PATCH', `${path}/lines/${lineId}`, { quantity: action.quantity });
  }
  const { lines } = answer.body;
  if (answer.status === 200 && lines !== undefined)
    cart.lineIds = new Map(lines.map(({ id, variantId }) => [variantIds.indexOf(variantId), id]));
  return told(action, answer);
}

async function deliver(
  { shop, variantIds }: Stage,
  action: Extract<Action, { kind: 'deliver' }>,
): Promise<Told> {
  const body = { variantId: variantIds[action.variant], delta: action.units, reason: 'delivery' };
  return told(action, await call(shop, 'POST', '/admin/stock-adjustments', body));
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
  const first = await checkout(shop, cart.id, { ...sent, email: cart.email, shippingOptionId });
  const attemptId = first.body.attempt?.id;
  const { status, body } =
    attemptId === undefined ? first : await decidedAttempt(shop, attemptId, cart.id);
  const order = status === 201 ? orderIn(body, variantIds) : undefined;
  if (order !== undefined) cart.orderId = order.id;
  return {
    action: { ...action, token: sent.token === 'decline' ? 'decline' : 'approve' },
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

type OfOrder = Extract<Action, { kind: 'fulfil' | 'cancel' | 'refund' }>;

async function actOnOrder(stage: Stage, action: OfOrder): Promise<Told | undefined> {
  const { orderId } = stageCart(stage, action.cart);
  if (orderId === undefined) return undefined;
  const path = `/admin/orders/${orderId}`;
  const send = (to: string, body: object): Promise<Answer> =>
    call(stage.shop, 'POST', `${path}/${to}`, body);
  if (action.kind === 'cancel') return told(action, await send('cancel', {}));
  if (action.kind === 'fulfil') return told(action, await send('fulfilments', {}));
  const { body } = await call(stage.shop, 'GET', path);
  const amount = body.totals?.total;
  return told(action, await send('refunds', { amount, reason: 'returned' }));
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
    totals?: { total: { amount: number; currency: string } };
  };
}

/** As staff, who may do what shoppers may; refusals are answers like others. */
async function call(shop: TestShop, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${shop.apiKey}`,
      'idempotency-key': newIdempotencyKey(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
