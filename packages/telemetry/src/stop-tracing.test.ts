import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { inSpan } from './spans.ts';
import { startTracing, stopTracing } from './tracing.ts';

test('a collector that never answers does not hold up a stop', async () => {
  const sockets: Socket[] = [];
  const collector = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const address = collector.address();
  assert.ok(address !== null && typeof address === 'object');
  await startTracing({ serviceName: 'test', endpoint: `http://127.0.0.1:${address.port}` });
  await inSpan('work', {}, async () => undefined);
  const startedMs = Date.now();
  await stopTracing();
  const tookMs = Date.now() - startedMs;
  for (const socket of sockets) socket.destroy();
  collector.close();
  assert.equal(sockets.length, 1);
  assert.ok(tookMs < 6_000, `${tookMs} ms`);
});
