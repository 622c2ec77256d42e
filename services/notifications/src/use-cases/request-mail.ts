import type { Tx } from '@cartwright/database';
import type { NotificationsParts } from '../notifications-parts.ts';
import { insertMail, type NewMail } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Writes a mail and the job that sends it, in the caller's transaction. Returns the mail's id;
 * undefined when its event has asked for it before.
 */
export async function requestMail(
  { jobs, messageHost }: Pick<NotificationsParts, 'jobs' | 'messageHost'>,
  tx: Tx<DB>,
  mail: Omit<NewMail, 'messageHost'>,
): Promise<string | undefined> {
  const mailId = await insertMail(tx, { ...mail, messageHost });
  if (mailId !== undefined) await jobs.enqueue(tx, 'send-mail', { mailId }, { key: mailId });
  return mailId;
}
