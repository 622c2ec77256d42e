import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Action, Token } from './actions.ts';
import { judgeRound } from './judge-round.ts';
import { createModel, type Model, type Told, totalMinorOf } from './model.ts';

const checkOut: Action = { kind: 'check-out', cart: 0, token: 'approve', again: false };
const lines = [2, 0];
const nothing = [0, 0];

type OfOrder = Extract<Action, { kind: 'fulfil' | 'cancel' | 'cancel-own' | 'refund' }>;

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

const removed: Told = { action: { kind: 'remove-code', cart: 0 }, status: 200, code: '' };

const moved = (kind: OfOrder['kind'], status: number): Told => ({
  action: { kind, cart: 0 },
  status,
  code: '',
});

describe('the model of a round', () => {
  test('takes an order, its repeat and its fulfilment', () => {
    const model = modelOfTwoPairs();
    judgeRound(model, [placed(), placed()]);
    judgeRound(model, [moved('fulfil', 201), moved('cancel', 409)]);
    assert.equal(model.carts[0]?.order?.status, 'fulfilled');
    assert.deepEqual(model.onHand, [1, 0]);
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
  ] as const)
    test(`finds ${name}`, () => {
      const model = modelOfTwoPairs();
      judgeRound(model, [placed()]);
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
