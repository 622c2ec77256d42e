import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { Mail, MailKind, MailStatus } from '../../contract/api.ts';
import type { DB } from './tables.generated.ts';

export interface NewMail {
  kind: MailKind;
  aboutId: string;
  partId: string | null;
  eventId: string | null;
  resendOf: string | null;
  messageHost: string;
}

/** Writes a mail that is to be sent. Returns its id; undefined when its event has one already. */
export async function insertMail(tx: Tx<DB>, mail: NewMail): Promise<string | undefined> {
  const inserted = await sql<{ id: string }>`
    insert into mail (id, event_id, kind, about_id, part_id, message_id, resend_of)
    select id,
           ${mail.eventId}::uuid,
           ${mail.kind},
           ${mail.aboutId}::uuid,
           ${mail.partId}::uuid,
           '<' || id || '@' || ${mail.messageHost} || '>',
           ${mail.resendOf}::uuid
    from (select uuidv7() as id offset 0) as made
    on conflict on constraint mail_event_id_key do nothing
    returning id
  `.execute(tx);
  return inserted.rows[0]?.id;
}

export interface StoredMail {
  id: string;
  kind: MailKind;
  aboutId: string;
  partId: string | null;
  status: MailStatus;
  messageId: string;
}

export async function findMail(
  db: Database<DB> | Tx<DB>,
  mailId: string,
): Promise<StoredMail | undefined> {
  const found = await sql<StoredMail>`
    select id,
           kind,
           about_id as "aboutId",
           part_id as "partId",
           status,
           message_id as "messageId"
    from mail
    where id = ${mailId}
  `.execute(db);
  return found.rows[0];
}

/** A row as the API shows it. */
export const mailColumns = sql<Mail>`
  id,
  kind,
  about_id as "aboutId",
  status,
  tries,
  recipient,
  subject,
  message_id as "messageId",
  last_error as "lastError",
  resend_of as "resendOf",
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
  to_char(delivered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "deliveredAt"`;
