import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import {
  asAnyone,
  authenticatorCode,
  callAs,
  keyOfUri,
  startServices,
  type TestServices,
} from '@cartwright/testing';
import { sql } from 'kysely';
import { accountsContract } from '../contract/index.ts';
import { accounts } from '../src/service.ts';

const password = 'long enough to be one';

let services: TestServices;
let base: string;
let close: () => void;

before(async () => {
  const server = createServer((request, response) =>
    services.running.mounts['/api/auth/']?.(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address with a port.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  services = await startServices([accounts], { publicUrl: base });
});

after(async () => {
  close();
  await services.stop();
});

const client = () => services.client(accountsContract);
const database = () => services.databaseOf('accounts').db;

let visitors = 0;

/** Each request comes from another address, so that the limits of an address do not count. */
function post(path: string, body: object, cookie = '', userAgent = 'test'): Promise<Response> {
  visitors += 1;
  return fetch(`${base}/api/auth${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'cartwright-client-address': `10.1.${Math.floor(visitors / 250)}.${visitors % 250}`,
      'user-agent': userAgent,
      origin: base,
      cookie,
    },
    body: JSON.stringify(body),
  });
}

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function codeOfProblem(response: Response): Promise<string> {
  const { code }: { code: string } = await response.json();
  return code;
}

async function register(email: string): Promise<{ cookie: string; id: string }> {
  const response = await post('/sign-up/email', { email, name: 'Ada', password });
  assert.equal(response.status, 200, await response.clone().text());
  const { user }: { user: { id: string } } = await response.json();
  await sql`update "user" set "emailVerified" = true where id = ${user.id}`.execute(database());
  return { cookie: cookieOf(response), id: user.id };
}

const signIn = (email: string, userAgent?: string) =>
  post('/sign-in/email', { email, password }, '', userAgent);

const actorOf = async (cookie: string) =>
  (await client().identify({ body: { cookie, apiKey: null } }, asAnyone())).body.actor;

/** Turns the second factor on with the code of this half minute. */
async function enrol(email: string) {
  const { cookie, id } = await register(email);
  const started = await post('/two-factor/enable', { password }, cookie);
  assert.equal(started.status, 200, await started.clone().text());
  const answer: { totpURI: string; backupCodes: string[] } = await started.json();
  const key = keyOfUri(answer.totpURI);
  const used = authenticatorCode(key);
  const confirmed = await post('/two-factor/verify-totp', { code: used }, cookie);
  assert.equal(confirmed.status, 200, await confirmed.clone().text());
  return { id, key, used, backupCodes: answer.backupCodes, cookie: cookieOf(confirmed) };
}

test('signing in asks for a code once the second factor is on, and not before', async () => {
  const { id, key } = await enrol('factor@example.com');
  const me = await client().getMe({}, callAs({ kind: 'shopper', id }));
  assert.equal(me.body.twoFactorEnabled, true);
  const first = await signIn('factor@example.com');
  const step: { twoFactorRedirect?: boolean } = await first.json();
  assert.equal(step.twoFactorRedirect, true);
  const challenge = cookieOf(first);
  assert.deepEqual(await actorOf(challenge), { kind: 'anonymous' });
  const code = authenticatorCode(key, 1);
  const second = await post('/two-factor/verify-totp', { code }, challenge);
  assert.equal(second.status, 200, await second.clone().text());
  const actor = await actorOf(cookieOf(second));
  assert.equal(actor.kind === 'shopper' && actor.id, id);
});

test('a code counts once, also for two who present it at the same moment', async () => {
  const { key, used } = await enrol('replayed@example.com');
  const present = async (code: string) =>
    post('/two-factor/verify-totp', { code }, cookieOf(await signIn('replayed@example.com')));
  const again = await present(used);
  assert.equal(again.status, 401);
  assert.equal(await codeOfProblem(again), 'CODE_ALREADY_USED');
  const next = authenticatorCode(key, 1);
  const answers = await Promise.all([present(next), present(next), present(next)]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  for (const answer of answers.filter(({ status }) => status !== 200))
    assert.equal(await codeOfProblem(answer), 'CODE_ALREADY_USED');
});

test('a wrong code is refused, and guesses come to an end', async () => {
  await enrol('guessed@example.com');
  const challenge = cookieOf(await signIn('guessed@example.com'));
  for (let guess = 0; guess < 5; guess += 1) {
    const answer = await post('/two-factor/verify-totp', { code: `00000${guess}` }, challenge);
    assert.equal(answer.status, 401);
  }
  const last = await post('/two-factor/verify-totp', { code: '000009' }, challenge);
  assert.equal(await codeOfProblem(last), 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE');
});

test('a backup code signs in once', async () => {
  const { backupCodes } = await enrol('backup@example.com');
  const present = async () =>
    post(
      '/two-factor/verify-backup-code',
      { code: backupCodes[0] },
      cookieOf(await signIn('backup@example.com')),
    );
  const first = await present();
  assert.equal(first.status, 200, await first.clone().text());
  assert.equal((await actorOf(cookieOf(first))).kind, 'shopper');
  assert.equal((await present()).status, 401);
});

test('only the password turns the second factor off', async () => {
  const { cookie } = await enrol('off@example.com');
  const wrong = await post('/two-factor/disable', { password: 'not the right one' }, cookie);
  assert.equal(wrong.status, 400);
  const right = await post('/two-factor/disable', { password }, cookie);
  assert.equal(right.status, 200, await right.clone().text());
  const signedIn = await signIn('off@example.com');
  assert.equal((await actorOf(cookieOf(signedIn))).kind, 'shopper');
});

test('an address must be verified before it gets a second factor', async () => {
  const { cookie, id } = await register('unverified@example.com');
  await sql`update "user" set "emailVerified" = false where id = ${id}`.execute(database());
  const refused = await post('/two-factor/enable', { password }, cookie);
  assert.equal(refused.status, 403);
  assert.equal(await codeOfProblem(refused), 'EMAIL_NOT_VERIFIED');
});

test('key and backup codes are stored encrypted', async () => {
  const { key, backupCodes } = await enrol('stored@example.com');
  const { rows } = await sql<{ row: string }>`
    select f::text as row from "twoFactor" f`.execute(database());
  assert.ok(rows.length > 0);
  for (const { row } of rows) {
    assert.equal(row.includes(key), false);
    assert.equal(row.includes(backupCodes[0] ?? 'none'), false);
  }
});

test('sessions are listed with the present one marked, and others can be signed out', async () => {
  const { id } = await register('sessions@example.com');
  const here = cookieOf(await signIn('sessions@example.com', 'Laptop'));
  const there = cookieOf(await signIn('sessions@example.com', 'Phone'));
  const actor = await actorOf(here);
  const list = async () => (await client().listSessions({}, callAs(actor))).body.items;
  const agents = (await list()).map(({ userAgent }) => userAgent);
  assert.deepEqual(agents.toSorted(), ['Laptop', 'Phone', 'test']);
  const current = (await list()).filter(({ isCurrent }) => isCurrent);
  assert.deepEqual(
    current.map(({ userAgent }) => userAgent),
    ['Laptop'],
  );
  const first = (await list()).find(({ userAgent }) => userAgent === 'test');
  const stranger = await register('stranger@example.com');
  const sessionId = first?.id ?? '';
  await assert.rejects(
    client().endSession({ params: { sessionId } }, callAs({ kind: 'shopper', id: stranger.id })),
    (error) => isContractError(error, 'not-found'),
  );
  await client().endSession({ params: { sessionId } }, callAs(actor));
  assert.equal((await list()).length, 2);
  await client().endOtherSessions({}, callAs(actor));
  assert.equal((await list()).length, 1);
  assert.deepEqual(await actorOf(there), { kind: 'anonymous' });
  const still = await actorOf(here);
  assert.equal(still.kind === 'shopper' && still.id, id);
});

test('a session is seen again when it is used after a while', async () => {
  const { cookie, id } = await register('seen@example.com');
  await sql`
    update session
    set "lastSeenAt" = now() - interval '1 hour'
    where "userId" = ${id}`.execute(database());
  const [session] = (await client().listSessions({}, callAs(await actorOf(cookie)))).body.items;
  assert.ok(Date.now() - Date.parse(session?.lastSeenAt ?? '') < 60_000);
});

test('the address chosen last is the default', async () => {
  const { id } = await register('default@example.com');
  const asShopper = callAs({ kind: 'shopper', id });
  const address = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  await client().addAddress({ body: address }, asShopper);
  const second = await client().addAddress({ body: { ...address, city: 'Bonn' } }, asShopper);
  const params = { addressId: second.body.id };
  const chosen = await client().setDefaultAddress({ params }, asShopper);
  assert.equal(chosen.body.isDefault, true);
  const list = await client().listAddresses({ query: {} }, asShopper);
  assert.deepEqual(
    list.body.items.map(({ city, isDefault }) => [city, isDefault]),
    [
      ['Berlin', false],
      ['Bonn', true],
    ],
  );
});

test('erasing wants the password, and the code where there is one', async () => {
  const { id, key, used } = await enrol('erased@example.com');
  const erase = (given: { password: string; code?: string }) =>
    client().eraseMe({ body: given }, callAs({ kind: 'shopper', id }));
  await assert.rejects(erase({ password: 'not the right one' }), (error) =>
    isContractError(error, 'proof-refused'),
  );
  await assert.rejects(erase({ password }), (error) => isContractError(error, 'proof-refused'));
  await assert.rejects(erase({ password, code: used }), (error) =>
    isContractError(error, 'proof-refused'),
  );
  assert.equal((await erase({ password, code: authenticatorCode(key, 1) })).status, 204);
  assert.equal((await signIn('erased@example.com')).status, 401);
  const left = await services
    .client(accountsContract, 'orders')
    .getErasure({ params: { shopperId: id } }, asAnyone());
  assert.deepEqual(left.body, { email: 'erased@example.com', emailVerified: true });
});
