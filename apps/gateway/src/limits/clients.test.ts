import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { clientOf, isLoopback } from './clients.ts';

// Only the address is read.
const client = (ip: string): string => clientOf({ ip } as FastifyRequest);

test('addresses of one IPv6 network of 64 bits are one client, of two are two', () => {
  assert.equal(client('2001:db8:1:2::1'), client('2001:DB8:1:2:ffff:ffff:ffff:ffff'));
  assert.notEqual(client('2001:db8:1:2::1'), client('2001:db8:1:3::1'));
});

test('each IPv4 address is a client, however it is written', () => {
  assert.notEqual(client('192.0.2.1'), client('192.0.2.2'));
  assert.equal(client('::ffff:192.0.2.1'), client('192.0.2.1'));
});

test('knows this machine by any of its addresses', () => {
  for (const ip of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])
    assert.ok(isLoopback(client(ip)), ip);
  for (const ip of ['192.0.2.1', '10.0.0.1', '2001:db8::1', '12.7.0.1'])
    assert.ok(!isLoopback(client(ip)), ip);
});

test('what is no address at all is a client like any other', () => {
  assert.equal(client('unknown'), 'unknown');
  assert.equal(client('fe80::1%eth0'), client('fe80::2%eth0'));
});
