import { waitFor } from '@cartwright/testing';
import type pg from 'pg';

/**
 * What was read of each table since PostgreSQL counts: rows by reading it from end to end, and
 * entries of its indexes, whether they led to a row that was wanted or not.
 */
export async function readsOf(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string; reads: number }>(
    `select t.schemaname || '.' || t.relname as table,
           (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::float8 as reads
    from pg_stat_user_tables t
    left join pg_stat_user_indexes i using (relid)
    group by t.relid, t.schemaname, t.relname, t.seq_tup_read`,
  );
  return new Map(rows.map(({ table, reads }) => [table, reads]));
}

/**
 * Ends all other sessions, which only then tell all that they have read. What they keep of plans
 * ends with them, so this is the last that is asked of a shop.
 */
export async function endSessions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid)
    from pg_stat_activity
    where backend_type = 'client backend'
      and pid <> pg_backend_pid()`,
  );
  const ended = rows.map(({ pid }) => pid);
  await waitFor('the sessions to end', async () => {
    const left = await client.query('select from pg_stat_activity where pid = any ($1)', [ended]);
    return left.rowCount === 0;
  });
}
