import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { createHttpServer } from '../src/index.ts';

/** A server with one page that is ready, and the lines of its log. */
async function serve(t: TestContext) {
  const lines: { route: string; status: number }[] = [];
  const log = logger({ destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  const asked: string[] = [];
  const app = createHttpServer({
    log,
    name: 'test',
    shortcut: ({ url = '' }) => {
      asked.push(url);
      if (url !== '/ready') return undefined;
      // As text of the bytes of 'šort'.
      const body = Buffer.from('šort').toString('latin1');
      return { route: '/:page', status: 200, headerList: ['content-length', '5'], body };
    },
  });
  t.after(() => app.close());
  app.get('/:page', async () => 'long');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  assert.ok(address !== null && typeof address === 'object');
  const { port } = address;
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<string>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', path, headers }, async (answer) => {
        const chunks = await answer.toArray();
        resolve(`${answer.statusCode} ${Buffer.concat(chunks)}`);
      });
      sent.on('error', reject).end();
    });
  return { app, get, asked, lines };
}

test('what is ready is answered without its route, with its line in the log', async (t) => {
  const { app, get, lines } = await serve(t);
  assert.equal(await get('/ready'), '200 šort');
  assert.equal(await get('/other'), '200 long');
  await app.close();
  assert.deepEqual(
    lines.map(({ route, status }) => [route, status]),
    [
      ['/:page', 200],
      ['/:page', 200],
    ],
  );
});

test('traced requests and what is no address take the long way', async (t) => {
  const { get, asked } = await serve(t);
  const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
  assert.equal(await get('/ready', { traceparent }), '200 long');
  assert.match(await get('/ready', { host: 'a b' }), /^400 /);
  assert.deepEqual(asked, []);
});

test('an answer that nobody took has no line', async () => {
  const lines: string[] = [];
  const log = logger({ destination: { write: (line) => void lines.push(line) } });
  // More than what is between two sockets can hold.
  const body = Buffer.alloc(64 * 1024 * 1024);
  const headerList = ['content-length', String(body.length)];
  const app = createHttpServer({
    log,
    name: 'test',
    shortcut: () => ({ route: '/', status: 200, headerList, body }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  assert.ok(address !== null && typeof address === 'object');
  const left = Promise.withResolvers<void>();
  app.server.on('request', (_, response) => response.once('close', () => left.resolve()));
  const sent = request({ port: address.port, host: '127.0.0.1' }, () => sent.destroy());
  sent.on('error', () => undefined).end();
  await left.promise;
  await app.close();
  assert.deepEqual(lines, []);
});
