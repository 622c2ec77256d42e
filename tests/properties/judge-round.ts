import assert from 'node:assert/strict';
import {
  allocatedOf,
  cartOf,
  type Model,
  type ModelCart,
  type Told,
  totalMinorOf,
} from './model.ts';

type CheckOut = Told & { action: { kind: 'check-out' } };
type OfOrder = Told & { action: { kind: 'fulfil' | 'cancel' | 'refund' } };

const isCheckOut = (told: Told): told is CheckOut => told.action.kind === 'check-out';
const isOfOrder = (told: Told): told is OfOrder =>
  told.action.kind === 'fulfil' || told.action.kind === 'cancel' || told.action.kind === 'refund';

/**
 * Holds the answers of one round against the model and moves it on. Actions of a round ran at once,
 * so an answer is right when some order of them allows it; what was accepted then counts.
 */
export function judgeRound(model: Model, round: readonly Told[]): void {
  const before = structuredClone({ onHand: model.onHand, codeUses: model.codeUses });
  const available = model.onHand.map((units, variant) => units - allocatedOf(model, variant));
  const checkOuts = round.filter(isCheckOut);
  const wasOrdered = model.carts.map(({ order }) => order !== undefined);
  const linesBefore = model.carts.map(({ lines }) => [...lines]);
  for (const told of round) judgeEdit(model, told, { checkOuts, wasOrdered, ...before });
  // A checkout may have come before or after an edit of its cart.
  const demands = model.carts.map(({ lines }, place) =>
    lines.map((quantity, variant) => Math.max(quantity, linesBefore[place]?.[variant] ?? 0)),
  );
  const mayBeEmpty = model.carts.map(
    ({ lines }, place) => isEmpty(lines) || isEmpty(linesBefore[place] ?? []),
  );
  for (const told of checkOuts)
    judgeCheckOut(model, told, { checkOuts, demands, mayBeEmpty, available, ...before });
  for (const [place, cart] of model.carts.entries())
    judgeOrder(
      cart,
      round.filter(isOfOrder).filter(({ action }) => action.cart === place),
      model,
    );
}

const isEmpty = (lines: readonly number[]): boolean => lines.every((quantity) => quantity === 0);

const say = (told: Told): string => JSON.stringify(told);

interface Around {
  checkOuts: readonly CheckOut[];
  codeUses: number;
}

function judgeEdit(
  model: Model,
  told: Told,
  around: Around & { wasOrdered: readonly boolean[] },
): void {
  const { action, status, code } = told;
  if (action.kind === 'deliver') {
    assert.equal(status, 201, say(told));
    model.onHand[action.variant] = (model.onHand[action.variant] ?? 0) + action.units;
    return;
  }
  if (action.kind !== 'add' && action.kind !== 'change' && action.kind !== 'apply-code') return;
  const cart = cartOf(model, action.cart);
  const rivals = around.checkOuts.filter((one) => one.action.cart === action.cart);
  if (status === 409) {
    const isLocked = rivals.length > 0 || around.wasOrdered[action.cart] === true;
    if (code === 'checkout-in-progress') assert.ok(rivals.length > 0, say(told));
    else if (code === 'cart-already-ordered') assert.ok(isLocked, say(told));
    else assert.ok(code === 'coupon-not-valid' && mayBeUsedUp(model, around), say(told));
    return;
  }
  assert.equal(status, 200, say(told));
  assert.ok(!around.wasOrdered[action.cart], `an ordered cart was edited: ${say(told)}`);
  if (action.kind === 'apply-code') cart.hasCode = true;
  if (action.kind === 'add')
    cart.lines[action.variant] = (cart.lines[action.variant] ?? 0) + action.quantity;
  if (action.kind === 'change') cart.lines[action.variant] = action.quantity;
}

/** Every checkout of the round may have held a use at the moment that is judged. */
const mayBeUsedUp = (model: Model, around: Around): boolean =>
  around.codeUses + around.checkOuts.length >= model.codeUsesMax;

interface AroundCheckOut extends Around {
  /** The most that each cart may have wanted of each variant, by the cart's place. */
  demands: readonly (readonly number[])[];
  /** Whether it held nothing before or after an edit, by the cart's place. */
  mayBeEmpty: readonly boolean[];
  available: readonly number[];
}

function judgeCheckOut(model: Model, told: CheckOut, around: AroundCheckOut): void {
  const { action, status, code, key = '' } = told;
  const cart = cartOf(model, action.cart);
  const earlier = cart.answers.get(key);
  if (earlier !== undefined) {
    assert.deepEqual(
      [status, code, told.order?.id],
      [earlier.status, earlier.code, earlier.order?.id],
      `a key got two answers: ${say(earlier)} ${say(told)}`,
    );
    return;
  }
  const rivals = around.checkOuts.filter(
    (one) => one.action.cart === action.cart && one.key !== key,
  );
  if (status === 201) judgePlaced(model, cart, told, around);
  else if (status === 402) assert.equal(action.token, 'decline', say(told));
  else if (code === 'out-of-stock') assert.ok(mayLack(told, around), `refused: ${say(told)}`);
  else if (code === 'cart-empty') assert.ok(around.mayBeEmpty[action.cart], say(told));
  else if (code === 'checkout-in-progress') assert.ok(rivals.length > 0, say(told));
  else if (code === 'price-changed') assert.ok(cart.hasCode, say(told));
  else {
    assert.equal(code, 'cart-already-ordered', say(told));
    const isOrdered = cart.order !== undefined || rivals.some((one) => one.status === 201);
    assert.ok(isOrdered, say(told));
    return;
  }
  if (code !== 'checkout-in-progress') cart.answers.set(key, told);
}

function judgePlaced(model: Model, cart: ModelCart, told: CheckOut, around: Around): void {
  const { order } = told;
  assert.ok(order, say(told));
  assert.equal(told.action.token, 'approve', say(told));
  assert.ok(cart.order === undefined || cart.order.id === order.id, `two orders: ${say(told)}`);
  if (cart.order !== undefined) return;
  // An edit that was accepted came before the cart was locked, so the order has it.
  assert.deepEqual(order.lines, cart.lines, say(told));
  const isDiscounted = order.totalMinor === totalMinorOf(order.lines, true);
  assert.equal(order.totalMinor, totalMinorOf(order.lines, isDiscounted), say(told));
  assert.ok(cart.hasCode || !isDiscounted, `a discount without a code: ${say(told)}`);
  if (cart.hasCode && !isDiscounted) assert.ok(mayBeUsedUp(model, around), say(told));
  if (isDiscounted) model.codeUses += 1;
  assert.ok(model.codeUses <= model.codeUsesMax, `the code was used too often: ${say(told)}`);
  cart.order = { ...order, status: 'placed', isRefunded: false };
}

/** Whether all others of the round together could have taken what this one wanted. */
function mayLack({ action }: CheckOut, { checkOuts, demands, available }: AroundCheckOut): boolean {
  const others = new Set(checkOuts.map((one) => one.action.cart));
  others.delete(action.cart);
  return available.some((units, variant) => {
    const taken = [...others].reduce((sum, other) => sum + (demands[other]?.[variant] ?? 0), 0);
    const wanted = demands[action.cart]?.[variant] ?? 0;
    return wanted > 0 && units - taken < wanted;
  });
}

/** Of what is done to one order at once, at most one sends it or cancels it. */
function judgeOrder(cart: ModelCart, round: readonly OfOrder[], model: Model): void {
  const { order } = cart;
  const accepted = round.filter(({ status }) => status < 300);
  if (order === undefined) {
    assert.deepEqual(accepted, []);
    return;
  }
  const was = order.status;
  const done = accepted.filter(({ action }) => action.kind !== 'refund');
  assert.ok(done.length <= (was === 'placed' ? 1 : 0), JSON.stringify(accepted));
  const wanted = round.filter(({ action }) => action.kind !== 'refund');
  if (was === 'placed' && wanted.length > 0) assert.equal(done.length, 1, JSON.stringify(round));
  const [move] = done;
  if (move?.action.kind === 'cancel') order.status = 'cancelled';
  if (move?.action.kind === 'fulfil') {
    order.status = 'fulfilled';
    for (const [variant, quantity] of order.lines.entries())
      model.onHand[variant] = (model.onHand[variant] ?? 0) - quantity;
  }
  const refunds = accepted.filter(({ action }) => action.kind === 'refund');
  const mayBeRefunded = order.status === 'fulfilled' && !order.isRefunded;
  assert.ok(refunds.length <= (mayBeRefunded ? 1 : 0), JSON.stringify(accepted));
  if (refunds.length > 0) order.isRefunded = true;
}
