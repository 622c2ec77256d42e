import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { waitFor } from '@cartwright/testing/wait';
import { createHttpServer } from '../src/index.ts';

/** More than the system takes from a process for a client that does not read. */
const size = 16 * 2 ** 20;

test('a stop lets a large answer reach a client that takes it slowly', async () => {
  const app = createHttpServer({ log: logger({ level: 'silent' }), name: 'closing' });
  app.get('/large', async (_, reply) => reply.type('image/jpeg').send(Buffer.alloc(size)));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  assert.ok(address !== null && typeof address === 'object');
  const client = connect(address.port, '127.0.0.1');
  let received = 0;
  let isWhole = false;
  client.on('data', (chunk) => {
    received += chunk.length;
  });
  client.on('close', () => {
    isWhole = received > size;
  });
  client.write('GET /large HTTP/1.1\r\nHost: shop\r\n\r\n');
  await waitFor('the answer to begin', () => received > 0);
  client.pause();
  const closed = app.close();
  // Idle connections are looked for meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 200));
  client.resume();
  await closed;
  await waitFor('the connection to end', () => client.closed);
  assert.ok(isWhole, `${received} of ${size} bytes`);
});
