import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import type { ReadCache } from '@cartwright/cache';
import Fastify from 'fastify';
import { fetchAt, fetchFrom } from './api-fetch.ts';

/** Takes every connection and says nothing. */
let silent: Server;
const sockets: Socket[] = [];
before(async () => {
  silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
});
after(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
});

// A server that listens on TCP has an address with a port.
const silentUrl = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
const faults: unknown[] = [];
const onFault = (error: unknown) => void faults.push(error);
beforeEach(() => faults.splice(0));
const nameOf = (error: unknown): unknown => Object(error).name;
/** `fetch failed` alone tells nothing: the reason is its cause. */
const codeOfCause = (error: unknown): unknown => Object(Object(error).cause).code;
const api = 'http://shop.example/api/v1/carts';

test('a gateway that is silent is told as a problem', { timeout: 10_000 }, async () => {
  const ask = fetchAt(silentUrl(), { onFault, answerMs: 50 });
  const read = await ask(new Request(api));
  assert.equal(read.status, 503);
  assert.equal(Object(await read.json()).code, 'unavailable');
  const written = await ask(new Request(api, { method: 'POST', body: '{}' }));
  assert.equal(Object(await written.json()).code, 'outcome-unknown');
  assert.deepEqual(faults.map(nameOf), ['TimeoutError', 'TimeoutError']);
});

test('a gateway that is gone did nothing, one that breaks off may have', async () => {
  const gone = createServer();
  await once(gone.listen(0, '127.0.0.1'), 'listening');
  const ask = fetchAt(`http://127.0.0.1:${(gone.address() as AddressInfo).port}`, { onFault });
  gone.on('connection', (socket) => socket.on('data', () => socket.destroy()));
  const write = async () => {
    const answer = await ask(new Request(api, { method: 'POST', body: '{}' }));
    return `${answer.status} ${Object(await answer.json()).code}`;
  };
  assert.equal(await write(), '504 outcome-unknown');
  assert.equal((await ask(new Request(api))).status, 503);
  gone.close();
  await once(gone, 'close');
  faults.splice(0);
  assert.equal(await write(), '503 unavailable');
  assert.deepEqual(faults.map(codeOfCause), ['ECONNREFUSED']);
});

test('whoever asked may give up sooner', { timeout: 10_000 }, async () => {
  const reason = new Error('the browser has left');
  const ask = fetchAt(silentUrl(), { onFault });
  await assert.rejects(ask(new Request(api, { signal: AbortSignal.abort(reason) })), reason);
  assert.deepEqual(faults, []);
});

test('a page that is under way at a stop still gets its answers', async () => {
  // As every server of ours.
  const app = Fastify({ return503OnClosing: false });
  const nothingKept = { findByAlias: () => undefined } as unknown as ReadCache;
  const ask = fetchFrom(app, nothingKept);
  app.get('/api', async () => 'answer');
  let stopped: Promise<unknown> | undefined;
  app.get('/page', async () => {
    stopped = app.close();
    await once(app.server, 'close-begun');
    return (await ask(new Request('http://shop.example/api'))).text();
  });
  app.addHook('preClose', async () => void app.server.emit('close-begun'));
  const page = await fetch(`${await app.listen({ port: 0, host: '127.0.0.1' })}/page`);
  assert.equal(await page.text(), 'answer');
  await stopped;
});
