import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { loadSettings } from '@cartwright/config';
import type { RouteDefinition } from '@cartwright/contract';
import { createHttpServer, type MountHandler, overloaded, serveMounts } from '@cartwright/http';
import { logger } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';
import { limitRequests } from './limit-requests.ts';
import { gatewaySettings } from './settings.ts';

const addLine: RouteDefinition = {
  method: 'POST',
  path: '/carts/lines',
  summary: 'Adds a line',
  access: { kind: 'public', who: 'anyone' },
  responses: { 204: null },
  errors: [],
};
const checkOut: RouteDefinition = { ...addLine, path: '/checkouts', summary: 'Orders' };
const operations = new Map([
  [addLine, 'addLine'],
  [checkOut, 'checkOut'],
]);
const log = logger({ level: 'silent' });

/** A gateway with a clock and work that the test sets. */
async function startGateway(t: TestContext, env: Record<string, string> = {}) {
  const state = { now: 0, identify: async () => {}, work: async () => {} };
  const events = new EventEmitter();
  t.mock.method(performance, 'now', () => state.now);
  const app = createHttpServer({ log, name: 'gateway' });
  app.addHook('onRequest', async (_, reply) => {
    reply.raw.once('close', () => events.emit('gone'));
    events.emit('request');
  });
  await limitedRoutes(app, env, {
    identify: () => state.identify(),
    work: async () => {
      events.emit('work');
      await state.work();
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const sockets: Socket[] = [];
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await app.close();
  });
  const send = (text: string): Socket => {
    const address = app.server.address();
    assert.ok(address !== null && typeof address === 'object');
    const socket = connect(address.port, address.address);
    sockets.push(socket.on('error', () => undefined).setEncoding('latin1'));
    socket.write(text);
    return socket;
  };
  return { state, events, app, send };
}

/** Routes of the API, a mount and pages. The last two read their bodies themselves. */
async function limitedRoutes(
  app: FastifyInstance,
  env: Record<string, string>,
  { identify, work }: { identify: () => Promise<void>; work: () => Promise<void> },
): Promise<void> {
  const settings = loadSettings(gatewaySettings, env);
  const limits = await limitRequests(app, { settings, operations, trustedProxies: 0, log });
  for (const [route, name] of operations) {
    app.route({
      method: 'POST',
      url: route.path,
      config: { route },
      onRequest: identify,
      handler: async (request, reply) => {
        const answer = { status: 204, body: null };
        await limits.run(name, request, () => work().then(() => answer));
        return reply.code(answer.status).send();
      },
    });
  }
  const readAndWork: MountHandler = async (request, response) => {
    for await (const _ of request);
    await work();
    response.end();
  };
  serveMounts(app, { '/sign-in': readAndWork }, log);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/*', async (request, reply) => {
      reply.hijack();
      await readAndWork(request.raw, reply.raw);
    });
  });
}

type Gateway = Awaited<ReturnType<typeof startGateway>>;

const post = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\n` +
  `content-length: 2\r\n\r\n${body}`;

/** Begins a request and waits until the gateway has it; its body stays away. */
async function sendHalf({ events, send }: Gateway, path: string): Promise<Socket> {
  const arrived = once(events, 'request');
  const socket = send(post(path, '{'));
  await arrived;
  return socket;
}

async function statusOf(socket: Socket): Promise<number> {
  const text = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  return Number(String(text).slice('HTTP/1.1 '.length).slice(0, 3));
}

for (const path of [addLine.path, '/sign-in', '/a-form']) {
  test(`bodies that do not come make nobody late: ${path}`, async (t) => {
    const gateway = await startGateway(t);
    for (let count = 0; count < 64; count += 1) await sendHalf(gateway, path);
    gateway.state.now = 50_000;
    assert.notEqual(await statusOf(gateway.send(post(path, '{}'))), 503);
  });

  test(`a body that does not come makes room for one that does: ${path}`, async (t) => {
    const env = { GATEWAY_WRITES_AT_ONCE_MAX: '2', GATEWAY_PAGES_AT_ONCE_MAX: '2' };
    const gateway = await startGateway(t, env);
    const [oldest, other] = [await sendHalf(gateway, path), await sendHalf(gateway, path)];
    gateway.state.now = 1_000;
    assert.equal(await statusOf(gateway.send(post(path, '{}'))), 503, 'too young to go');
    gateway.state.now = 1_001;
    const answers = [statusOf(oldest), statusOf(gateway.send(post(path, '{}')))];
    assert.notEqual(await answers[1], 503);
    assert.equal(await answers[0], 408);
    other.write('}');
    assert.notEqual(await statusOf(other), 503);
  });

  test(`work under way is never ended for a newcomer: ${path}`, async (t) => {
    const env = { GATEWAY_WRITES_AT_ONCE_MAX: '1', GATEWAY_PAGES_AT_ONCE_MAX: '1' };
    const gateway = await startGateway(t, env);
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.state.work = () => promise;
    const begun = once(gateway.events, 'work');
    const answer = statusOf(gateway.send(post(path, '{}')));
    await begun;
    gateway.state.now = 2_000;
    assert.equal(await statusOf(gateway.send(post(path, '{}'))), 503);
    resolve();
    assert.ok((await answer) < 300);
  });

  test(`who gives up leaves no room while the work goes on: ${path}`, {
    timeout: 10_000,
  }, async (t) => {
    const env = { GATEWAY_WRITES_AT_ONCE_MAX: '2', GATEWAY_PAGES_AT_ONCE_MAX: '2' };
    const gateway = await startGateway(t, env);
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.state.work = () => promise;
    for (let count = 0; count < 2; count += 1) {
      const begun = once(gateway.events, 'work');
      const socket = gateway.send(post(path, '{}'));
      await begun;
      const gone = once(gateway.events, 'gone');
      socket.destroy();
      await gone;
    }
    assert.equal(await statusOf(gateway.send(post(path, '{}'))), 503);
    resolve();
    await promise;
    assert.ok((await statusOf(gateway.send(post(path, '{}')))) < 300);
  });
}

for (const [path, status] of [
  [addLine.path, 204],
  [checkOut.path, 503],
] as const) {
  test(`after work that was too much the next is answered ${status}: ${path}`, async (t) => {
    const gateway = await startGateway(t);
    gateway.state.work = () => Promise.reject(overloaded());
    assert.equal(await statusOf(gateway.send(post(path, '{}'))), 503);
    gateway.state.work = async () => {};
    assert.equal(await statusOf(gateway.send(post(path, '{}'))), status);
  });
}

test('while it takes long to find out who calls, newcomers are refused', {
  timeout: 10_000,
}, async (t) => {
  const gateway = await startGateway(t);
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.state.identify = () => promise;
  for (let count = 0; count < 64; count += 1) await sendHalf(gateway, addLine.path);
  gateway.state.now = 5_001;
  assert.equal(await statusOf(gateway.send(post(addLine.path, '{}'))), 503);
  resolve();
  await promise;
  gateway.state.identify = async () => {};
  gateway.state.now = 50_000;
  assert.equal(await statusOf(gateway.send(post(addLine.path, '{}'))), 204);
});
