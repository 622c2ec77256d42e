import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { disagreements, type Witness } from './disagreements.ts';
import type { ShopBooks } from './shop-books.ts';

const order = {
  id: 'order-1',
  number: 'AAAA-1111',
  email: 'shopper-1-1@example.com',
  totalMinor: 5_490,
  capturedMinor: 0,
  attemptId: 'attempt-1',
  paymentTryId: 'try-1',
  isCancelled: false,
};
const stock = {
  variantId: 'variant-1',
  onHand: 10,
  reserved: 0,
  allocated: 1,
  ledgerOnHand: 10,
  ledgerReserved: 0,
  ledgerAllocated: 1,
  promisedReserved: 0,
  promisedAllocated: 1,
  ordered: 1,
};
const authorisation = {
  key: 'try-1',
  status: 'authorised',
  amount: 5_490,
  captured: 0,
  refunded: 0,
};
const payment = {
  tryId: 'try-1',
  status: 'authorised',
  amountMinor: 5_490,
  capturedMinor: 0,
  refundedMinor: 0,
  wasMade: true,
};
const sound: ShopBooks = {
  orders: [order],
  attempts: [],
  stock: [stock],
  payments: [payment],
  provider: [authorisation],
};
const witness: Witness = {
  acknowledged: new Map([
    [
      'order-1',
      { id: 'order-1', number: 'AAAA-1111', totalMinor: 5_490, email: 'shopper-1-1@example.com' },
    ],
  ]),
  supplied: new Map([['variant-1', 10]]),
};

const planted: readonly [string, ShopBooks, RegExp][] = [
  ['a lost order', { ...sound, orders: [] }, /acknowledged order AAAA-1111 .* is missing/],
  [
    'an order of another sum',
    { ...sound, orders: [{ ...order, totalMinor: 1 }] },
    /not the one that shopper-1-1/,
  ],
  [
    'two orders of one cart',
    { ...sound, orders: [order, { ...order, id: 'order-2', paymentTryId: 'try-2' }] },
    /has 2 orders for one cart/,
  ],
  [
    'more sold than there is',
    { ...sound, stock: [{ ...stock, ordered: 11, allocated: 11 }] },
    /oversold: 11 ordered of 10/,
  ],
  [
    'an order without its stock',
    { ...sound, stock: [{ ...stock, allocated: 0, ledgerAllocated: 0, promisedAllocated: 0 }] },
    /1 ordered, 0 \+ 0 promised/,
  ],
  [
    'stock that appeared',
    { ...sound, stock: [{ ...stock, onHand: 11, ledgerOnHand: 11 }] },
    /11 on hand and 10 supplied/,
  ],
  [
    'a ledger that says otherwise',
    { ...sound, stock: [{ ...stock, ledgerAllocated: 2 }] },
    /2 by the ledger/,
  ],
  [
    'promises that say otherwise',
    { ...sound, stock: [{ ...stock, promisedAllocated: 2 }] },
    /2 by the promises/,
  ],
  [
    'money held for nothing',
    { ...sound, provider: [authorisation, { ...authorisation, key: 'try-9' }] },
    /payment try-9 is held for no order/,
  ],
  [
    'a charge made twice',
    { ...sound, provider: [authorisation, authorisation] },
    /the key try-1 twice/,
  ],
  [
    'one payment for two orders',
    { ...sound, orders: [order, { ...order, id: 'order-2', email: 'other@example.com' }] },
    /payment try-1 stands for 2 orders/,
  ],
  ['an order that nobody paid', { ...sound, provider: [] }, /order order-1 of 5490 is covered by/],
];

const plantedSettled: readonly [string, ShopBooks, RegExp][] = [
  [
    'a checkout without an end',
    { ...sound, attempts: [{ id: 'attempt-2', state: 'paying', paymentTryId: 'try-2' }] },
    /attempt attempt-2 is still paying/,
  ],
  [
    'a reservation that stayed',
    { ...sound, stock: [{ ...stock, reserved: 1, ledgerReserved: 1, promisedReserved: 1 }] },
    /1 reserved, 1 allocated, 1 ordered/,
  ],
  [
    'an order that nobody was told of',
    { ...sound, orders: [order, { ...order, id: 'order-2', email: 'shopper-1-2@example.com' }] },
    /order order-2 was made and nobody was told/,
  ],
  [
    'books that differ',
    { ...sound, payments: [{ ...payment, status: 'unknown' }] },
    /ours unknown 5490 0 0, the provider's authorised 5490 0 0/,
  ],
  [
    'sums that differ',
    { ...sound, provider: [{ ...authorisation, amount: 5_000 }] },
    /orders sum up to 5490 and authorisations to 5000/,
  ],
];

describe('what must hold after a fault', () => {
  test('finds nothing wrong with sound books', () => {
    assert.deepEqual(disagreements(sound, witness, { isSettled: true }), []);
  });

  for (const [name, books, expected] of planted)
    test(`finds ${name}`, () => {
      const found = disagreements(books, witness, { isSettled: false });
      assert.match(found.join('\n'), expected);
    });

  for (const [name, books, expected] of plantedSettled)
    test(`finds ${name} once all is settled`, () => {
      assert.match(disagreements(books, witness, { isSettled: true }).join('\n'), expected);
    });

  test('allows money held for a checkout that is under way', () => {
    const attempts = [{ id: 'attempt-2', state: 'paying', paymentTryId: 'try-2' }];
    const provider = [authorisation, { ...authorisation, key: 'try-2' }];
    assert.deepEqual(
      disagreements({ ...sound, attempts, provider }, witness, { isSettled: false }),
      [],
    );
  });
});
