import assert from 'node:assert/strict';
import type { OrderAction } from './actions.ts';
import { type ModelOrder, openOf, priceMinorOf, shippingMinor, sumOf, type Told } from './model.ts';

export type OfOrder = Told & { action: OrderAction };
type Withdraw = Told & { action: { kind: 'withdraw' } };

const orderKinds: readonly string[] = [
  'fulfil',
  'fulfil-some',
  'cancel',
  'cancel-own',
  'refund',
  'refund-line',
  'withdraw',
];
export const isOfOrder = (told: Told): told is OfOrder => orderKinds.includes(told.action.kind);
const isWithdraw = (told: OfOrder): told is Withdraw => told.action.kind === 'withdraw';

/**
 * The order after what was done to it at once: right is what some sequence of these actions gives.
 * The accepted ones alone decide what comes of them, so any sequence that explains all will do.
 */
export function judgeOrder(order: ModelOrder, round: readonly OfOrder[]): ModelOrder {
  const others = round.filter((told) => !isWithdraw(told));
  const after = explain({ order, settledMinor: order.capturedMinor }, others, new Set());
  assert.ok(after, `no sequence explains ${JSON.stringify({ order, others })}`);
  return judgeWithdrawals(after, round.filter(isWithdraw));
}

/** An order amid a round; `settledMinor` was captured before it, and waited for. */
interface Amid {
  order: ModelOrder;
  settledMinor: number;
}

/** `inVain` holds what was left when a sequence did not go on: another one ends there too. */
function explain(
  { order, settledMinor }: Amid,
  rest: readonly OfOrder[],
  inVain: Set<string>,
): ModelOrder | undefined {
  if (rest.length === 0) return order;
  const name = JSON.stringify(rest);
  if (inVain.has(name)) return undefined;
  for (const [place, told] of rest.entries()) {
    const next = afterOne({ order, settledMinor }, told);
    const end = next && explain({ order: next, settledMinor }, rest.toSpliced(place, 1), inVain);
    if (end !== undefined) return end;
  }
  inVain.add(name);
  return undefined;
}

const anyOf = (units: readonly number[]): boolean => units.some((count) => count > 0);

const added = (units: readonly number[], more: readonly number[]): number[] =>
  units.map((count, variant) => count + (more[variant] ?? 0));

/** The order after one action that was answered so; undefined where that answer was wrong. */
function afterOne(amid: Amid, told: OfOrder): ModelOrder | undefined {
  const { order } = amid;
  const { action, status, code } = told;
  const open = openOf(order);
  const unless = (mayBe: boolean, refusal: string, done: () => ModelOrder) => {
    if (status < 300) return mayBe ? done() : undefined;
    return !mayBe && status === 409 && code === refusal ? order : undefined;
  };
  switch (action.kind) {
    case 'fulfil':
      return unless(anyOf(open), 'cannot-fulfil', () => fulfilled(order, open));
    case 'fulfil-some': {
      const units = unitsIn(order, action);
      const isThere = (open[action.variant] ?? 0) >= action.quantity;
      return unless(isThere, 'cannot-fulfil', () => fulfilled(order, units));
    }
    case 'cancel':
    case 'cancel-own': {
      const mayBe = anyOf(open) && (action.kind === 'cancel' || !anyOf(order.fulfilled));
      const cancelled = added(order.cancelled, open);
      return unless(mayBe, 'cannot-cancel', () => ({ ...order, cancelled }));
    }
    case 'refund':
      return refunded(amid, told, { amountMinor: order.totalMinor, units: [] });
    case 'refund-line': {
      const units = unitsIn(order, action);
      return refunded(amid, told, { amountMinor: costOf(order, units), units });
    }
    default:
      throw new Error(`${action.kind} has no sequence`);
  }
}

const unitsIn = ({ lines }: ModelOrder, o: { variant: number; quantity: number }): number[] =>
  lines.map((_, variant) => (variant === o.variant ? o.quantity : 0));

/** A tenth of any price is whole, so the shares of units need no rounding. */
function costOf({ isDiscounted }: ModelOrder, units: readonly number[]): number {
  const goods = sumOf(units, priceMinorOf);
  return isDiscounted ? goods - goods / 10 : goods;
}

function fulfilled(order: ModelOrder, units: readonly number[]): ModelOrder {
  const shipping = anyOf(order.fulfilled) ? 0 : shippingMinor;
  return {
    ...order,
    fulfilled: added(order.fulfilled, units),
    capturedMinor: order.capturedMinor + costOf(order, units) + shipping,
  };
}

/** A capture of the round may still be on its way, so that a refund of it may be refused too. */
function refunded(
  { order, settledMinor }: Amid,
  { status, code, amountMinor: told }: OfOrder,
  o: { amountMinor: number; units: readonly number[] },
): ModelOrder | undefined {
  const after = {
    ...order,
    refunded: added(order.refunded, o.units),
    refundedMinor: order.refundedMinor + o.amountMinor,
  };
  const isSent = after.refunded.every((units, variant) => units <= (order.fulfilled[variant] ?? 0));
  if (status >= 300) {
    const mayBe = !isSent || after.refundedMinor > settledMinor;
    return mayBe && status === 409 && code === 'refund-too-large' ? order : undefined;
  }
  const isRight = told === o.amountMinor && after.refundedMinor <= order.capturedMinor;
  return isSent && isRight ? after : undefined;
}

/** Each part of an order is declared once, and nothing is where the whole order was before. */
function judgeWithdrawals(order: ModelOrder, round: readonly Withdraw[]): ModelOrder {
  const withdrawals = new Map(order.withdrawals);
  for (const { action, status, receipt } of round) {
    assert.ok(status === 200 && receipt, JSON.stringify({ action, status, receipt }));
    const name = receipt.goods ?? '';
    // A part may be answered with the receipt of the whole order.
    assert.ok(name === '' || name === action.goods, JSON.stringify({ action, receipt }));
    const isCovered = order.withdrawals.has('') && !order.withdrawals.has(name);
    assert.ok(!isCovered, `withdrawn beside the whole: ${JSON.stringify({ action, receipt })}`);
    const known = withdrawals.get(name) ?? receipt.id;
    assert.equal(receipt.id, known, `withdrawn twice: ${JSON.stringify({ action, receipt })}`);
    withdrawals.set(name, receipt.id);
  }
  const isWholeNew = withdrawals.has('') && !order.withdrawals.has('');
  const wasWholeAsked = round.some(({ action }) => action.goods === null);
  assert.ok(!isWholeNew || wasWholeAsked, 'the whole order was withdrawn from by nobody');
  return { ...order, withdrawals };
}
