import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { isAccountMail } from '../store/mail-kinds.ts';
import type { DB } from '../store/tables.generated.ts';

interface SentMail {
  kind: string;
  recipient: string;
  subject: string;
  createdAt: string;
}

/** An export is looked at, not searched; a shopper has a few hundred mails at most. */
const mailsMax = 1_000;

/** The mails that went to an address: about its account, and about these orders. */
export async function mailsOfShopper(
  db: Database<DB>,
  o: { email: string; orderIds: readonly string[] },
): Promise<SentMail[]> {
  const { rows } = await sql<SentMail>`
    select kind,
           recipient,
           subject,
           to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
    from mail
    where recipient is not null
      and subject is not null
      and lower(recipient) = lower(${o.email})
      and (${isAccountMail} or about_id = any (${o.orderIds}::uuid[]))
    order by created_at desc, id desc
    limit ${mailsMax}
  `.execute(db);
  return rows;
}
