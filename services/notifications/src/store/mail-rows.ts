import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
  type Tx,
} from '@cartwright/database';
import { sql } from 'kysely';
import type { Mail, MailKind, MailStatus } from '../../contract/api.ts';
import type { DB } from './tables.generated.ts';

export interface NewMail {
  kind: MailKind;
  aboutId: string;
  partId: string | null;
  eventId: string | null;
  resendOf: string | null;
  /** The trace that the mail's delivery continues. */
  traceparent: string | null;
}

interface InsertedMail {
  id: string;
  eventId: string | null;
}

/** Writes mails that are to be sent; an event that has its mail already gets no second one. */
export async function insertMails(
  tx: Tx<DB>,
  mails: readonly NewMail[],
  messageHost: string,
): Promise<InsertedMail[]> {
  const inserted = await sql<InsertedMail>`
    insert into mail (id, event_id, kind, about_id, part_id, message_id, resend_of)
    select id,
           "eventId",
           kind,
           "aboutId",
           "partId",
           '<' || id || '@' || ${messageHost} || '>',
           "resendOf"
    from (
      select uuidv7() as id, wanted.*
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as wanted (
        kind text, "aboutId" uuid, "partId" uuid, "eventId" uuid, "resendOf" uuid
      )
      -- Keeps the id one value instead of a call for each use.
      offset 0
    ) as made
    on conflict on constraint mail_event_id_key do nothing
    returning id, event_id as "eventId"
  `.execute(tx);
  return inserted.rows;
}

export interface StoredMail {
  id: string;
  kind: MailKind;
  aboutId: string;
  partId: string | null;
  status: MailStatus;
  messageId: string;
}

const storedColumns = `
  id,
  kind,
  about_id as "aboutId",
  part_id as "partId",
  status,
  message_id as "messageId"
`;

export async function findMail(
  db: Database<DB> | Tx<DB>,
  mailId: string,
): Promise<StoredMail | undefined> {
  const found = await sql<StoredMail>`
    select ${sql.raw(storedColumns)}
    from mail
    where id = ${mailId}
  `.execute(db);
  return found.rows[0];
}

/** What became of a try to deliver a mail. */
export interface MailDelivery {
  mailId: string;
  status: 'sent' | 'kept' | 'failed';
  recipient: string;
  subject: string;
  /** Kept only where the table is the mailbox, of mails that cannot be made again. */
  html: string | null;
  plain: string | null;
  reason: string | null;
}

/** What each mail's delivery asks of the table, carried together with that of its neighbours. */
export interface MailStore {
  find: Batch<string, StoredMail | null>;
  recordDelivery: Batch<MailDelivery, true>;
}

const findAll = statement<StoredMail>(`
  select ${storedColumns}
  from mail
  where id = any ($1::uuid[])
`);

const recordAll = statement<{ id: string }>(`
  update mail
  set status = delivery.status,
      tries = tries + 1,
      recipient = case when not is_forgotten then delivery.recipient end,
      subject = case when not is_forgotten then delivery.subject end,
      html = case when not is_forgotten then delivery.html end,
      plain = case when not is_forgotten then delivery.plain end,
      last_error = reason,
      delivered_at = case when reason is null then clock_timestamp() end
  from jsonb_to_recordset($1::jsonb) as delivery (
    "mailId" uuid, status text, recipient text, subject text, html text, plain text, reason text
  )
  where id = "mailId"
`);

export const mailStoreIn = (db: Database<DB>): MailStore => ({
  find: createBatch({
    name: 'notifications.find-mail',
    kind: 'read',
    keyOf: (mailId: string) => mailId,
    run: async (mailIds) => {
      const rows = await runStatement(db, findAll, [mailIds]);
      const found = new Map(rows.map((mail) => [mail.id, mail]));
      return new Map(mailIds.map((mailId) => [mailId, found.get(mailId) ?? null]));
    },
  }),
  recordDelivery: createBatch({
    name: 'notifications.record-delivery',
    keyOf: ({ mailId }) => mailId,
    run: async (deliveries) => {
      await runStatement(db, recordAll, [JSON.stringify(deliveries)]);
      return new Map(deliveries.map(({ mailId }) => [mailId, true as const]));
    },
  }),
});

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

/** Takes recipient and content out of a mail for good, also out of one that is on its way. */
export const forgetMail = sql`
  recipient = null,
  subject = null,
  html = null,
  plain = null,
  last_error = null,
  is_forgotten = true`;
