import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** A code is good for its half minute and the one on either side; later it may come up again. */
const windowSeconds = 120;

/**
 * Takes a code of an authenticator app before it is checked, so that of two who present the same
 * code at the same moment only one goes on. False when it was presented lately.
 */
export async function takeCode(db: Database, userId: string, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return true;
  const { rows } = await sql`
    insert into presented_code as known (user_id, code)
    values (${userId}, ${code})
    on conflict (user_id, code) do update
    set presented_at = excluded.presented_at
    where known.presented_at < clock_timestamp() - make_interval(secs => ${windowSeconds})
    returning 1
  `.execute(db);
  return rows.length > 0;
}

export async function forgetPresentedCodes(db: Database): Promise<void> {
  await sql`
    delete from presented_code
    where presented_at < clock_timestamp() - make_interval(secs => ${windowSeconds})
  `.execute(db);
}
