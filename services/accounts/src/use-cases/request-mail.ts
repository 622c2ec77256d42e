import { type Database, type Tx, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { accountsEvents } from '../../contract/events.ts';

/**
 * Stores what a mail must say and tells only its id: the link in it is a secret. An account that is
 * erased at this very moment gets none: either the mail stands before the erasure, which removes
 * it, or it finds no account any more.
 */
export async function requestMail(
  db: Database,
  kind: 'verify-address' | 'reset-password',
  mail: { user: { id: string; email: string; name: string }; url: string },
  request: Request | undefined,
): Promise<void> {
  const { user, url } = mail;
  const locale = localeOf(request?.headers.get('accept-language') ?? '');
  await transaction(db, async (tx) => {
    if (!(await holdAccount(tx, user.id))) return;
    const { rows } = await sql<{ id: string }>`
      insert into account_mail (kind, email, name, url, locale)
      values (${kind}, ${user.email}, ${user.name}, ${url}, ${locale})
      returning id`.execute(tx);
    for (const { id } of rows)
      await emit(tx, accountsEvents.mailRequested, { subject: id, data: { mailId: id, kind } });
  });
}

/**
 * Keeps the account until the mail is written; false when it is gone. That of a sign-up is there
 * by then too: better-auth commits each of its statements by itself.
 */
async function holdAccount(tx: Tx, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select
    from "user"
    where id = ${userId}
    for key share
  `.execute(tx);
  return rows.length > 0;
}

/** The language that a browser names first; the storefront names the one of its page. */
const localeOf = (accepted: string): string | null =>
  /^\s*([a-z]{2}(-[A-Z]{2})?)\b/.exec(accepted)?.[1] ?? null;
