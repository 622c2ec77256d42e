import { ContractError, listPage, readTimeCursor, writeTimeCursor } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { Mail, MailStatus } from '../../contract/api.ts';
import { mailColumns } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';

interface MailFilter {
  limit?: number;
  cursor?: string;
  status?: MailStatus;
  aboutId?: string;
}

/** Mails, newest first. */
export async function listMails(db: Database<DB>, filter: MailFilter) {
  // Default of the API; the contract allows up to 100.
  const limit = filter.limit ?? 24;
  const conditions = [after(filter.cursor)];
  if (filter.status !== undefined) conditions.push(sql`status = ${filter.status}`);
  if (filter.aboutId !== undefined) conditions.push(sql`about_id = ${filter.aboutId}`);
  const found = await sql<Mail>`
    select ${mailColumns}
    from mail
    where ${sql.join(conditions, sql` and `)}
    order by mail.created_at desc, mail.id desc
    limit ${limit + 1}
  `.execute(db);
  return listPage(found.rows, limit, ({ createdAt, id }) => writeTimeCursor(createdAt, id));
}

/** @throws ContractError `not-found` */
export async function readMail(db: Database<DB>, mailId: string): Promise<Mail> {
  const found = await sql<Mail>`
    select ${mailColumns}
    from mail
    where id = ${mailId}
  `.execute(db);
  const [mail] = found.rows;
  if (mail === undefined) throw new ContractError('not-found');
  return mail;
}

function after(cursor: string | undefined): RawBuilder<unknown> {
  const place = readTimeCursor(cursor);
  return place === undefined
    ? sql`true`
    : sql`(mail.created_at, mail.id) < (${place.at}, ${place.id}::uuid)`;
}
