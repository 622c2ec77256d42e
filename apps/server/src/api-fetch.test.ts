import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { fetchAt } from './api-fetch.ts';

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
const api = 'http://shop.example/api/v1/carts';

test('a gateway that is silent is told as a problem', { timeout: 10_000 }, async () => {
  const ask = fetchAt(silentUrl(), { answerMs: 50 });
  const read = await ask(new Request(api));
  assert.equal(read.status, 503);
  assert.equal(Object(await read.json()).code, 'unavailable');
  const written = await ask(new Request(api, { method: 'POST', body: '{}' }));
  assert.equal(Object(await written.json()).code, 'outcome-unknown');
});

test('whoever asked may give up sooner', { timeout: 10_000 }, async () => {
  const reason = new Error('the browser has left');
  const asked = fetchAt(silentUrl())(new Request(api, { signal: AbortSignal.abort(reason) }));
  await assert.rejects(asked, reason);
});
