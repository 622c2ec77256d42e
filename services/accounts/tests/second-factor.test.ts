import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { asAnyone, authenticatorCode, callAs, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { accountsContract } from '../contract/index.ts';
import {
  actorOf,
  codeOfProblem,
  cookieOf,
  enrol,
  type OpenAccounts,
  openAccounts,
  password,
  register,
  signIn,
} from './open-accounts.ts';

let open: OpenAccounts;
before(async () => {
  open = await openAccounts();
});
after(() => open.stop());

test('signing in asks for a code once the second factor is on, and not before', async () => {
  const { id, key } = await enrol(open, 'factor@example.com');
  const me = await open.client().getMe({}, callAs({ kind: 'shopper', id }));
  assert.equal(me.body.twoFactorEnabled, true);
  const first = await signIn(open, 'factor@example.com');
  const step: { twoFactorRedirect?: boolean } = await first.json();
  assert.equal(step.twoFactorRedirect, true);
  const challenge = cookieOf(first);
  assert.deepEqual(await actorOf(open, challenge), { kind: 'anonymous' });
  const code = authenticatorCode(key, 1);
  const second = await open.post('/two-factor/verify-totp', { code }, challenge);
  assert.equal(second.status, 200, await second.clone().text());
  const actor = await actorOf(open, cookieOf(second));
  assert.equal(actor.kind === 'shopper' && actor.id, id);
});

test('a code counts once, also for two who present it at the same moment', async () => {
  const { key, used } = await enrol(open, 'replayed@example.com');
  const present = async (code: string) =>
    open.post(
      '/two-factor/verify-totp',
      { code },
      cookieOf(await signIn(open, 'replayed@example.com')),
    );
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
  await enrol(open, 'guessed@example.com');
  const challenge = cookieOf(await signIn(open, 'guessed@example.com'));
  for (let guess = 0; guess < 5; guess += 1) {
    const answer = await open.post('/two-factor/verify-totp', { code: `00000${guess}` }, challenge);
    assert.equal(answer.status, 401);
  }
  const last = await open.post('/two-factor/verify-totp', { code: '000009' }, challenge);
  assert.equal(await codeOfProblem(last), 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE');
});

test('a backup code signs in once', async () => {
  const { backupCodes } = await enrol(open, 'backup@example.com');
  const present = async () =>
    open.post(
      '/two-factor/verify-backup-code',
      { code: backupCodes[0] },
      cookieOf(await signIn(open, 'backup@example.com')),
    );
  const first = await present();
  assert.equal(first.status, 200, await first.clone().text());
  assert.equal((await actorOf(open, cookieOf(first))).kind, 'shopper');
  assert.equal((await present()).status, 401);
});

test('an address must be verified before it gets a second factor', async () => {
  const { cookie, id } = await register(open, 'unverified@example.com');
  await sql`update "user" set "emailVerified" = false where id = ${id}`.execute(open.database());
  const refused = await open.post('/two-factor/enable', { password }, cookie);
  assert.equal(refused.status, 403);
  assert.equal(await codeOfProblem(refused), 'EMAIL_NOT_VERIFIED');
});

test('key and backup codes are stored encrypted', async () => {
  const { key, backupCodes } = await enrol(open, 'stored@example.com');
  const { rows } = await sql<{ row: string }>`
    select f::text as row from "twoFactor" f`.execute(open.database());
  assert.ok(rows.length > 0);
  for (const { row } of rows) {
    assert.equal(row.includes(key), false);
    assert.equal(row.includes(backupCodes[0] ?? 'none'), false);
  }
});

test('sessions are listed with the present one marked, and others can be signed out', async () => {
  const { id } = await register(open, 'sessions@example.com');
  const here = cookieOf(await signIn(open, 'sessions@example.com', 'Laptop'));
  const there = cookieOf(await signIn(open, 'sessions@example.com', 'Phone'));
  const actor = await actorOf(open, here);
  const list = async () => (await open.client().listSessions({}, callAs(actor))).body.items;
  const agents = (await list()).map(({ userAgent }) => userAgent);
  assert.deepEqual(agents.toSorted(), ['Laptop', 'Phone', 'test']);
  const current = (await list()).filter(({ isCurrent }) => isCurrent);
  assert.deepEqual(
    current.map(({ userAgent }) => userAgent),
    ['Laptop'],
  );
  const first = (await list()).find(({ userAgent }) => userAgent === 'test');
  const stranger = await register(open, 'stranger@example.com');
  const sessionId = first?.id ?? '';
  await assert.rejects(
    open
      .client()
      .endSession({ params: { sessionId } }, callAs({ kind: 'shopper', id: stranger.id })),
    (error) => isContractError(error, 'not-found'),
  );
  await open.client().endSession({ params: { sessionId } }, callAs(actor));
  assert.equal((await list()).length, 2);
  await open.client().endOtherSessions({}, callAs(actor));
  assert.equal((await list()).length, 1);
  assert.deepEqual(await actorOf(open, there), { kind: 'anonymous' });
  const still = await actorOf(open, here);
  assert.equal(still.kind === 'shopper' && still.id, id);
});

test('a session is seen again when it is used after a while', async () => {
  const { cookie, id } = await register(open, 'seen@example.com');
  await sql`
    update session
    set "lastSeenAt" = now() - interval '1 hour'
    where "userId" = ${id}`.execute(open.database());
  const [session] = (await open.client().listSessions({}, callAs(await actorOf(open, cookie)))).body
    .items;
  assert.ok(Date.now() - Date.parse(session?.lastSeenAt ?? '') < 60_000);
});

test('a session that was just noted as seen is not noted again', async () => {
  const { cookie, id } = await register(open, 'seen-once@example.com');
  const see = (ago: string, db: Database | Tx) =>
    sql`
    update session
    set "lastSeenAt" = now() - ${ago}::interval
    where "userId" = ${id}`.execute(db);
  await see('1 hour', open.database());
  const seen = Promise.withResolvers<void>();
  const noted = transaction(open.database(), async (tx) => {
    await see('1 minute', tx);
    seen.resolve();
    await waitFor('the session to be used meanwhile', async () => {
      const { rows } = await sql`select from pg_locks where not granted`.execute(tx);
      return rows.length > 0;
    });
  });
  await seen.promise;
  const actor = await actorOf(open, cookie);
  await noted;
  const [session] = (await open.client().listSessions({}, callAs(actor))).body.items;
  assert.ok(Date.now() - Date.parse(session?.lastSeenAt ?? '') > 50_000);
});

test('the address chosen last is the default', async () => {
  const { id } = await register(open, 'default@example.com');
  const asShopper = callAs({ kind: 'shopper', id });
  const address = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  await open.client().addAddress({ body: address }, asShopper);
  const second = await open.client().addAddress({ body: { ...address, city: 'Bonn' } }, asShopper);
  const params = { addressId: second.body.id };
  const chosen = await open.client().setDefaultAddress({ params }, asShopper);
  assert.equal(chosen.body.isDefault, true);
  const list = await open.client().listAddresses({ query: {} }, asShopper);
  assert.deepEqual(
    list.body.items.map(({ city, isDefault }) => [city, isDefault]),
    [
      ['Berlin', false],
      ['Bonn', true],
    ],
  );
});

test('erasing wants the password, and the code where there is one', async () => {
  const { id, key, used } = await enrol(open, 'erased@example.com');
  const erase = (given: { password: string; code?: string }) =>
    open.client().eraseMe({ body: given }, callAs({ kind: 'shopper', id }));
  await assert.rejects(erase({ password: 'not the right one' }), (error) =>
    isContractError(error, 'proof-refused'),
  );
  await assert.rejects(erase({ password }), (error) => isContractError(error, 'proof-refused'));
  await assert.rejects(erase({ password, code: used }), (error) =>
    isContractError(error, 'proof-refused'),
  );
  assert.equal((await erase({ password, code: authenticatorCode(key, 1) })).status, 204);
  assert.equal((await signIn(open, 'erased@example.com')).status, 401);
  const left = await open.services
    .client(accountsContract, 'orders')
    .getErasure({ params: { shopperId: id } }, asAnyone());
  assert.deepEqual(left.body, {
    email: 'erased@example.com',
    emailVerified: true,
    mailIds: left.body.mailIds,
  });
  assert.equal(left.body.mailIds.length, 1);
});
