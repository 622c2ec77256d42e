import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderStatus } from '../../contract/shapes.ts';
import { moveOrder, type OrderMove, orderTransitions } from './order-status.ts';

const moves: OrderMove[] = ['fulfil-some', 'fulfil-rest', 'cancel-rest'];

test('an order moves as the table says and in no other way', () => {
  const expected: Record<OrderStatus, (OrderStatus | undefined)[]> = {
    placed: ['partly-fulfilled', 'fulfilled', 'cancelled'],
    'partly-fulfilled': ['partly-fulfilled', 'fulfilled', 'fulfilled'],
    fulfilled: [undefined, undefined, undefined],
    cancelled: [undefined, undefined, undefined],
  };
  assert.deepEqual(Object.keys(orderTransitions).sort(), Object.keys(expected).sort());
  for (const [status, results] of Object.entries(expected)) {
    assert.deepEqual(
      // The keys of `expected` are order statuses.
      moves.map((move) => moveOrder(status as OrderStatus, move)),
      results,
      status,
    );
  }
});

test('every status can be reached and an end has no way out', () => {
  const reached = new Set(Object.values(orderTransitions).flatMap((row) => Object.values(row)));
  assert.deepEqual([...reached].sort(), ['cancelled', 'fulfilled', 'partly-fulfilled']);
});
