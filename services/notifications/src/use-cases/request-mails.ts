import type { Tx } from '@cartwright/database';
import type { NotificationsParts } from '../notifications-parts.ts';
import { insertMails, type NewMail } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Writes mails and the jobs that send them, in the caller's transaction. Returns the mails' ids,
 * without those whose event has asked for its mail before.
 */
export async function requestMails(
  { jobs, messageHost }: Pick<NotificationsParts, 'jobs' | 'messageHost'>,
  tx: Tx<DB>,
  mails: readonly NewMail[],
): Promise<string[]> {
  const inserted = await insertMails(tx, mails, messageHost);
  const traces = new Map(mails.map(({ eventId, traceparent }) => [eventId, traceparent]));
  if (inserted.length > 0)
    await jobs.enqueueAll(
      tx,
      'send-mail',
      inserted.map(({ id, eventId }) => ({
        data: { mailId: id },
        traceparent: traces.get(eventId) ?? null,
      })),
    );
  return inserted.map(({ id }) => id);
}
