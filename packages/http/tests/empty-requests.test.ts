import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';
import { createHttpServer, type MountHandler, serveMounts } from '../src/index.ts';

const log = logger({ destination: { write: () => undefined } });
let app: FastifyInstance;

before(async () => {
  app = createHttpServer({ log, name: 'test' });
  app.post('/echo', async ({ body }) => ({ body: body ?? 'none' }));
  const mount: MountHandler = async (request, response) => {
    const through = new PassThrough();
    request.pipe(through);
    response.end(`piped ${JSON.stringify(await text(through))}`);
  };
  serveMounts(app, { '/mount': mount }, log);
  await app.listen({ host: '127.0.0.1', port: 0 });
});
after(() => app.close());

/** Sends the very bytes, which no client would, and reads until the server ends the connection. */
async function send(bytes: string): Promise<string> {
  const address = app.server.address();
  assert.ok(address !== null && typeof address === 'object');
  const socket = connect({ host: '127.0.0.1', port: address.port });
  socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
  socket.write(bytes.replaceAll('\n', '\r\n'));
  return text(socket);
}

const json = 'Content-Type: application/json';

test('a type without a body, and without a length, is no body', async () => {
  const answer = await send(`POST /echo HTTP/1.1\nHost: a\nConnection: close\n${json}\n\n`);
  assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*\{"body":"none"\}$/);
});

test('a request with a body may follow one without on the same connection', async () => {
  const answer = await send(
    `POST /echo HTTP/1.1\nHost: a\n${json}\n\n` +
      `POST /echo HTTP/1.1\nHost: a\nConnection: close\n${json}\nContent-Length: 7\n\n{"a":1}`,
  );
  assert.match(answer, /\{"body":"none"\}HTTP\/1\.1 200 [\s\S]*\{"body":\{"a":1\}\}$/);
});

test('what reads a request without a body to its end is told of the end', async () => {
  const answer = await send('POST /mount HTTP/1.1\nHost: a\nConnection: close\n\n');
  assert.match(answer, /piped ""/);
});
