import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import { accessTokenOf, isAccessToken } from './access-token.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const orderId = '019aa000-0000-7000-8000-000000000001';

test('opens only the order that the token was made for', () => {
  const token = accessTokenOf(key, orderId);
  assert.equal(token.length, 43);
  assert.equal(isAccessToken(key, orderId, token), true);
  assert.equal(isAccessToken(key, '019aa000-0000-7000-8000-000000000002', token), false);
});

test('refuses tokens of another key, of another length and of other characters', () => {
  const other = accessTokenOf(createSecretKey(Buffer.alloc(32, 8)), orderId);
  for (const token of [other, '', 'x', `${accessTokenOf(key, orderId)}=`, 'é'.repeat(43)]) {
    assert.equal(isAccessToken(key, orderId, token), false, token);
  }
});
