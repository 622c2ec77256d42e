import { defineRoutes, Id, page, pageQuery, Timestamp } from '@cartwright/contract';
import Type, { type Static } from 'typebox';

export const MailKind = Type.Union([
  Type.Literal('order-placed'),
  Type.Literal('order-cancelled'),
  Type.Literal('fulfilment-created'),
  Type.Literal('order-refunded'),
  Type.Literal('withdrawal-declared'),
  Type.Literal('withdrawal-to-handle'),
  Type.Literal('verify-address'),
  Type.Literal('reset-password'),
  Type.Literal('address-changed'),
  Type.Literal('welcome'),
]);
export type MailKind = Static<typeof MailKind>;

/**
 * `queued` until delivered; `sent` when the mail server took it; `kept` when no mail server is set
 * and it lies in the development mailbox; `failed` when no further try can help.
 */
export const MailStatus = Type.Union([
  Type.Literal('queued'),
  Type.Literal('sent'),
  Type.Literal('kept'),
  Type.Literal('failed'),
]);
export type MailStatus = Static<typeof MailStatus>;

export const Mail = Type.Object({
  id: Id,
  kind: MailKind,
  /** The order, or the account mail, that it is about. */
  aboutId: Id,
  status: MailStatus,
  tries: Type.Integer({ minimum: 0 }),
  /** Known once it is rendered. */
  recipient: Type.Union([Type.String(), Type.Null()]),
  subject: Type.Union([Type.String(), Type.Null()]),
  messageId: Type.String(),
  lastError: Type.Union([Type.String(), Type.Null()]),
  /** The mail that staff asked to send again. */
  resendOf: Type.Union([Id, Type.Null()]),
  createdAt: Timestamp,
  deliveredAt: Type.Union([Timestamp, Type.Null()]),
});
export type Mail = Static<typeof Mail>;

/** A mail as its recipient may be told of it. */
export const SentMail = Type.Object({
  kind: Type.String(),
  recipient: Type.String(),
  subject: Type.String(),
  createdAt: Timestamp,
});

export const notificationsRoutes = defineRoutes({
  listMails: {
    method: 'GET',
    path: '/admin/mails',
    summary: 'Mails, newest first',
    access: { kind: 'public', who: 'staff', scope: 'notifications:read' },
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(MailStatus),
      aboutId: Type.Optional(Id),
    }),
    responses: { 200: page(Mail) },
    errors: [],
  },
  exportMails: {
    method: 'GET',
    path: '/me/export/mails',
    summary: 'The mails that went to the signed-in shopper, newest first',
    access: { kind: 'public', who: 'shopper' },
    query: Type.Object({
      /** Orders whose mails are wanted too. */
      orderIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    }),
    responses: { 200: Type.Object({ items: Type.Array(SentMail) }) },
    errors: [],
  },
  resendMail: {
    method: 'POST',
    path: '/admin/mails/:id/resend',
    summary: 'Send a mail again, made anew from what is true now',
    access: { kind: 'public', who: 'staff', scope: 'notifications:write' },
    params: Type.Object({ id: Id }),
    responses: { 201: Mail },
    errors: ['mail-still-queued'],
    idempotencyKey: 'optional',
  },
});
