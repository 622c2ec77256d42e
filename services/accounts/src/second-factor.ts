import type { Database } from '@cartwright/database';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { takeCode } from './use-cases/take-code.ts';

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/**
 * What better-auth does not guard itself: a code of an authenticator app counts once, and only an
 * account with a verified address has a second factor. (The link that verifies an address signs in
 * without a code.)
 */
export const guardSecondFactor = (db: Database) =>
  createAuthMiddleware(async (context) => {
    if (context.path === '/two-factor/enable') await demandVerifiedAddress(context);
    if (context.path === '/two-factor/verify-totp') await demandNewCode(db, context);
  });

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
  if (await takeCode(db, userId, code)) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'CODE_ALREADY_USED',
    message: 'This code was used already: wait for the next one',
  });
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
