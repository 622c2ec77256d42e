import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
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

/** Sends requests, each on a connection of its own; tells when all are let in, and how they end. */
const crowd = `
  const [port, letIn] = process.argv.slice(1);
  let waiting = 200;
  const ends = Array.from({ length: waiting }, () => new Promise((resolve) => {
    const client = require('node:net').connect(Number(port), '127.0.0.1', () => {
      waiting -= 1;
      if (waiting === 0) require('node:fs').writeFileSync(letIn, '');
    });
    client.write('GET / HTTP/1.1\\r\\nHost: shop\\r\\n\\r\\n');
    client.on('data', (chunk) =>
      resolve(String(chunk).split(' ')[1] + (/connection: close/i.exec(chunk) ?? '')));
    client.on('error', ({ code }) => resolve(code));
  }));
  Promise.all(ends).then((all) => process.stdout.write([...new Set(all)].join()));
`;

test('a stop answers those whom the system has let in and the process has not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-closing-'));
  const letIn = join(folder, 'let-in');
  const ready = { route: '/', status: 200, headerList: ['content-length', '2'], body: 'ok' };
  const log = logger({ level: 'silent' });
  const app = createHttpServer({ log, name: 'closing', shortcut: () => ready });
  try {
    app.get('/', async () => ({ ok: true }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    assert.ok(address !== null && typeof address === 'object');
    const args = ['-e', crowd, String(address.port), letIn];
    const told = promisify(execFile)(process.execPath, args);
    // As a busy shop: it takes nobody while they come.
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waits = 0; waits < 400 && !existsSync(letIn); waits += 1)
      Atomics.wait(clock, 0, 0, 50);
    await app.close();
    // Whoever was told to keep the connection would send the next request into its end.
    assert.equal((await told).stdout.toLowerCase(), '200connection: close');
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
});
