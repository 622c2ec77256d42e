import { type Database, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { accountsEvents } from '../../contract/events.ts';

/** Stores what a mail must say and tells only its id: the link in it is a secret. */
export async function requestMail(
  db: Database,
  kind: 'verify-address' | 'reset-password',
  to: { email: string; name: string },
  url: string,
): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into account_mail (kind, email, name, url)
      values (${kind}, ${to.email}, ${to.name}, ${url})
      returning id`.execute(tx);
    for (const { id } of rows)
      await emit(tx, accountsEvents.mailRequested, { subject: id, data: { mailId: id, kind } });
  });
}
