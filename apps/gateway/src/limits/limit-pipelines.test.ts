import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { waitFor } from '@cartwright/testing';
import { limitPipelines } from './limit-pipelines.ts';

const request = 'GET / HTTP/1.1\r\nHost: shop\r\n\r\n';

let server: Server;
let open: ServerResponse[];
before(async () => {
  server = createServer((_, response) => void open.push(response));
  limitPipelines(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => server.close());
beforeEach(() => {
  open = [];
});

async function send(requests: number): Promise<{ socket: Socket; answers: () => number }> {
  const address = server.address();
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
