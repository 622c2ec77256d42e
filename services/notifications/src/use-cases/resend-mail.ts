import { actorName, ContractError, type RequestContext } from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { currentTraceparent } from '@cartwright/telemetry';
import type { NotificationsParts } from '../notifications-parts.ts';
import { findMail } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';
import { requestMails } from './request-mails.ts';

/**
 * Sends a mail again as a mail of its own, so that its Message-ID is new and no mail server takes
 * it for a copy. It is made anew from what is true now.
 * @throws ContractError `mail-still-queued`, `not-found`
 */
export async function resendMail(
  parts: Pick<NotificationsParts, 'db' | 'jobs' | 'messageHost'>,
  mailId: string,
  context: RequestContext,
): Promise<{ mailId: string }> {
  const { actor, idempotencyKey } = context;
  const key = idempotencyKey && `${actorName(actor)}:${idempotencyKey}`;
  const record = { scope: `resend-mail:${mailId.toLowerCase()}`, key, body: null };
  return transaction(parts.db, (tx) =>
    idempotent(tx, record, async () => ({ mailId: await resend(parts, tx, mailId, context) })),
  );
}

async function resend(
  parts: Pick<NotificationsParts, 'jobs' | 'messageHost'>,
  tx: Tx<DB>,
  mailId: string,
  context: RequestContext,
): Promise<string> {
  const mail = await findMail(tx, mailId);
  if (mail === undefined) throw new ContractError('not-found');
  if (mail.status === 'queued') throw new ContractError('mail-still-queued');
  const { kind, aboutId, partId } = mail;
  const traceparent = currentTraceparent() ?? null;
  const copy = { kind, aboutId, partId, eventId: null, resendOf: mailId, traceparent };
  const [copyId] = await requestMails(parts, tx, [copy]);
  if (copyId === undefined) throw new Error(`No copy of mail ${mailId} was written`);
  await emitStaffAction(tx, 'notifications', context.actor, {
    action: 'mail-resent',
    subject: mailId,
    changes: { copyId },
  });
  return copyId;
}
