import assert from 'node:assert/strict';
import { type Action, paymentOutcomes } from './actions.ts';
import { isOfOrder, judgeOrder } from './judge-order.ts';
import {
  allocatedOf,
  cartOf,
  type Model,
  type ModelCart,
  newOrder,
  openOf,
  type Told,
  totalMinorOf,
} from './model.ts';

type CheckOut = Told & { action: { kind: 'check-out' } };
type OfStock = Told & { action: { kind: 'adjust' | 'count' } };
type Edit = Extract<Action, { kind: 'add' | 'change' | 'apply-code' | 'remove-code' }>;

const isCheckOut = (told: Told): told is CheckOut => told.action.kind === 'check-out';
const isOfStock = (told: Told): told is OfStock =>
  told.action.kind === 'adjust' || told.action.kind === 'count';
export const isEdit = (action: Action): action is Edit =>
  ['add', 'change', 'apply-code', 'remove-code'].includes(action.kind);

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
  const hadCode = model.carts.map(({ hasCode }) => hasCode);
  const moves = movesOf(model, round);
  for (const told of round.filter(isOfStock)) judgeStock(model, told, moves);
  for (const { told, variant, units } of moves)
    if (isOfStock(told)) model.onHand[variant] = (model.onHand[variant] ?? 0) + units;
  for (const told of round) judgeEdit(model, told, { checkOuts, wasOrdered, ...before });
  // A checkout may have come before or after an edit of its cart.
  const demands = model.carts.map(({ lines }, place) =>
    lines.map((quantity, variant) => Math.max(quantity, linesBefore[place]?.[variant] ?? 0)),
  );
  const mayBeEmpty = model.carts.map(
    ({ lines }, place) => isEmpty(lines) || isEmpty(linesBefore[place] ?? []),
  );
  for (const told of checkOuts)
    judgeCheckOut(model, told, {
      checkOuts,
      demands,
      mayBeEmpty,
      hadCode,
      fewest: available.map((units, variant) => units + unitsOf(moves, { variant, isUp: false })),
      ...before,
    });
  for (const [variant, units] of available.entries())
    judgeSold(model, variant, {
      wasOrdered,
      most: units + unitsOf(moves, { variant, isUp: true }) + freedIn(model, round, variant),
    });
  for (const [place, cart] of model.carts.entries())
    judgeOrderOf(
      cart,
      round.filter(isOfOrder).filter(({ action }) => action.cart === place),
      model,
    );
}

function judgeOrderOf(cart: ModelCart, round: Parameters<typeof judgeOrder>[1], model: Model) {
  const { order } = cart;
  if (order === undefined) return assert.deepEqual(round, []);
  const after = judgeOrder(order, round);
  for (const [variant, units] of after.fulfilled.entries())
    model.onHand[variant] = (model.onHand[variant] ?? 0) - units + (order.fulfilled[variant] ?? 0);
  cart.order = after;
}

const isEmpty = (lines: readonly number[]): boolean => lines.every((quantity) => quantity === 0);

const say = (told: Told): string => JSON.stringify(told);

/** By how much an action of the round changed what is on hand. */
interface Move {
  told: Told;
  variant: number;
  units: number;
}

function movesOf(model: Model, round: readonly Told[]): Move[] {
  return round.flatMap((told): Move[] => {
    if (told.status !== 201) return [];
    if (isOfStock(told)) return [{ told, variant: told.action.variant, units: told.delta ?? 0 }];
    const { action } = told;
    if (action.kind === 'fulfil-some')
      return [{ told, variant: action.variant, units: -action.quantity }];
    if (action.kind !== 'fulfil') return [];
    return restIn(model, round, action.cart).map((units, variant) => ({
      told,
      variant,
      units: -units,
    }));
  });
}

/** What was left of an order to be sent, behind the parts of it that were sent in the round. */
function restIn(model: Model, round: readonly Told[], place: number): number[] {
  const { order } = cartOf(model, place);
  if (order === undefined) return [];
  return openOf(order).map((units, variant) =>
    round.reduce(
      (rest, { action, status }) =>
        action.kind === 'fulfil-some' && action.cart === place && action.variant === variant
          ? rest - (status === 201 ? action.quantity : 0)
          : rest,
      units,
    ),
  );
}

/** The units of a variant that staff put on the shelf, or those that they took from it. */
const unitsOf = (moves: readonly Move[], o: { variant: number; isUp: boolean }): number =>
  moves
    .filter(
      ({ told, variant, units }) =>
        isOfStock(told) && variant === o.variant && units > 0 === o.isUp,
    )
    .reduce((sum, { units }) => sum + units, 0);

/** An adjustment or a count saw what is on hand between what the others of the round made of it. */
function judgeStock(model: Model, told: OfStock, moves: readonly Move[]): void {
  const { action, status, code, delta } = told;
  const before = model.onHand[action.variant] ?? 0;
  const others = moves.filter((one) => one.variant === action.variant && one.told !== told);
  const least = others.reduce((units, one) => units + Math.min(0, one.units), before);
  const most = others.reduce((units, one) => units + Math.max(0, one.units), before);
  if (status === 409) {
    assert.deepEqual([action.kind, code], ['adjust', 'on-hand-out-of-range'], say(told));
    assert.ok(action.units < 0 && least + action.units < 0, say(told));
    return;
  }
  assert.equal(status, 201, say(told));
  assert.ok(delta !== undefined, say(told));
  if (action.kind === 'adjust') {
    assert.equal(delta, action.units, say(told));
    assert.ok(delta > 0 || most + delta >= 0, say(told));
  } else {
    const seen = action.units - delta;
    assert.ok(least <= seen && seen <= most, `counted from ${seen}: ${say(told)}`);
  }
}

/** The most units that cancelling in the round can have freed. */
const freedIn = ({ carts }: Model, round: readonly Told[], variant: number): number => {
  const cancelled = new Set(
    round
      .filter(isOfOrder)
      .filter(({ action, status }) => action.kind.startsWith('cancel') && status < 300)
      .map(({ action }) => action.cart),
  );
  return [...cancelled].reduce((sum, place) => {
    const order = carts[place]?.order;
    return sum + (order === undefined ? 0 : (openOf(order)[variant] ?? 0));
  }, 0);
};

/** No more is sold in a round than was to be had at most. */
function judgeSold(
  { carts }: Model,
  variant: number,
  { wasOrdered, most }: { wasOrdered: readonly boolean[]; most: number },
): void {
  const sold = carts.reduce(
    (sum, { order }, place) => sum + (wasOrdered[place] ? 0 : (order?.lines[variant] ?? 0)),
    0,
  );
  assert.ok(sold <= Math.max(0, most), `${sold} sold of ${most} of variant ${variant}`);
}

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
  if (!isEdit(action)) return;
  const cart = cartOf(model, action.cart);
  const rivals = around.checkOuts.filter((one) => one.action.cart === action.cart);
  if (status === 409) {
    const isLocked = rivals.length > 0 || around.wasOrdered[action.cart] === true;
    if (code === 'checkout-in-progress') assert.ok(rivals.length > 0, say(told));
    else if (code === 'cart-already-ordered') assert.ok(isLocked, say(told));
    else {
      assert.deepEqual([action.kind, code], ['apply-code', 'coupon-not-valid'], say(told));
      assert.ok(mayBeUsedUp(model, around), say(told));
    }
    return;
  }
  assert.equal(status, 200, say(told));
  assert.ok(!around.wasOrdered[action.cart], `an ordered cart was edited: ${say(told)}`);
  if (action.kind === 'apply-code') cart.hasCode = true;
  if (action.kind === 'remove-code') cart.hasCode = false;
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
  /** Whether it had the code before an edit, by the cart's place. */
  hadCode: readonly boolean[];
  /** The least that was to be had of each variant, were it not for other checkouts. */
  fewest: readonly number[];
}

function judgeCheckOut(model: Model, told: CheckOut, around: AroundCheckOut): void {
  const { action, status, code, key = '' } = told;
  const cart = cartOf(model, action.cart);
  const earlier = cart.answers.get(key);
  if (code === 'payment-unavailable') {
    // No answer for good: the key runs anew, also within the round.
    const mayRun = earlier === undefined || around.checkOuts.some((one) => one === earlier);
    assert.ok(mayRun && paymentOutcomes[action.token] === code, say(told));
    return;
  }
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
  else if (status === 402) assert.equal(paymentOutcomes[action.token], code, say(told));
  else if (code === 'out-of-stock') assert.ok(mayLack(told, around), `refused: ${say(told)}`);
  else if (code === 'cart-empty') assert.ok(around.mayBeEmpty[action.cart], say(told));
  else if (code === 'checkout-in-progress') assert.ok(rivals.length > 0, say(told));
  else if (code === 'price-changed')
    assert.ok(around.hadCode[action.cart] || cart.hasCode, say(told));
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
  assert.equal(paymentOutcomes[told.action.token], 'order', say(told));
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
  cart.order = newOrder(order, { isDiscounted });
}

/** Whether all others of the round together could have taken what this one wanted. */
function mayLack({ action }: CheckOut, { checkOuts, demands, fewest }: AroundCheckOut): boolean {
  const others = new Set(checkOuts.map((one) => one.action.cart));
  others.delete(action.cart);
  return fewest.some((units, variant) => {
    const taken = [...others].reduce((sum, other) => sum + (demands[other]?.[variant] ?? 0), 0);
    const wanted = demands[action.cart]?.[variant] ?? 0;
    return wanted > 0 && units - taken < wanted;
  });
}
