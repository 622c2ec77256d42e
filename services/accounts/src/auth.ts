import type { Database } from '@cartwright/database';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import type { Logger } from '@cartwright/telemetry';
import { betterAuth } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { accountsEvents } from '../contract/events.ts';
import { accountGuards, changeKnownPassword } from './account-guards.ts';
import { sessionRefreshSeconds, sessionSeconds } from './domain/session-length.ts';
import { chosenId } from './use-cases/chosen-id.ts';
import { endOtherWaysIn } from './use-cases/end-sessions.ts';
import { requestMail } from './use-cases/request-mail.ts';

/**
 * Sign-in by better-auth. Its mails are requests told as events; its tables are the service's own.
 * Passwords are hashed by its scrypt, off the main thread.
 */
export function createAuth(o: {
  db: Database;
  log: Pick<Logger, 'error' | 'warn'>;
  publicUrl: string;
  secret: string;
  signInTriesMax: number;
  /** Most tries to prove who one is, to one account. */
  accountTriesMax: number;
}) {
  return betterAuth({
    appName: 'Cartwright',
    baseURL: o.publicUrl,
    basePath: '/api/auth',
    secret: o.secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_, message, ...more) => tellFault(o.log, message, more) },
    // Without this, better-auth prints what our guards refuse as errors, past the log.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error) || error.statusCode >= 500) tellFault(o.log, 'failed', [error]);
      },
    },
    database: { db: o.db, type: 'postgres' },
    trustedOrigins: ownOrigins(o.publicUrl),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      onPasswordReset: ({ user }) => endOtherWaysIn(o.db, { userId: user.id, keepToken: null }),
      sendResetPassword: (mail, request) => requestMail(o.db, 'reset-password', mail, request),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: false,
      sendVerificationEmail: (mail, request) => requestMail(o.db, 'verify-address', mail, request),
      afterEmailVerification: async (user) => tellShopper(o.db, 'addressVerified', user.id),
    },
    session: { expiresIn: sessionSeconds, updateAge: sessionRefreshSeconds },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            await refuseOversized(user);
            const id = chosenId.getStore();
            return id === undefined ? undefined : { data: { id } };
          },
          after: async (user) => tellShopper(o.db, 'shopperRegistered', user.id),
        },
        update: { before: refuseOversized },
      },
      account: { update: { before: changeKnownPassword(o.db) } },
      // Nothing reads a session's address; without it there is none to tell or to erase.
      session: {
        create: { before: async (session) => ({ data: { ...session, ipAddress: null } }) },
      },
    },
    plugins: [twoFactor(), accountGuards({ db: o.db, triesMax: o.accountTriesMax })],
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/*': { window: 60, max: o.signInTriesMax },
        '/sign-up/*': { window: 60, max: o.signInTriesMax },
        '/request-password-reset': { window: 60, max: o.signInTriesMax },
        '/send-verification-email': { window: 60, max: o.signInTriesMax },
        '/two-factor/*': { window: 60, max: o.signInTriesMax },
      },
    },
    advanced: {
      cookiePrefix: 'cartwright',
      // Said aloud, because NODE_ENV=test would switch both checks off.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['cartwright-client-address'] },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Gives better-auth, which is loaded when it is first asked for. */
export type OpenAuth = () => Promise<Auth>;

/** The limits of our own routes; better-auth has none, and mails begin with the name. */
async function refuseOversized(user: {
  name?: string | undefined;
  email?: string | undefined;
  image?: string | null | undefined;
}): Promise<void> {
  const { name = '', email = '', image } = user;
  if (name.length <= 200 && email.length <= 254 && (image ?? '') === '') return;
  throw new APIError('UNPROCESSABLE_ENTITY', {
    code: 'invalid-input',
    message: 'A name has at most 200 characters, an address at most 254, and there is no image',
  });
}

/**
 * better-auth reports refusals as errors, with addresses that a client made up after a colon, and
 * rows as further arguments: none of that is logged, and only an error is one.
 */
function tellFault(
  log: Pick<Logger, 'error' | 'warn'>,
  message: unknown,
  more: readonly unknown[],
): void {
  const fault = [message, ...more].find((one) => one instanceof Error);
  const reason = typeof message === 'string' ? message.split(':')[0] : 'failed';
  if (fault === undefined) log.warn(`sign-in: ${reason}`);
  else log.error({ err: fault }, `sign-in: ${reason}`);
}

/**
 * Pages from which somebody may sign in: those of the shop's public address, and where that is this
 * machine, also under its other names. Never what a request calls the host: whoever points a name
 * of his own at the shop would be trusted too.
 */
function ownOrigins(publicUrl: string): string[] {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (!loopbackNames.includes(hostname)) return [publicUrl];
  return loopbackNames.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

const tellShopper = (
  db: Database,
  event: 'addressVerified' | 'shopperRegistered',
  shopperId: string,
): Promise<void> =>
  transaction(db, (tx) =>
    emit(tx, accountsEvents[event], { subject: shopperId, data: { shopperId } }),
  );
