import { appendQueryParams } from '@better-auth/core/utils/url';
import { isContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { verifyJWT } from 'better-auth/crypto';
import { endLateSignIn, endOtherWaysIn } from './use-cases/end-sessions.ts';
import { countSignIn, forgetSignIns } from './use-cases/limit-sign-ins.ts';
import { provePerson } from './use-cases/prove-person.ts';
import { takeCode } from './use-cases/take-code.ts';
import { readWaysIn, replacePassword, type WaysIn } from './use-cases/ways-in.ts';

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

interface Parts {
  db: Database;
  /** Most tries to prove who one is. */
  triesMax: number;
}

/**
 * The calls that ask who is signed in for the password once more, and the member that holds it.
 * A test holds them against what better-auth offers.
 */
export const passwordMembers: Readonly<Record<string, 'password' | 'currentPassword'>> = {
  '/change-password': 'currentPassword',
  '/delete-user': 'password',
  '/two-factor/disable': 'password',
  '/two-factor/enable': 'password',
  '/two-factor/generate-backup-codes': 'password',
  '/two-factor/get-totp-uri': 'password',
  '/verify-password': 'password',
};

/**
 * What better-auth does not guard itself:
 * - Every password counts against its account, wherever it is given.
 * - While the second factor is on, whoever is asked for the password is asked for a code too.
 * - A code of an authenticator app counts once, and only an account with a verified address has a
 *   second factor.
 * - The link that verifies an address counts for whoever is signed in to that very account. Without
 *   a session, a stranger who registered the address would be given the guest orders of its owner
 *   by the owner's click.
 * - A change of how one signs in ends what was let in before it, and what is being let in: the
 *   session is compared, once it stands, with what was stored when the call began. Either the
 *   comparison sees the change, or the change, which ends sessions afterwards, sees the session.
 * - A password is changed only while the one that was given is the account's.
 *
 * Stands behind the plugin of the second factor, whose hook takes the session from a sign-in that
 * still wants a code.
 */
export const accountGuards = (parts: Parts) =>
  ({
    id: 'account-guards',
    hooks: {
      before: [{ matcher: always, handler: createAuthMiddleware((one) => guard(parts, one)) }],
      after: [{ matcher: always, handler: createAuthMiddleware((one) => follow(parts.db, one)) }],
    },
  }) satisfies BetterAuthPlugin;

const always = (): boolean => true;

async function guard(parts: Parts, context: Context): Promise<void> {
  const { email } = Object(context.body);
  if (context.path === '/sign-in/email' && typeof email === 'string')
    await refusing(countSignIn(parts.db, { email, triesMax: parts.triesMax }));
  if (letsIn(context.path)) await remember(parts.db, context);
  if (context.path === '/verify-email') await demandOwnAddress(context);
  if (context.path === '/two-factor/enable') await demandVerifiedAddress(context);
  if (context.path === '/two-factor/verify-totp') await demandNewCode(parts.db, context);
  const member = passwordMembers[context.path];
  // A code counts once, so it is not spent on a call that better-auth refuses unlooked at.
  if (context.path === '/change-password' && !isNewPassword(context)) return;
  if (member !== undefined) await demandProof(parts, context, member);
}

async function follow(db: Database, call: Context): Promise<void> {
  const { path, context } = call;
  const { newSession, session, returned } = context;
  if (isAPIError(returned)) return;
  if (letsIn(path)) await refuseLate(db, call);
  const isSecondStep = path.startsWith('/two-factor/verify-') && session === null;
  if (newSession !== null && (path === '/sign-in/email' || isSecondStep))
    await forgetSignIns(db, newSession.user.email);
  const isTurnedOn = path === '/two-factor/verify-totp' && newSession !== null;
  const isChanged = isTurnedOn || path === '/two-factor/disable' || path === '/change-password';
  if (session === null || !isChanged) return;
  const keepToken = (newSession ?? session).session.token;
  await endOtherWaysIn(db, { userId: session.user.id, keepToken });
}

/** Calls that make a session, or a sign-in that waits for its code. */
const letsIn = (path: string): boolean =>
  ['/sign-in/email', '/two-factor/disable', '/change-password'].includes(path) ||
  path.startsWith('/two-factor/verify-');

/**
 * How one signed in when a call began, by the call's own context. Better-auth gives the hooks
 * before and after a call one and the same object; were they two, every sign-in would be refused.
 */
const remembered = new WeakMap<object, WaysIn>();

async function remember(db: Database, call: Context): Promise<void> {
  const { email } = Object(call.body);
  const isFirstStep = call.path === '/sign-in/email';
  const userId = isFirstStep ? undefined : await personOf(call);
  // Whoever is nobody is refused by better-auth.
  if (isFirstStep ? typeof email !== 'string' : userId === undefined) return;
  const ways = await readWaysIn(db, userId === undefined ? { email } : { userId });
  if (ways !== undefined) remembered.set(call.context, ways);
}

async function refuseLate(db: Database, call: Context): Promise<void> {
  const { newSession, session } = call.context;
  const before = remembered.get(call.context);
  const now = before && (await readWaysIn(db, before));
  // Who is signed in turns the factor on or off by this very call.
  const isFactorSame = session !== null || now?.isFactorOn === before?.isFactorOn;
  if (now !== undefined && now.passwordHash === before?.passwordHash && isFactorSame) return;
  if (before !== undefined)
    await endLateSignIn(db, { ...before, token: newSession?.session.token ?? null });
  deleteSessionCookie(call);
  const code =
    call.path === '/sign-in/email'
      ? 'INVALID_EMAIL_OR_PASSWORD'
      : session === null
        ? 'INVALID_TWO_FACTOR_COOKIE'
        : 'INVALID_CODE';
  throw new APIError('UNAUTHORIZED', { code, message: 'How one signs in was changed meanwhile' });
}

/**
 * Better-auth looks at the present password, takes a while, and then sets the new one whatever the
 * present one is by then. Who still holds an old one would so undo that its owner set another by a
 * link. Answers false where better-auth has nothing left to set.
 */
export const changeKnownPassword =
  (db: Database) =>
  async (
    { password }: { password?: string | null | undefined },
    call: { path: string; context: object } | null,
  ): Promise<false | undefined> => {
    if (call?.path !== '/change-password' || typeof password !== 'string') return undefined;
    const before = remembered.get(call.context);
    if (before === undefined || !(await replacePassword(db, before, password)))
      throw new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'Invalid password' });
    remembered.set(call.context, { ...before, passwordHash: password });
    return false;
  };

/** Better-auth refuses any other before it looks at the present password. */
function isNewPassword({ body, context }: Context): boolean {
  const { newPassword } = Object(body);
  const { minPasswordLength, maxPasswordLength } = context.password.config;
  const { length } = typeof newPassword === 'string' ? newPassword : '';
  return length >= minPasswordLength && length <= maxPasswordLength;
}

/** Otherwise asks the page of the link to let sign in first; with the token it leads back here. */
async function demandOwnAddress(context: Context): Promise<void> {
  const { token, callbackURL } = Object(context.query);
  const claims = await verifyJWT(String(token), context.context.secret);
  // What is no token of ours, or no longer, is refused by better-auth.
  if (claims === null) return;
  const session = await getSessionFromCtx(context);
  if (session !== null && session.user.email.toLowerCase() === claims.email) return;
  const refusal = { code: 'SIGN_IN_REQUIRED', message: 'Sign in to the account of this address' };
  const isOurs = (page: string) =>
    context.context.isTrustedOrigin(page, { allowRelativePaths: true });
  if (typeof callbackURL !== 'string' || !isOurs(callbackURL))
    throw new APIError('UNAUTHORIZED', refusal);
  const told = new URLSearchParams({ error: refusal.code, token: String(token) });
  throw context.redirect(appendQueryParams(callbackURL, told));
}

async function demandVerifiedAddress(context: Context): Promise<void> {
  const session = await getSessionFromCtx(context);
  if (session === null || session.user.emailVerified) return;
  throw new APIError('FORBIDDEN', {
    code: 'EMAIL_NOT_VERIFIED',
    message: 'Verify the address first',
  });
}

async function demandNewCode(db: Database, context: Context): Promise<void> {
  const { code } = Object(context.body);
  const userId = await personOf(context);
  // Whoever is nobody, and what is no code, is refused by better-auth.
  if (userId === undefined || typeof code !== 'string') return;
  if (!(await takeCode(db, userId, code))) throw codeAlreadyUsed();
}

async function demandProof(
  { db, triesMax }: Parts,
  context: Context,
  member: 'password' | 'currentPassword',
): Promise<void> {
  const session = await getSessionFromCtx(context);
  const { [member]: password, code } = Object(context.body);
  // Here too better-auth refuses whoever is nobody, and what is no password.
  if (session === null || typeof password !== 'string') return;
  const given = { password, code: typeof code === 'string' ? code : undefined };
  await refusing(provePerson({ db, triesMax, keys: context.context }, session.user.id, given));
}

/** Who is signed in, or has passed the first step of signing in. */
async function personOf(context: Context): Promise<string | undefined> {
  const session = await getSessionFromCtx(context);
  if (session !== null) return session.user.id;
  const { createAuthCookie, internalAdapter, secret } = context.context;
  const challenge = await context.getSignedCookie(createAuthCookie('two_factor').name, secret);
  if (!challenge) return undefined;
  return (await internalAdapter.findVerificationValue(challenge))?.value;
}

/** Our refusals in better-auth's words, so that a call answers the same whoever refuses it. */
async function refusing(run: Promise<void>): Promise<void> {
  try {
    await run;
  } catch (error) {
    if (isContractError(error, 'too-many-requests')) {
      const { code, message, data } = error;
      const headers = { 'retry-after': String(data.retryAfterSeconds) };
      throw new APIError('TOO_MANY_REQUESTS', { code, message }, headers);
    }
    if (!isContractError(error, 'proof-refused')) throw error;
    if (error.data.part === 'password')
      throw new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'Invalid password' });
    if (error.data.part === 'used-code') throw codeAlreadyUsed();
    throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
  }
}

const codeAlreadyUsed = (): APIError =>
  new APIError('UNAUTHORIZED', {
    code: 'CODE_ALREADY_USED',
    message: 'This code was used already: wait for the next one',
  });
