import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from './redirects.ts';

test('a path of the shop is kept, with its query', () => {
  assert.equal(localPath('/cart?from=home', '/'), '/cart?from=home');
  assert.equal(localPath('/a/../account', '/'), '/account');
});

test('the link that verifies the longest address is kept', () => {
  const link = `/api/auth/verify-email?token=${'x'.repeat(600)}`;
  assert.equal(localPath(link, '/account'), link);
});

test('whatever leads elsewhere becomes the fallback', () => {
  for (const value of [
    undefined,
    '',
    'cart',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'https://evil.example/',
    '/with space',
  ])
    assert.equal(localPath(value, '/account'), '/account', String(value));
});
