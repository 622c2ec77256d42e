import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authenticatorCode, keyOfUri } from '@cartwright/testing';
import { sql } from 'kysely';
import { type Auth, createAuth } from '../src/auth.ts';
import {
  codeOfProblem,
  cookieOf,
  type OpenAccounts,
  openAccounts,
  resetToken,
} from './open-accounts.ts';

const password = 'long enough to be one';
const base = 'http://localhost';

let open: OpenAccounts;
let auth: Auth;
before(async () => {
  open = await openAccounts();
  auth = createAuth({
    db: open.database(),
    log: { error: assert.fail, warn: () => undefined },
    publicUrl: base,
    secret: 'of this one test, and long enough',
    signInTriesMax: 1_000,
    accountTriesMax: 1_000,
  });
});
after(() => open.stop());

const post = (path: string, body: object, cookie = ''): Promise<Response> =>
  auth.handler(
    new Request(`${base}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base, cookie },
      body: JSON.stringify(body),
    }),
  );

const signIn = (email: string, device = '') => post('/sign-in/email', { email, password }, device);

async function register(email: string): Promise<{ id: string; email: string; cookie: string }> {
  const answer = await post('/sign-up/email', { email, name: 'Ada', password });
  const { user }: { user: { id: string } } = await answer.json();
  await sql`update "user" set "emailVerified" = true where id = ${user.id}`.execute(
    open.database(),
  );
  return { id: user.id, email, cookie: cookieOf(answer) };
}

/** Begins to turn the second factor on; what is answered does so. */
async function startFactor(cookie: string) {
  const started = await post('/two-factor/enable', { password }, cookie);
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await started.json();
  const code = authenticatorCode(keyOfUri(totpURI));
  return { backupCodes, turnOn: () => post('/two-factor/verify-totp', { code }, cookie) };
}

async function enrol(email: string) {
  const { id, cookie } = await register(email);
  const { backupCodes, turnOn } = await startFactor(cookie);
  return { id, email, cookie: cookieOf(await turnOn()), backupCodes };
}

/** Runs a call up to where everything is checked and its session is made, then the change. */
async function overtake(
  call: () => Promise<Response>,
  change: () => Promise<Response>,
  before: 'createSession' | 'updateAccount' = 'createSession',
) {
  const { internalAdapter } = await auth.$context;
  const step = internalAdapter[before];
  const released = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const stopping = async (...given: unknown[]) => {
    Object.assign(internalAdapter, { [before]: step });
    reached.resolve();
    await released.promise;
    return Reflect.apply(step, undefined, given);
  };
  Object.assign(internalAdapter, { [before]: stopping });
  const called = call();
  await reached.promise;
  const changed = await change();
  assert.equal(changed.status, 200, await changed.clone().text());
  released.resolve();
  return called;
}

/** Sets another password by the link of a mail. */
async function reset(email: string): Promise<Response> {
  await post('/request-password-reset', { email });
  const token = await resetToken(open, email);
  return post('/reset-password', { token, newPassword: 'another long one' });
}

/** Sessions, devices that are trusted, and sign-ins that wait for a code. */
async function waysIn(userId: string): Promise<number> {
  const { rows } = await sql<{ ways: number }>`
    select (select count(*) from session where "userId" = ${userId})::integer
         + (select count(*) from verification where value = ${userId})::integer as ways
  `.execute(open.database());
  return rows[0]?.ways ?? 0;
}

async function assertRefused(answer: Response, code = 'INVALID_EMAIL_OR_PASSWORD') {
  assert.equal(answer.status, 401);
  assert.equal(await codeOfProblem(answer), code);
  const last = answer.headers.getSetCookie().findLast((one) => one.includes('session_token'));
  assert.match(last ?? '', /Max-Age=0/);
}

test('a sign-in under way does not outlive a password that is set by a link', async () => {
  const { id, email } = await register('reset@example.com');
  await assertRefused(
    await overtake(
      () => signIn(email),
      () => reset(email),
    ),
  );
  assert.equal(await waysIn(id), 0);
});

test('a sign-in under way does not outlive a change of the password', async () => {
  const { id, email, cookie } = await register('Changed@example.com');
  const body = { currentPassword: password, newPassword: 'another long one' };
  const change = () => post('/change-password', body, cookie);
  await assertRefused(await overtake(() => signIn(email), change));
  assert.equal(await waysIn(id), 1, 'the session that changed it');
});

for (const before of ['updateAccount', 'createSession'] as const)
  test(`who changes the password undoes no reset meanwhile, before ${before}`, async () => {
    const { id, email, cookie } = await register(`${before.toLowerCase()}@example.com`);
    const body = {
      currentPassword: password,
      newPassword: 'a third long one',
      revokeOtherSessions: true,
    };
    const late = await overtake(
      () => post('/change-password', body, cookie),
      () => reset(email),
      before,
    );
    const code = before === 'updateAccount' ? 'INVALID_PASSWORD' : 'INVALID_CODE';
    assert.equal(await codeOfProblem(late), code);
    assert.equal(await waysIn(id), 0);
    const signedIn = await post('/sign-in/email', { email, password: 'another long one' });
    assert.equal(signedIn.status, 200, 'the password of the reset counts');
  });

test('a sign-in under way does not outlive the second factor being turned on', async () => {
  const { id, email, cookie } = await register('on@example.com');
  const { turnOn } = await startFactor(cookie);
  await assertRefused(await overtake(() => signIn(email), turnOn));
  assert.equal(await waysIn(id), 1, 'the session that turned it on');
});

test('no sign-in with the old password waits for a code after a reset', async () => {
  const { id, email } = await enrol('waits@example.com');
  await assertRefused(
    await overtake(
      () => signIn(email),
      () => reset(email),
    ),
  );
  assert.equal(await waysIn(id), 0);
});

test('a trusted device that signs in meanwhile is trusted no longer', async () => {
  const { id, email, backupCodes } = await enrol('device@example.com');
  const body = { code: backupCodes[0], trustDevice: true };
  const challenge = cookieOf(await signIn(email));
  const device = cookieOf(await post('/two-factor/verify-backup-code', body, challenge));
  await assertRefused(
    await overtake(
      () => signIn(email, device),
      () => reset(email),
    ),
  );
  assert.equal(await waysIn(id), 0);
});

test('a code under way does not outlive a reset either', async () => {
  const { id, email, backupCodes } = await enrol('code@example.com');
  const body = { code: backupCodes[0] };
  const challenge = cookieOf(await signIn(email));
  const present = () => post('/two-factor/verify-backup-code', body, challenge);
  await assertRefused(await overtake(present, () => reset(email)), 'INVALID_TWO_FACTOR_COOKIE');
  assert.equal(await waysIn(id), 0);
});

test('a session that turns the second factor off meanwhile is ended by a reset', async () => {
  const { id, email, cookie, backupCodes } = await enrol('off@example.com');
  const turnOff = () => post('/two-factor/disable', { password, code: backupCodes[0] }, cookie);
  await assertRefused(await overtake(turnOff, () => reset(email)), 'INVALID_CODE');
  assert.equal(await waysIn(id), 0);
});
