import {
  Address,
  defineRoutes,
  Email,
  Id,
  page,
  pageQuery,
  Timestamp,
  text,
} from '@cartwright/contract';
import Type from 'typebox';
import { MailKind } from './events.ts';

const Scopes = Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 });

export const ActorSchema = Type.Union([
  Type.Object({ kind: Type.Literal('anonymous') }),
  Type.Object({
    kind: Type.Literal('shopper'),
    id: Type.String(),
    sessionId: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('staff'), id: Type.String(), scopes: Scopes }),
  Type.Object({ kind: Type.Literal('api-key'), id: Type.String(), scopes: Scopes }),
  Type.Object({ kind: Type.Literal('system') }),
]);

export const Profile = Type.Object({
  id: Id,
  email: Email,
  emailVerified: Type.Boolean(),
  name: Type.String(),
  /** Signing in asks for a code of an authenticator app. */
  twoFactorEnabled: Type.Boolean(),
  createdAt: Timestamp,
});

/** One browser or program that is signed in. */
export const Session = Type.Object({
  id: Id,
  /** As the browser calls itself. */
  userAgent: Type.Union([Type.String(), Type.Null()]),
  createdAt: Timestamp,
  /** To within five minutes. */
  lastSeenAt: Timestamp,
  /** The session that asks. */
  isCurrent: Type.Boolean(),
});

export const SavedAddress = Type.Object({
  id: Id,
  isDefault: Type.Boolean(),
  ...Address.properties,
});

export const AuditEntry = Type.Object({
  id: Id,
  service: Type.String(),
  actorKind: Type.String(),
  actorId: Type.Union([Type.String(), Type.Null()]),
  action: Type.String(),
  subject: Type.String(),
  changes: Type.Record(Type.String(), Type.Unknown()),
  occurredAt: Timestamp,
});

const addressId = Type.Object({ addressId: Id });

export const accountsRoutes = defineRoutes({
  identify: {
    method: 'POST',
    path: '/identify',
    summary: 'Tell who stands behind a session cookie or an API key; anonymous when neither holds',
    access: { kind: 'internal', callers: ['gateway'] },
    body: Type.Object({
      cookie: Type.Union([Type.String({ maxLength: 8_192 }), Type.Null()]),
      apiKey: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
    }),
    responses: { 200: Type.Object({ actor: ActorSchema }) },
    errors: ['sign-in-required'],
    repeatable: true,
  },
  getShopper: {
    method: 'GET',
    path: '/shoppers/:shopperId',
    summary: 'The address of a shopper and whether it is verified',
    access: { kind: 'internal', callers: ['orders', 'notifications'] },
    params: Type.Object({ shopperId: Id }),
    responses: { 200: Type.Object({ id: Id, email: Email, emailVerified: Type.Boolean() }) },
    errors: ['not-found'],
  },
  getErasure: {
    method: 'GET',
    path: '/erasures/:shopperId',
    summary: 'Under which address an erased shopper is found, until everybody has forgotten it',
    access: { kind: 'internal', callers: ['orders', 'checkout', 'notifications'] },
    params: Type.Object({ shopperId: Id }),
    responses: {
      200: Type.Object({
        email: Email,
        emailVerified: Type.Boolean(),
        /** Mails about the account that may still be on their way. */
        mailIds: Type.Array(Id),
      }),
    },
    errors: ['not-found'],
  },
  getMail: {
    method: 'GET',
    path: '/mails/:mailId',
    summary: 'What an account mail must say',
    access: { kind: 'internal', callers: ['notifications'] },
    params: Type.Object({ mailId: Id }),
    responses: {
      200: Type.Object({
        kind: MailKind,
        email: Email,
        url: Type.Union([Type.String(), Type.Null()]),
        name: Type.String(),
        /** In which it was asked for; null when nobody knows. */
        locale: Type.Union([Type.String(), Type.Null()]),
      }),
    },
    errors: ['not-found'],
  },
  getMe: {
    method: 'GET',
    path: '/me',
    summary: 'The signed-in shopper',
    access: { kind: 'public', who: 'shopper' },
    responses: { 200: Profile },
    errors: ['not-found'],
  },
  updateMe: {
    method: 'PATCH',
    path: '/me',
    summary: 'Change the name of the signed-in shopper',
    access: { kind: 'public', who: 'shopper' },
    body: Type.Object(
      { name: text({ minLength: 1, maxLength: 200 }) },
      { additionalProperties: false },
    ),
    responses: { 200: Profile },
    errors: ['not-found'],
  },
  listAddresses: {
    method: 'GET',
    path: '/me/addresses',
    summary: 'The saved addresses of the signed-in shopper',
    access: { kind: 'public', who: 'shopper' },
    query: Type.Object(pageQuery),
    responses: { 200: page(SavedAddress) },
    errors: [],
  },
  addAddress: {
    method: 'POST',
    path: '/me/addresses',
    summary: 'Save an address',
    access: { kind: 'public', who: 'shopper' },
    body: Address,
    responses: { 201: SavedAddress },
    errors: ['address-limit-reached'],
    idempotencyKey: 'optional',
  },
  updateAddress: {
    method: 'PUT',
    path: '/me/addresses/:addressId',
    summary: 'Replace a saved address',
    access: { kind: 'public', who: 'shopper' },
    params: addressId,
    body: Address,
    responses: { 200: SavedAddress },
    errors: ['not-found'],
  },
  deleteAddress: {
    method: 'DELETE',
    path: '/me/addresses/:addressId',
    summary: 'Forget a saved address',
    access: { kind: 'public', who: 'shopper' },
    params: addressId,
    responses: { 204: null },
    errors: ['not-found'],
  },
  setDefaultAddress: {
    method: 'PUT',
    path: '/me/addresses/:addressId/default',
    summary: 'Make a saved address the one that checkout begins with',
    access: { kind: 'public', who: 'shopper' },
    params: addressId,
    responses: { 200: SavedAddress },
    errors: ['not-found'],
  },
  listSessions: {
    method: 'GET',
    path: '/me/sessions',
    summary: 'Where the shopper is signed in, the last seen first',
    access: { kind: 'public', who: 'shopper' },
    responses: { 200: Type.Object({ items: Type.Array(Session) }) },
    errors: [],
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/me/sessions',
    summary: 'Sign out everywhere but here',
    access: { kind: 'public', who: 'shopper' },
    responses: { 204: null },
    errors: [],
  },
  endSession: {
    method: 'DELETE',
    path: '/me/sessions/:sessionId',
    summary: 'Sign out one session',
    access: { kind: 'public', who: 'shopper' },
    params: Type.Object({ sessionId: Id }),
    responses: { 204: null },
    errors: ['not-found'],
  },
  exportAccount: {
    method: 'GET',
    path: '/me/export/account',
    summary: 'Everything kept about the account of the signed-in shopper',
    access: { kind: 'public', who: 'shopper' },
    responses: {
      200: Type.Object({
        profile: Profile,
        addresses: Type.Array(SavedAddress),
        sessions: Type.Array(Session),
      }),
    },
    errors: ['not-found'],
  },
  eraseMe: {
    method: 'POST',
    path: '/me/erase',
    summary: 'Remove the account, and all personal data from what must be kept',
    access: { kind: 'public', who: 'shopper' },
    body: Type.Object(
      {
        password: text({ minLength: 1, maxLength: 128 }),
        /** Of the authenticator app, or a backup code; asked for when the second factor is on. */
        code: Type.Optional(text({ minLength: 1, maxLength: 50 })),
      },
      { additionalProperties: false },
    ),
    responses: { 204: null },
    errors: ['not-found', 'proof-refused'],
  },
  acceptStaffInvitation: {
    method: 'POST',
    path: '/staff/invitations/accept',
    summary: 'Make a staff account with a one-time invitation',
    access: { kind: 'public', who: 'anyone' },
    body: Type.Object(
      {
        token: text({ minLength: 20, maxLength: 200 }),
        email: Email,
        name: text({ minLength: 1, maxLength: 200 }),
        password: text({ minLength: 10, maxLength: 128 }),
      },
      { additionalProperties: false },
    ),
    responses: { 201: Type.Object({ staffId: Id }) },
    errors: ['invitation-not-valid', 'account-refused'],
  },
  listAuditLog: {
    method: 'GET',
    path: '/admin/audit-log',
    summary: 'What staff and API keys changed, newest first',
    access: { kind: 'public', who: 'staff', scope: 'audit:read' },
    query: Type.Object({
      ...pageQuery,
      subject: Type.Optional(Type.String({ maxLength: 100 })),
      actorId: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    responses: { 200: page(AuditEntry) },
    errors: [],
  },
});
