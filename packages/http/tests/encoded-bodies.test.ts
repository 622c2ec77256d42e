import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { logger } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';
import { createHttpServer, serveMounts } from '../src/index.ts';

const log = logger({ level: 'silent' });
let app: FastifyInstance;
let url: string;

before(async () => {
  app = createHttpServer({ log, name: 'test' });
  app.post('/echo', async ({ body }) => ({ body: body ?? 'none' }));
  serveMounts(app, { '/mount': (_, response) => void response.end() }, log);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
after(() => app.close());

const post = (path: string, encoding: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    body,
  });

for (const path of ['/echo', '/mount'])
  test(`a packed body is refused with the reason, at ${path}`, async () => {
    for (const encoding of ['gzip', 'br', 'gzip, identity']) {
      const answer = await post(path, encoding, new Uint8Array(gzipSync('{"a":1}')));
      assert.equal(answer.status, 415, encoding);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      const { code, detail } = await answer.json();
      assert.equal(code, 'unsupported-media-type');
      assert.match(detail, /Content-Encoding/);
    }
  });

test('a plain body may say that it is plain', async () => {
  const plain = await post('/echo', 'identity', '{"a":1}');
  assert.deepEqual(await plain.json(), { body: { a: 1 } });
});
