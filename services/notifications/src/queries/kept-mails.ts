import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { StoredMail } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';

export interface KeptMail {
  id: string;
  recipient: string;
  subject: string;
  createdAt: Date;
}

/** A mailbox for development is looked at, not searched. */
const shownMax = 100;

/** The newest kept mails, to one address when it is given. */
export async function listKeptMails(db: Database<DB>, to: string | null): Promise<KeptMail[]> {
  const found = await sql<KeptMail>`
    select id,
           recipient,
           subject,
           created_at as "createdAt"
    from mail
    where status = 'kept'
      and recipient is not null
      and ${to === null ? sql`true` : sql`lower(recipient) = lower(${to})`}
    order by created_at desc, id desc
    limit ${shownMax}
  `.execute(db);
  return found.rows;
}

export type KeptMailToShow = KeptMail &
  Pick<StoredMail, 'kind' | 'aboutId' | 'partId'> & {
    /** Null where it can be made again. */
    html: string | null;
    text: string | null;
  };

export async function findKeptMail(
  db: Database<DB>,
  mailId: string,
): Promise<KeptMailToShow | undefined> {
  const found = await sql<KeptMailToShow>`
    select id,
           recipient,
           subject,
           created_at as "createdAt",
           kind,
           about_id as "aboutId",
           part_id as "partId",
           html,
           plain as text
    from mail
    where status = 'kept'
      and recipient is not null
      and id = ${mailId}::uuid
  `.execute(db);
  return found.rows[0];
}
