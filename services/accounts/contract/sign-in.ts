import { Email, Id, type MountedCall, text } from '@cartwright/contract';
import Type from 'typebox';

const password = text({ minLength: 10, maxLength: 128 });
/** Of the authenticator app, or a backup code; asked for while the second factor is on. */
const code = Type.Optional(text({ minLength: 1, maxLength: 50 }));
/** A path of the shop to which the link in the mail leads on. */
const path = Type.Optional(text({ maxLength: 2_000 }));
/** Signing in on this device asks for no code for 30 days. */
const trustDevice = Type.Optional(Type.Boolean());

const User = Type.Object({
  id: Id,
  email: Email,
  emailVerified: Type.Boolean(),
  name: Type.String(),
});
const done = Type.Object({ status: Type.Boolean() });
/** The session travels in a cookie; the token beside it is the same. */
const SignedIn = Type.Object({ token: Type.Union([Type.String(), Type.Null()]), user: User });

const wrongPassword = { 400: ['INVALID_PASSWORD'] };
const wrongProof = { ...wrongPassword, 401: ['INVALID_CODE', 'CODE_ALREADY_USED'] };
/** After ten wrong codes in a row, for a quarter of an hour. */
const tooManyCodes = { 429: ['ACCOUNT_TEMPORARILY_LOCKED'] };

/**
 * The calls of sign-in that a front end needs, for the API document. better-auth serves them; a
 * test holds what stands here against its answers.
 */
export const signInCalls = {
  signUp: {
    path: '/api/auth/sign-up/email',
    summary: 'Register, and be signed in; a mail asks to verify the address',
    who: 'anyone',
    body: Type.Object({
      email: Email,
      password,
      name: text({ maxLength: 200 }),
      callbackURL: path,
    }),
    answer: SignedIn,
    refusals: {
      400: ['INVALID_EMAIL', 'PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG'],
      422: ['USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', 'invalid-input'],
    },
  },
  signIn: {
    path: '/api/auth/sign-in/email',
    summary: 'Sign in; while the second factor is on, the answer asks for a code instead',
    who: 'anyone',
    body: Type.Object({ email: Email, password: text({ maxLength: 128 }) }),
    answer: Type.Union([SignedIn, Type.Object({ twoFactorRedirect: Type.Literal(true) })]),
    refusals: { 400: ['INVALID_EMAIL'], 401: ['INVALID_EMAIL_OR_PASSWORD'] },
  },
  signOut: {
    path: '/api/auth/sign-out',
    summary: 'Sign out',
    who: 'anyone',
    body: Type.Object({}),
    answer: Type.Object({ success: Type.Boolean() }),
    refusals: {},
  },
  sendVerificationMail: {
    path: '/api/auth/send-verification-email',
    summary: 'Send the mail that verifies an address once more; the answer tells nothing of it',
    who: 'anyone',
    body: Type.Object({ email: Email, callbackURL: path }),
    answer: done,
    refusals: {},
  },
  requestPasswordReset: {
    path: '/api/auth/request-password-reset',
    summary: 'Send a link that sets a new password; the answer is the same for every address',
    who: 'anyone',
    body: Type.Object({ email: Email, redirectTo: path }),
    answer: done,
    refusals: {},
  },
  resetPassword: {
    path: '/api/auth/reset-password',
    summary: 'Set a new password with the token of the link; signs out everywhere',
    who: 'anyone',
    body: Type.Object({ token: text({ maxLength: 200 }), newPassword: password }),
    answer: done,
    refusals: { 400: ['INVALID_TOKEN', 'PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG'] },
  },
  changePassword: {
    path: '/api/auth/change-password',
    summary: 'Change the password; signs out everywhere else',
    who: 'shopper',
    body: Type.Object({ currentPassword: text({ maxLength: 128 }), newPassword: password, code }),
    answer: SignedIn,
    refusals: { ...wrongProof, 400: ['INVALID_PASSWORD', 'PASSWORD_TOO_SHORT'] },
  },
  enableTwoFactor: {
    path: '/api/auth/two-factor/enable',
    summary: 'Begin to turn the second factor on: it is on after the first code',
    who: 'shopper',
    // While it is on, the code is asked for before the answer tells that it is.
    body: Type.Object({ password: text({ maxLength: 128 }), code }),
    answer: Type.Object({
      /** What the QR code for the authenticator app holds. */
      totpURI: Type.String(),
      backupCodes: Type.Array(Type.String()),
    }),
    refusals: {
      ...wrongProof,
      400: ['INVALID_PASSWORD', 'TOTP_ALREADY_ENABLED'],
      403: ['EMAIL_NOT_VERIFIED'],
    },
  },
  verifyTotp: {
    path: '/api/auth/two-factor/verify-totp',
    summary: 'The code of the app: the second step of signing in, or the first code of the app',
    who: 'anyone',
    body: Type.Object({ code: text({ maxLength: 10 }), trustDevice }),
    answer: SignedIn,
    refusals: {
      ...tooManyCodes,
      400: ['TOTP_NOT_ENABLED', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'],
      401: ['INVALID_CODE', 'CODE_ALREADY_USED', 'INVALID_TWO_FACTOR_COOKIE'],
    },
  },
  verifyBackupCode: {
    path: '/api/auth/two-factor/verify-backup-code',
    summary: 'The second step of signing in with a backup code, which counts once',
    who: 'anyone',
    body: Type.Object({ code: text({ maxLength: 50 }), trustDevice }),
    answer: SignedIn,
    refusals: {
      ...tooManyCodes,
      400: ['BACKUP_CODES_NOT_ENABLED', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'],
      401: ['INVALID_BACKUP_CODE', 'INVALID_TWO_FACTOR_COOKIE'],
      // Another code was presented at the same moment.
      409: ['BACKUP_CODES_CHANGED'],
    },
  },
  generateBackupCodes: {
    path: '/api/auth/two-factor/generate-backup-codes',
    summary: 'Make new backup codes; the old ones stop working',
    who: 'shopper',
    body: Type.Object({ password: text({ maxLength: 128 }), code }),
    answer: Type.Object({ backupCodes: Type.Array(Type.String()) }),
    refusals: { ...wrongProof, 400: ['INVALID_PASSWORD', 'TWO_FACTOR_NOT_ENABLED'] },
  },
  disableTwoFactor: {
    path: '/api/auth/two-factor/disable',
    summary: 'Turn the second factor off; signs out everywhere else',
    who: 'shopper',
    body: Type.Object({ password: text({ maxLength: 128 }), code }),
    answer: done,
    refusals: wrongProof,
  },
} satisfies Record<string, MountedCall>;
