import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authenticatorCode, keyOfUri } from '@cartwright/testing';
import { sql } from 'kysely';
import { Value } from 'typebox/value';
import { accountsContract, signInCalls } from '../contract/index.ts';
import {
  codeOfProblem,
  cookieOf,
  type OpenAccounts,
  openAccounts,
  password,
} from './open-accounts.ts';

let open: OpenAccounts;
before(async () => {
  open = await openAccounts();
});
after(() => open.stop());

type Name = keyof typeof signInCalls;

const called = new Set<Name>();

/** Makes a call as the document describes it; the answer must be the one that stands there. */
async function call(name: Name, body: object, cookie = '') {
  const { path, body: taken, answer } = signInCalls[name];
  assert.ok(Value.Check(taken, body), `${name} takes what the document describes`);
  const response = await open.post(path.replace('/api/auth', ''), body, cookie);
  const text = await response.text();
  assert.equal(response.status, 200, `${name}: ${text}`);
  const given: Record<string, unknown> = JSON.parse(text);
  const isAsDescribed: boolean = Value.Check(answer, given);
  assert.ok(isAsDescribed, `${name}: ${text}`);
  called.add(name);
  return { given, cookie: cookieOf(response) };
}

/** The token of the link in the newest mail that sets a password. */
async function resetToken(email: string): Promise<string> {
  const { rows } = await sql<{ url: string }>`
    select url
    from account_mail
    where email = ${email}
      and kind = 'reset-password'
  `.execute(open.database());
  return new URL(rows[0]?.url ?? '').pathname.split('/').at(-1) ?? '';
}

test('every call of sign-in in the API document answers as it stands there', async () => {
  const email = 'documented@example.com';
  const first = await call('signUp', { email, password, name: 'Ada', callbackURL: '/account' });
  await call('sendVerificationMail', { email, callbackURL: '/account' });
  await sql`update "user" set "emailVerified" = true`.execute(open.database());
  const newPassword = 'another long one';
  await call('changePassword', { currentPassword: password, newPassword }, first.cookie);
  const started = await call('enableTwoFactor', { password: newPassword }, first.cookie);
  const key = keyOfUri(String(started.given.totpURI));
  const enabled = await call('verifyTotp', { code: authenticatorCode(key) }, first.cookie);
  const proof = { password: newPassword, code: authenticatorCode(key, 1) };
  const { given } = await call('generateBackupCodes', proof, enabled.cookie);
  const codes = Array.isArray(given.backupCodes) ? given.backupCodes.map(String) : [];
  const half = await call('signIn', { email, password: newPassword });
  assert.equal(half.given.twoFactorRedirect, true);
  const whole = await call('verifyBackupCode', { code: codes[0] ?? '' }, half.cookie);
  const off = { password: newPassword, code: codes[1] ?? '' };
  const alone = await call('disableTwoFactor', off, whole.cookie);
  await call('signOut', {}, alone.cookie);
  await call('requestPasswordReset', { email, redirectTo: '/reset-password' });
  await call('resetPassword', { token: await resetToken(email), newPassword: password });
  const last = await call('signIn', { email, password });
  assert.equal(last.given.twoFactorRedirect, undefined);
  assert.deepEqual([...called].toSorted(), Object.keys(signInCalls).toSorted());
});

test('refusals have the codes that stand in the API document', async () => {
  const email = 'refused@example.com';
  const { cookie } = await call('signUp', { email, password, name: 'Ada' });
  const refusals: [Name, object][] = [
    ['signUp', { email, password, name: 'Ada' }],
    ['signUp', { email: 'short@example.com', password: 'short', name: 'Ada' }],
    ['signIn', { email, password: 'not the right one' }],
    ['resetPassword', { token: 'made up', newPassword: password }],
    ['changePassword', { currentPassword: 'not the right one', newPassword: password }],
    ['enableTwoFactor', { password }],
    ['disableTwoFactor', { password: 'not the right one' }],
  ];
  for (const [name, body] of refusals) {
    const { path, refusals: known } = accountsContract.mountedCalls[name];
    const isSignedIn = signInCalls[name].who === 'shopper';
    const answer = await open.post(path.replace('/api/auth', ''), body, isSignedIn ? cookie : '');
    const code = await codeOfProblem(answer);
    const codes = Object.entries(known).find(([status]) => Number(status) === answer.status)?.[1];
    assert.ok(codes?.includes(code), `${name}: ${answer.status} ${code}`);
  }
});
