import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import type { CheckoutInput } from '../../contract/index.ts';
import { hashBody } from './read-request.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const body: CheckoutInput = {
  email: 'ada@example.org',
  shippingAddress: {
    firstName: 'Ada "A"',
    lastName: 'Löwe\u2028',
    line1: '1 Quay',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  },
  shippingOptionId: '0190f3a4-0000-7000-8000-000000000001',
  payment: { method: 'test', token: 'tok_ok' },
  expectedTotal: { amount: 1290, currency: 'EUR' },
};

test('a body keeps its hash from version to version, or repeats would be refused', () => {
  assert.equal(
    hashBody(body, key).toString('hex'),
    '13b749e477d3207f28f27d238775a8f2bafc71bf037b8d644d6324e7194fd95a',
  );
});

test('the order of members does not matter, a changed one does', () => {
  const { email, shippingAddress, ...rest } = body;
  const { city, ...street } = shippingAddress;
  const turned = { ...rest, shippingAddress: { city, ...street }, email };
  assert.deepEqual(hashBody(turned, key), hashBody(body, key));
  const moved = { ...body, shippingAddress: { ...shippingAddress, city: 'Bern' } };
  assert.notDeepEqual(hashBody(moved, key), hashBody(body, key));
  const dearer = { ...body, expectedTotal: { amount: 1291, currency: 'EUR' } };
  assert.notDeepEqual(hashBody(dearer, key), hashBody(body, key));
});
