import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { waitFor } from './wait.ts';

/** Resolves once so many transactions of the database wait for locks of others. */
export const untilSomeWait = <T>(db: Database<T>, count = 1) =>
  waitFor(`${count} to wait for a lock`, async () => {
    const { rows } = await sql`
      select
      from pg_stat_activity
      where datname = current_database()
        and wait_event_type = 'Lock'
    `.execute(db);
    return rows.length >= count;
  });
