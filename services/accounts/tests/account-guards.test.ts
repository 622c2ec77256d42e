import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { authenticatorCode, callAs } from '@cartwright/testing';
import { passwordMembers } from '../src/account-guards.ts';
import { createAuth } from '../src/auth.ts';
import {
  actorOf,
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

const triesMax = 5;

let open: OpenAccounts;
before(async () => {
  open = await openAccounts({ ACCOUNTS_ACCOUNT_TRIES_MAX: String(triesMax) });
});
after(() => open.stop());

const isRedirected = async (response: Response): Promise<boolean> => {
  assert.equal(response.status, 200, await response.clone().text());
  const { twoFactorRedirect }: { twoFactorRedirect?: boolean } = await response.json();
  return twoFactorRedirect === true;
};

/** Signs in with a backup code on a device that is not asked for one from then on. */
async function trustDevice(email: string, code: string | undefined): Promise<string> {
  const challenge = cookieOf(await signIn(open, email));
  const body = { code, trustDevice: true };
  const answer = await open.post('/two-factor/verify-backup-code', body, challenge);
  const trust = cookieOf(answer)
    .split('; ')
    .find((cookie) => cookie.includes('trust_device'));
  assert.ok(trust, await answer.text());
  return trust;
}

const signInOn = (device: string, email: string, given = password) =>
  open.post('/sign-in/email', { email, password: given }, device);

for (const call of ['disable', 'generate-backup-codes', 'get-totp-uri'])
  test(`two-factor/${call} asks for password and code while the factor is on`, async () => {
    const { cookie, used, key, backupCodes } = await enrol(open, `${call}@example.com`);
    const ask = (body: object) => open.post(`/two-factor/${call}`, body, cookie);
    const refusedWith = async (body: object) => {
      const answer = await ask(body);
      return answer.status >= 400 ? codeOfProblem(answer) : 'not refused';
    };
    const code = authenticatorCode(key, 1);
    assert.equal(await refusedWith({ password }), 'INVALID_CODE');
    assert.equal(await refusedWith({ password, code: used }), 'CODE_ALREADY_USED');
    assert.equal(await refusedWith({ password: 'not the right one', code }), 'INVALID_PASSWORD');
    const right = await ask({ password, code: backupCodes[0] });
    assert.equal(right.status, 200, await right.clone().text());
  });

test('a code of the app turns the second factor off, and then the password signs in', async () => {
  const { email, cookie, key } = await enrol(open, 'off@example.com');
  const body = { password, code: authenticatorCode(key, 1) };
  assert.equal((await open.post('/two-factor/disable', body, cookie)).status, 200);
  assert.equal(await isRedirected(await signIn(open, email)), false);
});

test('a backup code proves once, also for two who present it at the same moment', async () => {
  const { cookie, backupCodes } = await enrol(open, 'backup-once@example.com');
  const body = { password, code: backupCodes[0] };
  const ask = () => open.post('/two-factor/get-totp-uri', body, cookie);
  const answers = await Promise.all([ask(), ask(), ask()]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal((await ask()).status, 401);
});

for (const [path, member] of Object.entries(passwordMembers))
  test(`a password counts against the account when it is given at ${path}`, async () => {
    const email = `guess${path.replaceAll('/', '-')}@example.com`;
    const { cookie } = await register(open, email);
    const give = (given: string) =>
      open.post(path, { [member]: given, newPassword: 'another long one' }, cookie);
    for (let guess = 1; guess <= triesMax; guess += 1) {
      const answer = await give(`wrong ${guess}`);
      assert.equal(answer.status, 400);
      assert.equal(await codeOfProblem(answer), 'INVALID_PASSWORD');
    }
    const refused = await give(password);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 800);
    assert.equal(await codeOfProblem(refused), 'too-many-requests');
    assert.equal((await signIn(open, email)).status, 429);
  });

/** Of a schema of zod, also of one that joins several. */
function membersOf(schema: unknown): string[] {
  const { shape, def } = Object(schema);
  if (shape !== undefined) return Object.keys(Object(shape));
  const { left, right, innerType } = Object(def);
  return [left, right, innerType].filter((part) => part !== undefined).flatMap(membersOf);
}

test('every call of better-auth that takes the password of an account is known', () => {
  const auth = createAuth({
    db: open.database(),
    log: { error: assert.fail, warn: assert.fail },
    publicUrl: 'http://localhost',
    secret: 'of this one test, and long enough',
    signInTriesMax: 10,
    accountTriesMax: 10,
  });
  const taking = Object.values(auth.api).flatMap((endpoint) => {
    const { path, options }: { path?: string; options?: object } = endpoint;
    const members = membersOf(Object(options).body).filter((name) =>
      /^(current)?password$/i.test(name),
    );
    return path === undefined ? [] : members.map((member) => [path, member]);
  });
  // These name the account by its address: the first is counted by it, the second makes it.
  const byAddress = ['/sign-in/email', '/sign-up/email'];
  const bySession = taking.filter(([path]) => !byAddress.includes(path ?? ''));
  assert.equal(taking.length - bySession.length, byAddress.length);
  assert.deepEqual(Object.fromEntries(bySession), passwordMembers);
});

test('only a completed sign-in gives the tries back, not a password that leads to the code', async () => {
  const { email, id, backupCodes } = await enrol(open, 'half@example.com');
  const erase = (code: string) =>
    open.client().eraseMe({ body: { password, code } }, callAs({ kind: 'shopper', id }));
  for (let half = 1; half < triesMax; half += 1)
    assert.equal(await isRedirected(await signIn(open, email)), true);
  const challenge = cookieOf(await signIn(open, email));
  await assert.rejects(erase('000000'), (error) => isContractError(error, 'too-many-requests'));
  const body = { code: backupCodes[0] };
  const completed = await open.post('/two-factor/verify-backup-code', body, challenge);
  assert.equal(completed.status, 200, await completed.clone().text());
  await assert.rejects(erase('000000'), (error) => isContractError(error, 'proof-refused'));
});

test('turning the second factor on signs out everywhere else', async () => {
  const { cookie } = await register(open, 'elsewhere@example.com');
  const elsewhere = cookieOf(await signIn(open, 'elsewhere@example.com'));
  const started = await open.post('/two-factor/enable', { password }, cookie);
  const { totpURI }: { totpURI: string } = await started.json();
  assert.equal((await actorOf(open, elsewhere)).kind, 'shopper');
  const code = authenticatorCode(new URL(totpURI).searchParams.get('secret') ?? '');
  const confirmed = await open.post('/two-factor/verify-totp', { code }, cookie);
  assert.equal(confirmed.status, 200, await confirmed.clone().text());
  assert.equal((await actorOf(open, elsewhere)).kind, 'anonymous');
  assert.equal((await actorOf(open, cookieOf(confirmed))).kind, 'shopper');
});

test('changing the password signs out everywhere else and trusts no device any more', async () => {
  const { email, cookie, backupCodes } = await enrol(open, 'changed@example.com');
  const device = await trustDevice(email, backupCodes[0]);
  const trusted = await signInOn(device, email);
  const elsewhere = cookieOf(trusted);
  assert.equal(await isRedirected(trusted), false);
  assert.equal((await actorOf(open, elsewhere)).kind, 'shopper');
  const newPassword = 'another long one';
  const body = { currentPassword: password, newPassword, code: backupCodes[1] };
  const short = await open.post('/change-password', { ...body, newPassword: 'short' }, cookie);
  assert.equal(short.status, 400, 'and the code is not spent');
  const changed = await open.post('/change-password', body, cookie);
  assert.equal(changed.status, 200, await changed.clone().text());
  assert.equal((await actorOf(open, elsewhere)).kind, 'anonymous');
  assert.equal((await actorOf(open, cookie)).kind, 'shopper');
  const newest = elsewhere.split('; ').find((one) => one.includes('trust_device')) ?? '';
  assert.equal(await isRedirected(await signInOn(newest, email, newPassword)), true);
});

test('a device that was trusted is not when the factor is turned on again', async () => {
  const { email, cookie, backupCodes } = await enrol(open, 'again@example.com');
  const device = await trustDevice(email, backupCodes[0]);
  const off = { password, code: backupCodes[1] };
  const turnedOff = await open.post('/two-factor/disable', off, cookie);
  assert.equal(turnedOff.status, 200, await turnedOff.clone().text());
  const here = cookieOf(turnedOff);
  const started = await open.post('/two-factor/enable', { password }, here);
  const { totpURI }: { totpURI: string } = await started.json();
  const code = authenticatorCode(new URL(totpURI).searchParams.get('secret') ?? '');
  assert.equal((await open.post('/two-factor/verify-totp', { code }, here)).status, 200);
  assert.equal(await isRedirected(await signInOn(device, email)), true);
});

test('a password that is set by a link ends all sessions and trusted devices', async () => {
  const { email, cookie, backupCodes } = await enrol(open, 'reset@example.com');
  const device = await trustDevice(email, backupCodes[0]);
  assert.equal((await open.post('/request-password-reset', { email })).status, 200);
  const token = await resetToken(open, email);
  const newPassword = 'another long one';
  assert.equal((await open.post('/reset-password', { token, newPassword })).status, 200);
  assert.equal((await actorOf(open, cookie)).kind, 'anonymous');
  assert.equal(await isRedirected(await signInOn(device, email, newPassword)), true);
});
