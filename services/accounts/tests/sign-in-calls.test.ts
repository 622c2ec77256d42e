import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { authenticatorCode, keyOfUri, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { Value } from 'typebox/value';
import { accountsContract, signInCalls } from '../contract/index.ts';
import {
  codeOfProblem,
  cookieOf,
  enrol,
  type OpenAccounts,
  openAccounts,
  password,
  register,
  resetToken,
  signIn,
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
  await call('resetPassword', { token: await resetToken(open, email), newPassword: password });
  const last = await call('signIn', { email, password });
  assert.equal(last.given.twoFactorRedirect, undefined);
  assert.deepEqual([...called].toSorted(), Object.keys(signInCalls).toSorted());
});

/** A refusal must have a code that stands in the document beside its status. */
async function refuse(name: Name, body: object, cookie = ''): Promise<string> {
  const { path, refusals } = accountsContract.mountedCalls[name];
  const answer = await open.post(path.replace('/api/auth', ''), body, cookie);
  const code = await codeOfProblem(answer);
  const codes = Object.entries(refusals).find(([status]) => Number(status) === answer.status)?.[1];
  assert.ok(codes?.includes(code), `${name}: ${answer.status} ${code}`);
  return code;
}

test('refusals have the codes that stand in the API document', async () => {
  const email = 'refused@example.com';
  const { cookie } = await call('signUp', { email, password, name: 'Ada' });
  const wrong = { password: 'not the right one' };
  await refuse('signUp', { email, password, name: 'Ada' });
  await refuse('signUp', { email: 'short@example.com', password: 'short', name: 'Ada' });
  await refuse('signIn', { email, ...wrong });
  await refuse('resetPassword', { token: 'made up', newPassword: password });
  await refuse(
    'changePassword',
    { currentPassword: wrong.password, newPassword: password },
    cookie,
  );
  await refuse('enableTwoFactor', { password }, cookie);
  await refuse('disableTwoFactor', wrong, cookie);
});

test('what the second factor refuses stands in the API document', async () => {
  const email = 'second-refused@example.com';
  const plain = await register(open, 'without@example.com');
  const given = await refuse('verifyTotp', { code: '000000' }, plain.cookie);
  assert.equal(given, 'TOTP_NOT_ENABLED');
  assert.equal(
    await refuse('verifyBackupCode', { code: 'made-up' }, plain.cookie),
    'BACKUP_CODES_NOT_ENABLED',
  );
  assert.equal(
    await refuse('generateBackupCodes', { password }, plain.cookie),
    'TWO_FACTOR_NOT_ENABLED',
  );
  const { id, cookie, key, used, backupCodes } = await enrol(open, email);
  const enable = (code?: string) => refuse('enableTwoFactor', { password, code }, cookie);
  assert.equal(await enable(), 'INVALID_CODE');
  assert.equal(await enable(used), 'CODE_ALREADY_USED');
  assert.equal(await enable(authenticatorCode(key, 1)), 'TOTP_ALREADY_ENABLED');
  assert.equal(await enable(backupCodes[0]), 'TOTP_ALREADY_ENABLED');
  for (const name of ['verifyTotp', 'verifyBackupCode'] as const)
    assert.equal(await refuse(name, { code: '111111' }), 'INVALID_TWO_FACTOR_COOKIE');
  const [, , code = ''] = backupCodes;
  assert.equal(await takeChangedCode(id, email, code), 'BACKUP_CODES_CHANGED');
});

/** A backup code that is read before, and taken after, somebody else has changed the list. */
async function takeChangedCode(id: string, email: string, code: string): Promise<string> {
  const challenge = cookieOf(await signIn(open, email));
  let refused: Promise<string> | undefined;
  await transaction(open.database(), async (tx) => {
    await sql`
      update "twoFactor"
      set "backupCodes" = 'changed'
      where "userId" = ${id}
    `.execute(tx);
    refused = refuse('verifyBackupCode', { code }, challenge);
    await waitFor('the code to wait for the list', async () => {
      const { rows } = await sql`select from pg_locks where not granted`.execute(tx);
      return rows.length > 0;
    });
  });
  return refused ?? '';
}

test('guesses at codes end in refusals that stand in the API document', async () => {
  const email = 'guesser@example.com';
  await enrol(open, email);
  const codes: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const challenge = cookieOf(await signIn(open, email));
    for (let guess = 0; guess < 6; guess += 1)
      codes.push(await refuse('verifyTotp', { code: `${round}0000${guess}` }, challenge));
  }
  const challenge = cookieOf(await signIn(open, email));
  codes.push(await refuse('verifyBackupCode', { code: 'made-up' }, challenge));
  assert.ok(codes.includes('TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'), codes.join());
  assert.equal(codes.at(-1), 'ACCOUNT_TEMPORARILY_LOCKED');
});
