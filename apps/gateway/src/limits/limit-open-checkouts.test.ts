import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { loadSettings } from '@cartwright/config';
import type { FastifyRequest } from 'fastify';
import { limitOpenCheckouts } from './limit-open-checkouts.ts';
import { gatewaySettings } from './settings.ts';

/** A client that may have one checkout open, with a clock that the test sets. */
function oneOpen(t: TestContext) {
  const clock = { now: 0 };
  t.mock.method(performance, 'now', () => clock.now);
  const limit = limitOpenCheckouts({
    settings: loadSettings(gatewaySettings, { LIMIT_OPEN_CHECKOUTS: '1' }),
    onSuspect: () => undefined,
  });
  const request = (params: object, headers: Record<string, string>) =>
    // Only these are read.
    ({ ip: '192.0.2.1', params, headers, routeOptions: { config: {} } }) as FastifyRequest;
  const answer = (action: object | undefined) => async () => ({
    status: 202,
    body: { attempt: { id: 'a', ...(action === undefined ? {} : { action }) } },
  });
  return {
    clock,
    checkOut: (cartId: string, action?: object) =>
      limit('checkOut', request({ cartId }, { 'idempotency-key': cartId }), answer(action)),
    ask: (cartId: string, action: object) => {
      const asking = request({ attemptId: 'a' }, { authorization: `Bearer ${cartId}` });
      return limit('getCheckout', asking, answer(action));
    },
  };
}

/** A told time has a minute more; what is over is looked for every ten seconds. */
const graceMs = 60_000;
const lookMs = 10_000;

const tooMany = { code: 'too-many-requests' };

test('a checkout is open for as long as its answer says', async (t) => {
  const { clock, checkOut } = oneOpen(t);
  await checkOut('one', { url: '', expiresInSeconds: 3_600 });
  clock.now = 3_600_000 + graceMs - 1;
  await assert.rejects(checkOut('two'), tooMany);
  clock.now += lookMs;
  assert.equal((await checkOut('two')).status, 202);
});

test('what is told later, when it is asked about, holds from then on', async (t) => {
  const { clock, checkOut, ask } = oneOpen(t);
  await checkOut('one');
  clock.now = 60_000;
  await ask('one', { url: '', expiresInSeconds: 3_600 });
  clock.now = 3_660_000 + graceMs - 1;
  await assert.rejects(checkOut('two'), tooMany);
  clock.now += lookMs;
  assert.equal((await checkOut('two')).status, 202);
});

test('a checkout without time to pay that is left is still open', async (t) => {
  const { clock, checkOut, ask } = oneOpen(t);
  await checkOut('one', { url: '', expiresInSeconds: 0 });
  await ask('one', { url: '', expiresInSeconds: 0 });
  clock.now = 15 * 60_000 - 1;
  await assert.rejects(checkOut('two'), tooMany);
  clock.now += lookMs;
  assert.equal((await checkOut('two')).status, 202);
});
