import { type Database, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { accountsEvents } from '../../contract/events.ts';

/** Stores what a mail must say and tells only its id: the link in it is a secret. */
export async function requestMail(
  db: Database,
  kind: 'verify-address' | 'reset-password',
  mail: { user: { email: string; name: string }; url: string },
  request: Request | undefined,
): Promise<void> {
  const { user, url } = mail;
  const locale = localeOf(request?.headers.get('accept-language') ?? '');
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into account_mail (kind, email, name, url, locale)
      values (${kind}, ${user.email}, ${user.name}, ${url}, ${locale})
      returning id`.execute(tx);
    for (const { id } of rows)
      await emit(tx, accountsEvents.mailRequested, { subject: id, data: { mailId: id, kind } });
  });
}

/** The language that a browser names first; the storefront names the one of its page. */
const localeOf = (accepted: string): string | null =>
  /^\s*([a-z]{2}(-[A-Z]{2})?)\b/.exec(accepted)?.[1] ?? null;
