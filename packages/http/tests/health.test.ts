import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logger } from '@cartwright/telemetry';
import { createHttpServer, serveHealth } from '../src/index.ts';

function serverThatIs(readiness: () => Promise<string[]>) {
  const app = createHttpServer({ log: logger({ level: 'silent' }), name: 'test' });
  serveHealth(app, readiness);
  return app;
}

test('liveness depends on nothing: it is answered while readiness waits for its database', {
  timeout: 5_000,
}, async () => {
  const app = serverThatIs(() => new Promise(() => undefined));
  const { statusCode, body } = await app.inject('/livez');
  assert.deepEqual([statusCode, body], [200, '{"status":"ok"}']);
});

test('readiness tells what is missing', async () => {
  const missing = await serverThatIs(async () => ['database']).inject('/readyz');
  assert.equal(missing.statusCode, 503);
  assert.deepEqual(missing.json(), { status: 'not-ready', missing: ['database'] });
  assert.equal((await serverThatIs(async () => []).inject('/readyz')).statusCode, 200);
});
