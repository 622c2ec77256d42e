import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Action, OrderAction, Token } from './actions.ts';
import { judgeRound } from './judge-round.ts';
import { createModel, type Model, priceMinorOf, type Told, totalMinorOf } from './model.ts';

const checkOut: Action = { kind: 'check-out', cart: 0, token: 'approve', again: false };
const lines = [2, 0];
const nothing = [0, 0];

/** Two pairs in the first cart, of three on the shelf. */
function modelOfTwoPairs(): Model {
  const model = createModel({ stock: [3, 0], carts: [nothing, nothing], codeUsesMax: 1 });
  judgeRound(model, [
    { action: { kind: 'add', cart: 0, variant: 0, quantity: 2 }, status: 200, code: '' },
  ]);
  return model;
}

const placed = (o: { key?: string; id?: string; isDiscounted?: boolean } = {}): Told => ({
  action: checkOut,
  status: 201,
  code: '',
  key: o.key ?? 'key',
  order: { id: o.id ?? 'order', lines, totalMinor: totalMinorOf(lines, o.isDiscounted ?? false) },
});

const refused = (code: string, status = 409): Told => ({
  action: checkOut,
  status,
  code,
  key: 'key',
});

const paysBy = (token: Token): Action => ({ ...checkOut, token });

const stock = (kind: 'adjust' | 'count', units: number, delta = units): Told => ({
  action: { kind, variant: 0, units },
  status: 201,
  code: '',
  delta,
});

const tooFew = 'on-hand-out-of-range';

const twice = <T>(one: T): T[] => [one, one];

const removed: Told = { action: { kind: 'remove-code', cart: 0 }, status: 200, code: '' };

const refusals = { fulfil: 'cannot-fulfil', cancel: 'cannot-cancel', refund: 'refund-too-large' };

const moved = (kind: 'fulfil' | 'cancel' | 'cancel-own' | 'refund', status: number): Told => ({
  action: { kind, cart: 0 },
  status,
  code: status < 300 ? '' : kind === 'cancel-own' ? refusals.cancel : refusals[kind],
  ...(kind === 'refund' ? { amountMinor: totalMinorOf(lines, false) } : {}),
});

const some = (kind: 'fulfil-some' | 'refund-line', quantity: number, status = 201): Told => ({
  action: { kind, cart: 0, variant: 0, quantity },
  status,
  code: status < 300 ? '' : kind === 'fulfil-some' ? refusals.fulfil : refusals.refund,
  ...(kind === 'refund-line' ? { amountMinor: quantity * priceMinorOf(0) } : {}),
});

type Goods = Extract<OrderAction, { kind: 'withdraw' }>['goods'];

const withdrawn = (goods: Goods, id: string, told: Goods = goods): Told => ({
  action: { kind: 'withdraw', cart: 0, goods },
  status: 200,
  code: '',
  receipt: { id, goods: told },
});

const lineBack = some('refund-line', 1);
const sentAndCancelled = [some('fulfil-some', 1), moved('cancel-own', 200), moved('fulfil', 201)];

describe('the model of a round', () => {
  test('takes an order, its repeat and its fulfilment', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [placed(), placed()]);
    judgeRound(model, [moved('fulfil', 201), moved('cancel', 409)]);
    assert.deepEqual(model.carts[0]?.order?.fulfilled, lines);
    assert.deepEqual(model.onHand, [1, 0]);
  });

  test('takes an order that is sent, cancelled and given back in parts, whatever came first', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [placed()]);
    judgeRound(model, [
      moved('cancel-own', 409),
      some('refund-line', 2, 409),
      moved('cancel', 200),
      some('refund-line', 1),
      some('fulfil-some', 1),
    ]);
    const order = model.carts[0]?.order;
    assert.deepEqual(
      [order?.fulfilled, order?.cancelled, order?.refunded],
      [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
    );
    assert.deepEqual([order?.capturedMinor, order?.refundedMinor], [1_490, 1_000]);
    assert.deepEqual(model.onHand, [2, 0]);
  });

  test('takes parts of an order that are withdrawn from once, and then all of it', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [placed()]);
    judgeRound(model, [withdrawn('the boots', 'one'), withdrawn('the boots', 'one')]);
    judgeRound(model, [withdrawn(null, 'all'), withdrawn('the rest', 'all', null)]);
    assert.deepEqual([...(model.carts[0]?.order?.withdrawals ?? [])].length, 2);
  });

  test('takes a count of what is left, and what staff took away from a cart', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [stock('adjust', -1), stock('count', 1, -1), refused('out-of-stock')]);
    assert.deepEqual(model.onHand, [1, 0]);
  });

  test('lets a key run anew whose payment was out of reach, and not one that was answered', () => {
    const away: Told = { ...refused('payment-unavailable', 503), action: paysBy('unreachable') };
    const model = modelOfTwoPairs();
    model.carts[1]?.lines.splice(0, 1, 2);
    const other: Told = { ...placed({ id: 'other' }), action: { ...checkOut, cart: 1 } };
    const lacking: Told = { ...refused('out-of-stock'), action: paysBy('unreachable') };
    judgeRound(model, [lacking, away, other]);
    assert.throws(() => judgeRound(model, [away]), assert.AssertionError);
  });

  test('allows a refusal that others of the round explain', () => {
    const model = modelOfTwoPairs();
    model.carts[1]?.lines.splice(0, 1, 2);
    const other: Told = { ...placed({ id: 'other' }), action: { ...checkOut, cart: 1 } };
    judgeRound(model, [other, refused('out-of-stock')]);
    assert.equal(model.carts[0]?.order, undefined);
  });

  const wrong: readonly [string, readonly Told[]][] = [
    ['two orders of one cart', [placed(), placed({ key: 'other', id: 'second' })]],
    ['two answers of one key', [placed(), refused('payment-declined', 402)]],
    ['a refusal while there is enough', [refused('out-of-stock')]],
    ['a decline that nobody asked for', [refused('payment-declined', 402)]],
    ['a discount without a code', [placed({ isDiscounted: true })]],
    ['a cart that is busy with nothing', [refused('checkout-in-progress')]],
    ['a cart that was never ordered', [refused('cart-already-ordered')]],
    ['a payment that is out of reach for no reason', [refused('payment-unavailable', 503)]],
    ['an order that the provider declined', [{ ...placed(), action: paysBy('challenge-refuse') }]],
    ['a count of what was not there', [stock('count', 5, 4)]],
    ['units that are taken from nowhere', [stock('adjust', -4)]],
    ['a count that is refused', [{ ...stock('count', 5), status: 409, code: tooFew }]],
    ['a correction that is refused', [{ ...stock('adjust', -3), status: 409, code: tooFew }]],
    ['a fault', [refused('internal-error', 500)]],
  ];
  for (const [name, round] of wrong)
    test(`finds ${name}`, () => {
      assert.throws(() => judgeRound(modelOfTwoPairs(), round), assert.AssertionError);
    });

  for (const [name, round] of [
    ['an order that is sent and cancelled', [moved('fulfil', 201), moved('cancel', 200)]],
    ['an order that two cancel', [moved('cancel', 200), moved('cancel-own', 200)]],
    ['an order that is sent twice', [moved('fulfil', 201), moved('fulfil', 201)]],
    ['a refund of what was not sent', [moved('refund', 201)]],
    ['an order that nobody may cancel', [moved('cancel', 409)]],
    ['more sent than was ordered', [some('fulfil-some', 2), some('fulfil-some', 1)]],
    ['a part that is not sent though it is there', [some('fulfil-some', 1, 409)]],
    ['all sent, and with it a part', [moved('fulfil', 201), some('fulfil-some', 2)]],
    ['an order that its shopper cancels when a part is away', sentAndCancelled],
    ['a line given back that was not sent', [some('fulfil-some', 1), some('refund-line', 2)]],
    ['a line given back twice', [moved('fulfil', 201), ...twice(some('refund-line', 2))]],
    ['more given back than was taken', [moved('fulfil', 201), moved('refund', 201), lineBack]],
    ['another sum given back', [moved('fulfil', 201), { ...lineBack, amountMinor: 1 }]],
    ['a part withdrawn from twice', [withdrawn('the boots', 'a'), withdrawn('the boots', 'b')]],
    ['all withdrawn from where a part was', [withdrawn('the boots', 'a', null)]],
    ['another part withdrawn from', [withdrawn('the boots', 'a', 'the rest')]],
  ] as const)
    test(`finds ${name}`, () => {
      const model = modelOfTwoPairs();
      judgeRound(model, [placed()]);
      assert.throws(() => judgeRound(model, round), assert.AssertionError);
    });

  for (const [name, before, round] of [
    [
      'a part withdrawn from after the whole order',
      [withdrawn(null, 'all')],
      [withdrawn('the boots', 'other')],
    ],
    ['a refund refused of what was captured', [moved('fulfil', 201)], [moved('refund', 409)]],
    ['a line refused of what was captured', [moved('fulfil', 201)], [some('refund-line', 1, 409)]],
  ] as const)
    test(`finds ${name}`, () => {
      const model = modelOfTwoPairs();
      judgeRound(model, [placed()]);
      judgeRound(model, before);
      assert.throws(() => judgeRound(model, round), assert.AssertionError);
    });

  test('finds an order of more than what is left', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [stock('adjust', -2)]);
    assert.throws(() => judgeRound(model, [placed()]), assert.AssertionError);
  });

  test('finds a discount of a code that was removed', () => {
    const model = modelOfTwoPairs();
    for (const cart of model.carts) cart.hasCode = true;
    const round = [removed, placed({ isDiscounted: true })];
    assert.throws(() => judgeRound(model, round), assert.AssertionError);
  });

  test('finds a code that serves once too often', () => {
    const model = modelOfTwoPairs();
    for (const cart of model.carts) cart.hasCode = true;
    model.carts[1]?.lines.splice(0, 1, 2);
    const second: Told = {
      ...placed({ id: 'other', isDiscounted: true }),
      action: { ...checkOut, cart: 1 },
    };
    assert.throws(
      () => judgeRound(model, [placed({ isDiscounted: true }), second]),
      assert.AssertionError,
    );
  });
});
