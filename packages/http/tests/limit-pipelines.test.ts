import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { waitFor } from '@cartwright/testing';
import type { FastifyInstance } from 'fastify';
import { createHttpServer } from '../src/index.ts';

const request = 'GET / HTTP/1.1\r\nHost: shop\r\n\r\n';

let app: FastifyInstance;
let open: ServerResponse[];
before(async () => {
  app = createHttpServer({ log: logger({ level: 'silent' }), name: 'test' });
  app.get('/', (_, reply) => void open.push(reply.hijack().raw));
  await app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => app.close());
beforeEach(() => {
  open = [];
});

async function send(requests: number): Promise<{ socket: Socket; answers: () => number }> {
  const address = app.server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const socket = connect(address.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write(request.repeat(requests));
  return { socket, answers: () => text.split('HTTP/1.1 200 OK').length - 1 };
}

test('some requests may wait for the answers before them, again and again', async () => {
  const { socket, answers } = await send(50);
  for (const round of [50, 100, 150]) {
    if (round > 50) socket.write(request.repeat(50));
    await waitFor('the requests to be handed on', () => open.length === round);
    for (const response of open.slice(round - 50)) response.end();
    await waitFor('all answers', () => answers() === round);
  }
  socket.destroy();
});

test('a connection that sends thousands at once is ended, and no more of it is done', async () => {
  const { socket } = await send(2_000);
  await once(socket, 'close');
  assert.equal(open.length, 65);
  const other = await send(1);
  await waitFor('another to be served', () => open.length === 66);
  other.socket.destroy();
});
