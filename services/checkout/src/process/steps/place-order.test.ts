import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContractError } from '@cartwright/contract';
import type { Attempt } from '../../domain/attempt.ts';
import type { CheckoutParts } from '../parts.ts';
import { OrderRefused, placeOrder } from './place-order.ts';

/** Only what placing reads of an attempt; orders is all that it asks. */
const attempt = { id: 'a', frozen: {}, email: 'a@example.org', shippingAddress: {} };
const placeWhenOrdersSays = (code: string) => {
  const place = async () => {
    throw new ContractError(code);
  };
  const parts = { clients: { orders: { place } } } as unknown as CheckoutParts;
  const context = { actor: { kind: 'system' }, deadline: Date.now() + 1_000 } as const;
  return placeOrder(parts, attempt as unknown as Attempt, context);
};

test('an order that orders calls wrong is refused for good', async () => {
  for (const code of ['totals-mismatch', 'invalid-input', 'too-large'])
    await assert.rejects(placeWhenOrdersSays(code), OrderRefused);
});

test('whatever else orders answers, placing is tried again', async () => {
  for (const code of ['unavailable', 'outcome-unknown', 'internal-error', 'not-found'])
    await assert.rejects(
      placeWhenOrdersSays(code),
      (error) => error instanceof ContractError && error.code === code,
    );
});
