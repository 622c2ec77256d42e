import type { Database } from '@cartwright/database';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import type { Logger } from '@cartwright/telemetry';
import { betterAuth } from 'better-auth';
import { accountsEvents } from '../contract/events.ts';
import { requestMail } from './use-cases/request-mail.ts';

/** How long a shopper stays signed in without coming back. */
const sessionSeconds = 30 * 24 * 3600;

/**
 * Sign-in by better-auth. Its mails are requests told as events; its tables are the service's own.
 * Passwords are hashed by its scrypt, off the main thread.
 */
export function createAuth(o: {
  db: Database;
  log: Pick<Logger, 'error'>;
  publicUrl: string;
  secret: string;
  signInTriesMax: number;
}) {
  return betterAuth({
    appName: 'Cartwright',
    baseURL: o.publicUrl,
    basePath: '/api/auth',
    secret: o.secret,
    telemetry: { enabled: false },
    // Its further arguments may be addresses and rows; an error is described without them.
    logger: {
      level: 'error',
      log: (_, message, ...more) =>
        o.log.error({ err: more.find((one) => one instanceof Error) }, `sign-in: ${message}`),
    },
    database: { db: o.db, type: 'postgres' },
    // A browser names the page's origin itself, so an origin that equals the host asked is ours.
    trustedOrigins: (request) => ownOrigins(request, o.publicUrl),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }) => requestMail(o.db, 'reset-password', user, url),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, url }) =>
        requestMail(o.db, 'verify-address', user, url),
      afterEmailVerification: async (user) => tellShopper(o.db, 'addressVerified', user.id),
    },
    session: { expiresIn: sessionSeconds, updateAge: 24 * 3600 },
    databaseHooks: {
      user: { create: { after: async (user) => tellShopper(o.db, 'shopperRegistered', user.id) } },
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/*': { window: 60, max: o.signInTriesMax },
        '/sign-up/*': { window: 60, max: o.signInTriesMax },
        '/request-password-reset': { window: 60, max: o.signInTriesMax },
        '/send-verification-email': { window: 60, max: o.signInTriesMax },
      },
    },
    advanced: {
      cookiePrefix: 'cartwright',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['cartwright-client-address'] },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

function ownOrigins(request: Request | undefined, publicUrl: string): string[] {
  const host = request?.headers.get('host');
  return host === null || host === undefined
    ? [publicUrl]
    : [publicUrl, `http://${host}`, `https://${host}`];
}

const tellShopper = (
  db: Database,
  event: 'addressVerified' | 'shopperRegistered',
  shopperId: string,
): Promise<void> =>
  transaction(db, (tx) =>
    emit(tx, accountsEvents[event], { subject: shopperId, data: { shopperId } }),
  );
