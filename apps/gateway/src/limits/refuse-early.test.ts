import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from '@cartwright/config';
import type { RouteDefinition } from '@cartwright/contract';
import { createHttpServer, overloaded } from '@cartwright/http';
import { logger } from '@cartwright/telemetry';
import { headersOfAllAnswers } from '../headers.ts';
import { limitRequests } from './limit-requests.ts';
import { gatewaySettings } from './settings.ts';

const checkOut: RouteDefinition = {
  method: 'POST',
  path: '/carts/:cartId/checkout',
  summary: 'Orders',
  access: { kind: 'public', who: 'anyone' },
  responses: { 204: null },
  errors: [],
};
const log = logger({ level: 'silent' });

test('what is refused before it is routed gets the very answer that its route gives', async (t) => {
  let nowMs = 0;
  t.mock.method(performance, 'now', () => nowMs);
  const app = createHttpServer({
    log,
    name: 'gateway',
    shortcut: (request) => limits.shortcut(request),
  });
  t.after(() => app.close());
  const limits = await limitRequests(app, {
    settings: loadSettings(gatewaySettings, {}),
    operations: new Map([[checkOut, 'checkOut']]),
    trustedProxies: 0,
    log,
  });
  const routed: string[] = [];
  app.addHook('onRequest', async ({ url }) => void routed.push(url));
  app.addHook('onSend', async (_, reply, payload) => {
    reply.headers(headersOfAllAnswers);
    return payload;
  });
  let isFull = true;
  app.route({
    method: 'POST',
    url: checkOut.path,
    config: { route: checkOut },
    handler: async (request, reply) => {
      await limits.run('checkOut', request, async () => {
        if (isFull) throw overloaded();
        return { status: 204, body: undefined };
      });
      return reply.code(204).send();
    },
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const send = async (path: string) => {
    const before = routed.length;
    const answer = await fetch(`${url}${path}`, { method: 'POST' });
    const headers = [...answer.headers].filter(([name]) => name !== 'date');
    const told = { status: answer.status, headers, body: await answer.text() };
    return { told, isRouted: routed.length > before };
  };
  const path = '/carts/0Zy_-x/checkout';

  const first = await send(path);
  assert.equal(first.isRouted, true);
  assert.equal(first.told.status, 503);
  const second = await send(path);
  assert.equal(second.isRouted, false);
  assert.deepEqual(second.told, first.told);
  for (const other of [`${path}?a=b`, '/carts/%41/checkout', '/carts/a/b/checkout', '/carts'])
    assert.equal((await send(other)).isRouted, true, other);

  isFull = false;
  nowMs = 200;
  assert.equal((await send(path)).told.status, 204);
});
