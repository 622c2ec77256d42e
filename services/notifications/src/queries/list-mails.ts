import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { Mail, MailStatus } from '../../contract/api.ts';
import { mailColumns } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';

export interface MailFilter {
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
  const items = found.rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.rows.length > limit && last !== undefined ? writeCursor(last) : null,
  };
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

const writeCursor = ({ createdAt, id }: Mail): string =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url');

function after(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const read =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
  const [, createdAt = '', id = ''] = read ?? [];
  if (Number.isNaN(Date.parse(createdAt))) {
    throw invalidInput('/query/cursor', 'This cursor came from no list');
  }
  return sql`(mail.created_at, mail.id) < (${new Date(createdAt)}, ${id}::uuid)`;
}
